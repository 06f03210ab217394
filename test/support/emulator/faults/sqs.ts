import { editJson } from '../answer';
import { withJson, type Call } from '../call';
import type { Fault } from '../fault';
import { moveTasks } from './sqs-move-tasks';
import { polls } from './sqs-polls';

export const sqs = (): Fault[] => [policy(), redrivePolicy(), redriveAllowPolicy(), moveTasks(), polls()];

/**
 * A queue, by its region and the path of its URL. The URL that moto gives has moto's own host; whoever imports a queue names
 * it by AWS's.
 */
function queueOf({ region }: Call, url: string): string {
  return `${region} ${new URL(url).pathname}`;
}

function policy(): Fault {
  const policies = new Map<string, string>();
  return {
    service: 'sqs',
    fault: 'drops the policy of a queue when something else of it is set',
    answers: {
      SetQueueAttributes: (call, next) => {
        const { QueueUrl, Attributes } = call.json;
        const queue = queueOf(call, QueueUrl);
        if (Attributes.Policy !== undefined) policies.set(queue, Attributes.Policy);
        const Policy = policies.get(queue);
        return next(Policy === undefined ? call : withJson(call, { Attributes: { ...Attributes, Policy } }));
      },
      DeleteQueue: (call, next) => {
        policies.delete(queueOf(call, call.json.QueueUrl));
        return next(call);
      },
    },
    isThere: async (moto) => {
      const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [] });
      const queue = await moto.json('sqs', 'AmazonSQS.CreateQueue', { QueueName: 'open', Attributes: { Policy } });
      const { QueueUrl } = JSON.parse(queue.text);
      await moto.json('sqs', 'AmazonSQS.SetQueueAttributes', { QueueUrl, Attributes: { DelaySeconds: '1' } });
      const found = await moto.json('sqs', 'AmazonSQS.GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] });
      return found.status === 200 && JSON.parse(found.text).Attributes.Policy === undefined;
    },
  };
}

/** SQS answers the JSON that it was told; the provider compares the text. */
function redrivePolicy(): Fault {
  return {
    service: 'sqs',
    fault: 'writes blanks into the redrive policy of a queue',
    answers: {
      GetQueueAttributes: async (call, next) =>
        editJson(await next(call), ({ Attributes }) => {
          const found = Attributes?.RedrivePolicy;
          if (found) Attributes.RedrivePolicy = JSON.stringify(JSON.parse(found));
        }),
    },
    isThere: async (moto) => {
      const create = (QueueName: string, Attributes = {}) =>
        moto.json('sqs', 'AmazonSQS.CreateQueue', { QueueName, Attributes });
      const dead = JSON.parse((await create('dead')).text).QueueUrl;
      const of = (QueueUrl: string) =>
        moto.json('sqs', 'AmazonSQS.GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] });
      const deadLetterTargetArn = JSON.parse((await of(dead)).text).Attributes.QueueArn;
      const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 5 });
      const orders = JSON.parse((await create('orders', { RedrivePolicy })).text).QueueUrl;
      return JSON.parse((await of(orders)).text).Attributes.RedrivePolicy !== RedrivePolicy;
    },
  };
}

const name = 'RedriveAllowPolicy';

/** moto refuses to be asked for it. */
function withoutName(call: Call): Call {
  const { AttributeNames = [] } = call.json;
  if (!AttributeNames.includes(name)) return call;
  const others = AttributeNames.filter((one: string) => one !== name);
  return withJson(call, { AttributeNames: others.length > 0 ? others : ['QueueArn'] });
}

function redriveAllowPolicy(): Fault {
  const policies = new Map<string, string>();
  const keep = (queue: string, { RedriveAllowPolicy: policy }: Record<string, string> = {}) => {
    if (policy === '') policies.delete(queue);
    else if (policy !== undefined) policies.set(queue, policy);
  };
  return {
    service: 'sqs',
    fault: 'forgets which queues may use a queue as their dead-letter queue',
    answers: {
      CreateQueue: async (call, next) => {
        const answer = await next(call);
        if (answer.status < 300) keep(queueOf(call, JSON.parse(answer.body.toString()).QueueUrl), call.json.Attributes);
        return answer;
      },
      SetQueueAttributes: (call, next) => {
        keep(queueOf(call, call.json.QueueUrl), call.json.Attributes);
        return next(call);
      },
      GetQueueAttributes: async (call, next) => {
        const { QueueUrl, AttributeNames = [] } = call.json;
        const policy = policies.get(queueOf(call, QueueUrl));
        const isAsked = AttributeNames.includes('All') || AttributeNames.includes(name);
        return editJson(await next(withoutName(call)), (found) => {
          if (isAsked && policy !== undefined) found.Attributes = { ...found.Attributes, [name]: policy };
        });
      },
      DeleteQueue: (call, next) => {
        policies.delete(queueOf(call, call.json.QueueUrl));
        return next(call);
      },
    },
    isThere: async (moto) => {
      const Attributes = { RedriveAllowPolicy: JSON.stringify({ redrivePermission: 'denyAll' }) };
      const queue = await moto.json('sqs', 'AmazonSQS.CreateQueue', { QueueName: 'dead', Attributes });
      const { QueueUrl } = JSON.parse(queue.text);
      const asked = { QueueUrl, AttributeNames: ['All'] };
      const found = await moto.json('sqs', 'AmazonSQS.GetQueueAttributes', asked);
      return found.status === 200 && JSON.parse(found.text).Attributes.RedriveAllowPolicy === undefined;
    },
  };
}
