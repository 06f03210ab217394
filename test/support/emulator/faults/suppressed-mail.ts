import { json, jsonError } from '../answer';
import { queryCall, withJson, type Answer, type Call } from '../call';
import type { Answerer, Fault } from '../fault';
import { isNotServed, partsOf } from './ses-paths';

/** Where the events of a configuration set go, as it was asked for. */
export interface EventDestination {
  readonly Enabled?: boolean;
  readonly MatchingEventTypes?: readonly string[];
  readonly SnsDestination?: { readonly TopicArn: string };
}

/** By configuration set, and by name. */
export type EventDestinations = Map<string, Map<string, EventDestination>>;

type Next = Parameters<Answerer>[1];

/**
 * Amazon SES developer guide, Using the Amazon SES account-level suppression list, and Contents of event data that Amazon SES publishes to Amazon SNS: SES takes
 * the message, does not send it to the address, and publishes that it bounced.
 */
export function suppressedMail(destinations: EventDestinations): Fault {
  const kept = new Map<string, string>();
  const address = (call: Call) => (partsOf(call)[0] === 'suppression' ? partsOf(call)[2] : undefined);
  const send = async (call: Call, next: Next): Promise<Answer> => {
    const { Destination = {}, ConfigurationSetName: set } = call.json;
    const { ToAddresses = [] }: { ToAddresses?: readonly string[] } = Destination;
    const reasons = await suppressedReasons(call, next, set);
    const suppressed = ToAddresses.filter((to) => reasons.includes(kept.get(to.toLowerCase()) ?? ''));
    if (suppressed.length === 0) return next(call);
    const others = ToAddresses.filter((to) => !suppressed.includes(to));
    const answer =
      others.length > 0
        ? await next(withJson(call, { Destination: { ...Destination, ToAddresses: others } }))
        : json({ MessageId: `suppressed-${kept.size}` });
    const { MessageId } = JSON.parse(answer.body.toString());
    for (const TopicArn of topicsOf(destinations.get(set))) {
      const Message = JSON.stringify(bounce(call, suppressed, { MessageId, TopicArn }));
      await next(queryCall(call, 'sns', 'Publish', { TopicArn, Message }));
    }
    return answer;
  };
  return {
    service: 'ses',
    fault: 'has no suppression list',
    answers: {
      'PUT /v2': (call, next) => {
        if (partsOf(call).join('/') !== 'suppression/addresses') return next(call);
        kept.set(call.json.EmailAddress.toLowerCase(), call.json.Reason);
        return json({});
      },
      'GET /v2': (call, next) => {
        const EmailAddress = address(call);
        if (EmailAddress === undefined) return next(call);
        const Reason = kept.get(EmailAddress.toLowerCase());
        if (!Reason) return jsonError('NotFoundException', EmailAddress, 404);
        return json({ SuppressedDestination: { EmailAddress, Reason, LastUpdateTime: 1_735_689_600 } });
      },
      'POST /v2': (call, next) => (partsOf(call).join('/') === 'outbound-emails' ? send(call, next) : next(call)),
    },
    isThere: async (moto) =>
      isNotServed(await moto.rest('ses', 'GET', '/v2/email/suppression/addresses/a%40b.example')),
  };
}

/** Those of the configuration set, which come before those of the account; an account has both, unless somebody took one out. */
async function suppressedReasons(call: Call, next: Next, set?: string): Promise<readonly string[]> {
  const ofAccount = ['BOUNCE', 'COMPLAINT'];
  if (set === undefined) return ofAccount;
  const url = `/v2/email/configuration-sets/${encodeURIComponent(set)}`;
  const { status, body } = await next({ ...call, method: 'GET', url, json: {}, body: Buffer.alloc(0) });
  if (status >= 300) return ofAccount;
  return JSON.parse(body.toString()).SuppressionOptions?.SuppressedReasons ?? ofAccount;
}

function topicsOf(destinations: ReadonlyMap<string, EventDestination> | undefined): string[] {
  return [...(destinations?.values() ?? [])].flatMap(({ Enabled, MatchingEventTypes = [], SnsDestination }) =>
    Enabled && SnsDestination && MatchingEventTypes.includes('BOUNCE') ? [SnsDestination.TopicArn] : [],
  );
}

function bounce(
  { json }: Call,
  addresses: readonly string[],
  { MessageId, TopicArn }: { readonly MessageId: string; readonly TopicArn: string },
) {
  const timestamp = new Date().toISOString();
  const diagnosticCode =
    'Amazon SES did not send the message to this address because it is on the suppression list for your account.';
  return {
    eventType: 'Bounce',
    bounce: {
      ...{ bounceType: 'Permanent', bounceSubType: 'OnAccountSuppressionList', feedbackId: `${MessageId}-000000` },
      bouncedRecipients: addresses.map((emailAddress) => {
        return { emailAddress, action: 'failed', status: '5.1.1', diagnosticCode };
      }),
      ...{ timestamp, reportingMTA: 'dns; amazonses.com' },
    },
    mail: {
      ...{ timestamp, source: json.FromEmailAddress, sendingAccountId: TopicArn.split(':')[4], messageId: MessageId },
      destination: json.Destination.ToAddresses,
      ...{ headersTruncated: false, headers: [], commonHeaders: {} },
      tags: { 'ses:configuration-set': [json.ConfigurationSetName] },
    },
  };
}
