import { json } from '../answer';
import type { Fault } from '../fault';
import { partsOf } from './ses-paths';

/** What was sent, as LocalStack tells it at `/_aws/ses` (LocalStack's documentation, Simple Email Service): no API of SES does. */
export function sentMail(): Fault {
  const messages: object[] = [];
  return {
    service: 'ses',
    fault: 'does not tell what was sent',
    answers: {
      'POST /v2': async (call, next) => {
        const answer = await next(call);
        if (partsOf(call).join('/') !== 'outbound-emails' || answer.status >= 300) return answer;
        const { FromEmailAddress: Source, Destination, Content } = call.json;
        const { Subject, Body } = Content.Simple;
        const Id = JSON.parse(answer.body.toString()).MessageId;
        messages.push({ Id, Source, Destination, Subject: Subject.Data, Body: { text_part: Body.Text.Data } });
        return answer;
      },
      'GET /_aws': () => json({ messages }),
    },
    isThere: async (moto) => (await moto.rest('ses', 'GET', '/_aws/ses')).status >= 400,
  };
}
