import { createHash } from 'node:crypto';
import { editJson, json, jsonError } from '../answer';
import type { Answer, Call } from '../call';
import type { Fault } from '../fault';
import { sentMail } from './sent-mail';
import { isNotServed, partsOf } from './ses-paths';
import { suppressedMail, type EventDestination, type EventDestinations } from './suppressed-mail';

export const ses = (): Fault[] => {
  const destinations: EventDestinations = new Map();
  return [
    configurationSets(),
    eventDestinations(destinations),
    tokens(),
    tags(),
    mailFrom(),
    suppressedMail(destinations),
    // After it: what it does not let through was not sent.
    sentMail(),
  ];
};

const named = (call: Call, collection: string, part?: string) => {
  const [first, name, found] = partsOf(call);
  return first === collection && found === part ? name : undefined;
};

function configurationSets(): Fault {
  return {
    service: 'ses',
    fault: 'answers options of a configuration set that nobody set, and sending options inside of themselves',
    answers: {
      'GET /v2': async (call, next) => {
        const answer = await next(call);
        if (!named(call, 'configuration-sets')) return answer;
        return editJson(answer, (set) => {
          if (isNested(set.SendingOptions)) set.SendingOptions = set.SendingOptions.SendingEnabled;
          for (const [option, value] of Object.entries(set)) if (isEmpty(value)) set[option] = undefined;
        });
      },
    },
    isThere: async (moto) => {
      const ConfigurationSetName = 'fault';
      await moto.rest('ses', 'POST', '/v2/email/configuration-sets', { ConfigurationSetName });
      const { text } = await moto.rest('ses', 'GET', `/v2/email/configuration-sets/${ConfigurationSetName}`);
      return Object.values(JSON.parse(text)).some(isEmpty);
    },
  };
}

function isNested(options: { readonly SendingEnabled?: unknown } | undefined): boolean {
  return typeof options?.SendingEnabled === 'object' && options.SendingEnabled !== null;
}

function isEmpty(value: unknown): boolean {
  return value === null || (typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length === 0);
}

function eventDestinations(kept: EventDestinations): Fault {
  const of = (set: string) => kept.get(set) ?? new Map<string, EventDestination>();
  return {
    service: 'ses',
    fault: 'has no event destinations',
    answers: {
      'POST /v2': (call, next) => {
        const set = named(call, 'configuration-sets', 'event-destinations');
        if (!set) return next(call);
        const { EventDestinationName, EventDestination } = call.json;
        kept.set(set, of(set).set(EventDestinationName, EventDestination));
        return json({});
      },
      'PUT /v2': (call, next) => {
        const set = named(call, 'configuration-sets', 'event-destinations');
        if (!set) return next(call);
        of(set).set(partsOf(call)[3]!, call.json.EventDestination);
        return json({});
      },
      'GET /v2': (call, next) => {
        const set = named(call, 'configuration-sets', 'event-destinations');
        if (!set) return next(call);
        const EventDestinations = [...of(set)].map(([Name, destination]) => ({ Name, ...destination }));
        return json({ EventDestinations });
      },
      'DELETE /v2': (call, next) => {
        const set = named(call, 'configuration-sets', 'event-destinations');
        if (!set) return next(call);
        return of(set).delete(partsOf(call)[3]!) ? json({}) : jsonError('NotFoundException', set, 404);
      },
    },
    isThere: async (moto) =>
      isNotServed(await moto.rest('ses', 'GET', '/v2/email/configuration-sets/missing/event-destinations')),
  };
}

function tokens(): Fault {
  const made = (identity: string) =>
    [0, 1, 2].map((number) => createHash('sha256').update(`${identity} ${number}`).digest('hex').slice(0, 32));
  const whole = (answer: Answer, identity: string) =>
    editJson(answer, ({ DkimAttributes }) => {
      Object.assign(DkimAttributes, { Tokens: made(identity), LastKeyGenerationTimestamp: 1_735_689_600 });
    });
  return {
    service: 'ses',
    fault: 'gives an identity no tokens for DKIM, and a time as text',
    answers: {
      'POST /v2': async (call, next) => {
        const answer = await next(call);
        const isIdentity = partsOf(call).join('/') === 'identities';
        return isIdentity ? whole(answer, call.json.EmailIdentity) : answer;
      },
      'GET /v2': async (call, next) => {
        const answer = await next(call);
        const identity = named(call, 'identities');
        return identity ? whole(answer, identity) : answer;
      },
    },
    isThere: async (moto) => {
      const DkimSigningAttributes = { NextSigningKeyLength: 'RSA_2048_BIT' };
      const asked = { EmailIdentity: 'tokens.example.com', DkimSigningAttributes };
      await moto.rest('ses', 'POST', '/v2/email/identities', asked);
      const { text } = await moto.rest('ses', 'GET', '/v2/email/identities/tokens.example.com');
      return JSON.parse(text).DkimAttributes?.Tokens === undefined;
    },
  };
}

function tags(): Fault {
  const kept = new Map<string, readonly object[]>();
  return {
    service: 'ses',
    fault: 'forgets the tags of a new identity',
    answers: {
      'POST /v2': (call, next) => {
        const { EmailIdentity, Tags = [] } = call.json;
        if (partsOf(call).join('/') === 'identities') kept.set(EmailIdentity, Tags);
        return next(call);
      },
      'GET /v2': async (call, next) => {
        const answer = await next(call);
        const arn = new URL(call.url, 'http://aws.test').searchParams.get('ResourceArn') ?? '';
        const made = kept.get(/:identity\/(.+)$/.exec(arn)?.[1] ?? '');
        return made ? editJson(answer, (found) => void (found.Tags = [...made, ...(found.Tags ?? [])])) : answer;
      },
    },
    isThere: async (moto) => {
      const asked = { EmailIdentity: 'tags.example.com', Tags: [{ Key: 'a', Value: 'b' }] };
      await moto.rest('ses', 'POST', '/v2/email/identities', asked);
      const arn = 'arn:aws:ses:eu-west-1:111122223333:identity/tags.example.com';
      const { text } = await moto.rest('ses', 'GET', `/v2/email/tags?ResourceArn=${encodeURIComponent(arn)}`);
      return !text.includes('"a"');
    },
  };
}

function mailFrom(): Fault {
  const kept = new Map<string, object>();
  return {
    service: 'ses',
    fault: 'has no MAIL FROM domain',
    answers: {
      'PUT /v2': (call, next) => {
        const identity = named(call, 'identities', 'mail-from');
        if (!identity) return next(call);
        kept.set(identity, { ...call.json, MailFromDomainStatus: 'PENDING' });
        return json({});
      },
      'GET /v2': async (call, next) => {
        const answer = await next(call);
        const identity = named(call, 'identities');
        return identity
          ? editJson(answer, (found) => void (found.MailFromAttributes = kept.get(identity) ?? {}))
          : answer;
      },
    },
    isThere: async (moto) => {
      const asked = { MailFromDomain: 'bounce.fault.example.com', BehaviorOnMxFailure: 'USE_DEFAULT_VALUE' };
      return isNotServed(await moto.rest('ses', 'PUT', '/v2/email/identities/fault.example.com/mail-from', asked));
    },
  };
}
