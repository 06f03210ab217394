import { certificateRef, type CertificateRef } from '../certificate/certificate-ref';
import { keyRef, type KeyRef } from '../kms/key-ref';
import { logRetention } from '../log-group/log-group';
import { topicRef, type TopicRef } from '../notifications/topic-ref';
import {
  accountId,
  amount,
  either,
  flag,
  list,
  matching,
  object,
  oneOf,
  optional,
  regionName,
  text,
  wholeNumber,
  type Description,
} from '../props';
import { domainName } from '../zone/domain-name';
import { zoneRef, type ZoneRef } from '../zone/zone-ref';
import { methods, type Method } from './route-key';

export interface HttpApiProps {
  /** The API's name, unique in its account and region by choice, and the start of other names: `prod-public`. */
  readonly name: string;
  /** The account that owns the API: 12 digits. */
  readonly account: string;
  readonly region: string;
  /** The only name that it answers for. The endpoint that API Gateway gives it is off. */
  readonly domain: ApiDomain;
  /** Requests for all routes together. A route may have less. */
  readonly throttling: Throttling;
  /** Which pages of other origins may call it from a browser. */
  readonly cors: 'none' | Cors;
  readonly accessLogs: ApiAccessLogs;
  readonly alarms: ApiAlarmThresholds;
  /**
   * Whose tokens it accepts, such as those of a user pool.
   * @default none: each route says why it needs none
   */
  readonly jwt?: JwtIssuer;
}

export interface ApiDomain {
  /** The whole name, in the zone: `api.shop.example.com`. Another one replaces it. */
  readonly name: string;
  readonly zone: ZoneRef;
  /** For the name, in the API's region. */
  readonly certificate: CertificateRef;
}

export interface Throttling {
  /** Requests a second, over a longer time; 1 to 10000, the quota of an account and region. */
  readonly ratePerSecond: number;
  /** Requests at once; 1 to 5000, the quota of an account and region. */
  readonly burst: number;
}

export interface Cors {
  /** Origins by their names: `https://shop.example.com`. */
  readonly origins: readonly string[];
  /**
   * @default all that a route may have
   */
  readonly methods?: readonly Method[];
  /**
   * Headers that a page may send.
   * @default authorization and content-type
   */
  readonly headers?: readonly string[];
  /**
   * Whether a page may send cookies.
   * @default false
   */
  readonly credentials?: boolean;
  /**
   * Seconds that a browser keeps the answer, 0 to 86400.
   * @default 3600
   */
  readonly maxAgeSeconds?: number;
}

export interface ApiAccessLogs {
  /** Encrypts the logs. A `Key` is opened to CloudWatch Logs; one that is only referred to must admit it. */
  readonly key: KeyRef;
  /** Days that they are kept; one of `logRetentionDays`. */
  readonly retentionDays: number;
}

export interface ApiAlarmThresholds {
  /** Told when something is wrong and when it is over. */
  readonly topic: TopicRef;
  /**
   * Requests that were answered with 5xx, in percent, over 15 minutes.
   * @default 5
   */
  readonly serverErrorPercent?: number;
  /**
   * Seconds in which 95 % of the requests are answered, over 15 minutes.
   * @default 1
   */
  readonly latencyP95Seconds?: number;
}

export interface JwtIssuer {
  /** Of the tokens, as they say themselves; its keys are found below it: `https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc`. */
  readonly issuer: string;
  /** Who the tokens are for, 1 to 50: the ids of clients. A token of the issuer for anybody else is refused. */
  readonly audiences: readonly string[];
}

const known = { structure: true };
const quotas = 'API Gateway developer guide, Quotas for configuring and running an HTTP API';
const corsGuide = 'API Gateway developer guide, Configure CORS for HTTP APIs';

export const throttling = object<Throttling>({
  ratePerSecond: wholeNumber('requests a second', 1, 10_000, { source: quotas }),
  burst: wholeNumber('requests', 1, 5000, { source: quotas }),
});

const cors = object<Cors>({
  origins: list(
    'origins',
    matching(/^https:\/\/[a-z0-9.-]{1,253}(:\d{1,5})?$/, 'an origin such as https://shop.example.com', {
      source: corsGuide,
    }),
    { min: 1, max: 50 },
  ),
  methods: optional(list('methods', oneOf(methods), { min: 1, max: methods.length }), 'all that a route may have'),
  headers: optional(
    list('headers', matching(/^[a-z0-9-]{1,100}$/, 'the name of a header, in lower case'), { max: 50 }),
    'authorization and content-type',
  ),
  credentials: optional(flag(), 'false'),
  maxAgeSeconds: optional(wholeNumber('seconds', 0, 86_400, { source: corsGuide }), '3600'),
});

export const apiName = matching(/^[A-Za-z0-9][\w-]{0,63}$/, '1 to 64 letters, digits, _ and -', {
  ...known,
  source: 'API Gateway V2 API reference, Apis, name',
});

export const apiDomain = object<ApiDomain>({ name: domainName, zone: zoneRef, certificate: certificateRef });
export const apiAccessLogs = object<ApiAccessLogs>({ key: keyRef, retentionDays: logRetention });
export const apiAlarms = object<ApiAlarmThresholds>({
  topic: topicRef,
  serverErrorPercent: optional(wholeNumber('percent', 1, 100, known), '5'),
  latencyP95Seconds: optional(amount('seconds', 0, 30, known), '1'),
});

export const httpApiProps: Description<HttpApiProps> = {
  name: apiName,
  account: accountId,
  region: regionName,
  domain: apiDomain,
  throttling,
  cors: either<'none', Cors>(oneOf(['none']), cors),
  accessLogs: apiAccessLogs,
  alarms: apiAlarms,
  jwt: optional(
    object<JwtIssuer>({
      issuer: matching(/^https:\/\/[a-z0-9.-]+(\/[\w./~-]*)?$/, 'the https URL of an issuer'),
      audiences: list(
        'audiences',
        text('an audience, 1 to 256 characters', (value) => /^\S{1,256}$/.test(value)),
        { min: 1, max: 50, source: quotas },
      ),
    }),
    'none: each route says why it needs none',
  ),
};
