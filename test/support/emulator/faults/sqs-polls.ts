import { setTimeout as sleep } from 'node:timers/promises';
import { json } from '../answer';
import { withJson } from '../call';
import type { Fault } from '../fault';

const betweenMs = 100;

/** Waits here for messages, for as long as the client does. */
export function polls(): Fault {
  return {
    service: 'sqs',
    fault: 'waits on for a client that has gone, and hides the next message from all others',
    answers: {
      ReceiveMessage: async (call, next) => {
        const { WaitTimeSeconds = 0 } = call.json;
        if (WaitTimeSeconds === 0) return next(call);
        const end = Date.now() + WaitTimeSeconds * 1000;
        for (;;) {
          if (call.gone?.aborted) return json({});
          const answer = await next(withJson(call, { WaitTimeSeconds: 0 }));
          const isEmpty = answer.status === 200 && !JSON.parse(answer.body.toString() || '{}').Messages?.length;
          if (!isEmpty || Date.now() >= end) return answer;
          await sleep(betweenMs);
        }
      },
    },
    isThere: async (moto) => {
      const sqs = (operation: string, parameters: object, signal?: AbortSignal) =>
        moto.json('sqs', `AmazonSQS.${operation}`, parameters, signal);
      const { QueueUrl } = JSON.parse((await sqs('CreateQueue', { QueueName: 'polled' })).text);
      const gone = sqs('ReceiveMessage', { QueueUrl, WaitTimeSeconds: 5 }, AbortSignal.timeout(500));
      await gone.catch(() => undefined);
      await sqs('SendMessage', { QueueUrl, MessageBody: 'order' });
      await sleep(1_500);
      const { Messages = [] } = JSON.parse((await sqs('ReceiveMessage', { QueueUrl })).text || '{}');
      return Messages.length === 0;
    },
  };
}
