import { edit, element, textOf } from '../answer';
import type { Fault } from '../fault';

export const sns = (): Fault[] => [signatureVersion()];

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
