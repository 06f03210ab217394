import { edit, element, textOf } from '../answer';
import type { Fault } from '../fault';

export const sns = (): Fault[] => [signatureVersion(), untold()];

/** Set when the topic is created, or later; moto does not tell them. */
const names = ['SQSFailureFeedbackRoleArn', 'FifoThroughputScope'];

function untold(): Fault {
  const kept = new Map<string, Map<string, string>>();
  const keep = (topicArn: string, told: readonly (readonly [string, string])[]) => {
    const attributes = kept.get(topicArn) ?? new Map<string, string>();
    for (const [name, value] of told) if (names.includes(name)) attributes.set(name, value);
    kept.set(topicArn, attributes);
  };
  return {
    service: 'sns',
    fault:
      'does not say with which role a topic logs deliveries that failed, nor what the limits of a FIFO topic count for',
    answers: {
      CreateTopic: async (call, next) => {
        const answer = await next(call);
        const told = [...call.form].flatMap(([member, name]) => {
          const [, index] = /^Attributes\.entry\.(\d+)\.key$/.exec(member) ?? [];
          return index ? [[name, call.form.get(`Attributes.entry.${index}.value`) ?? ''] as const] : [];
        });
        const topicArn = textOf('TopicArn', answer.body.toString());
        if (topicArn !== undefined) keep(topicArn, told);
        return answer;
      },
      SetTopicAttributes: (call, next) => {
        const { form } = call;
        keep(form.get('TopicArn')!, [[form.get('AttributeName')!, form.get('AttributeValue') ?? '']]);
        return next(call);
      },
      GetTopicAttributes: async (call, next) =>
        edit(await next(call), (attributes) => {
          const missing = [...(kept.get(call.form.get('TopicArn')!) ?? [])].filter(
            ([name, value]) => value !== '' && !attributes.includes(`<key>${name}</key>`),
          );
          const entries = missing.map(([name, value]) =>
            element('entry', element('key', name) + element('value', value)),
          );
          return attributes.replace('</Attributes>', `${entries.join('')}</Attributes>`);
        }),
    },
    isThere: async (moto) => {
      const topic = await moto.query('sns', 'CreateTopic', { Name: 'logged' });
      const TopicArn = textOf('TopicArn', topic.text)!;
      const role = { AttributeName: names[0]!, AttributeValue: 'arn:aws:iam::111111111111:role/logs' };
      await moto.query('sns', 'SetTopicAttributes', { TopicArn, ...role });
      const attributes = await moto.query('sns', 'GetTopicAttributes', { TopicArn });
      return attributes.status === 200 && !attributes.text.includes(names[0]!);
    },
  };
}

function signatureVersion(): Fault {
  const versions = new Map<string, string>();
  return {
    service: 'sns',
    fault: 'does not say which signature version a topic has',
    answers: {
      SetTopicAttributes: (call, next) => {
        const { form } = call;
        if (form.get('AttributeName') === 'SignatureVersion') {
          versions.set(form.get('TopicArn')!, form.get('AttributeValue')!);
        }
        return next(call);
      },
      GetTopicAttributes: async (call, next) =>
        edit(await next(call), (attributes) => {
          const version = versions.get(call.form.get('TopicArn')!) ?? '1';
          const entry = element('entry', element('key', 'SignatureVersion') + element('value', version));
          return attributes.replace('</Attributes>', `${entry}</Attributes>`);
        }),
    },
    isThere: async (moto) => {
      const topic = await moto.query('sns', 'CreateTopic', { Name: 'signed' });
      const TopicArn = textOf('TopicArn', topic.text)!;
      const version = { AttributeName: 'SignatureVersion', AttributeValue: '2' };
      await moto.query('sns', 'SetTopicAttributes', { TopicArn, ...version });
      const attributes = await moto.query('sns', 'GetTopicAttributes', { TopicArn });
      return attributes.status === 200 && !attributes.text.includes('SignatureVersion');
    },
  };
}
