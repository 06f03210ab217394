import { regionalWebAclRef, type WebAclRef } from '../firewall/web-acl-ref';
import {
  apiAccessLogs,
  apiAlarms,
  apiDomain,
  apiName,
  throttling,
  type ApiAccessLogs,
  type ApiAlarmThresholds,
  type ApiDomain,
  type Throttling,
} from '../http-api/http-api-props';
import { optOut, type OptOut } from '../opt-out';
import {
  accountId,
  identifier,
  ipv4Range,
  list,
  map,
  object,
  oneOf,
  optional,
  reference,
  regionName,
  union,
  wholeNumber,
  type Description,
} from '../props';
import { userPoolArn } from '../user-pool/authenticate-cognito';

export interface RestApiProps {
  /** The API's name, unique in its account and region, and the start of other names: `prod-partners`. Its metrics are told by it. */
  readonly name: string;
  /** The account that owns the API: 12 digits. */
  readonly account: string;
  readonly region: string;
  /** The only name that it answers for. The endpoint that API Gateway gives it is off. */
  readonly domain: ApiDomain;
  /** Requests for each route; one may have less. */
  readonly throttling: Throttling;
  readonly accessLogs: ApiAccessLogs;
  readonly alarms: ApiAlarmThresholds;
  /** A web ACL of the API's region, or the reason why it has none. */
  readonly webAcl: WebAclRef | OptOut;
  /**
   * Who calls it.
   * @default whom each route admits, from anywhere
   */
  readonly clients?: RestApiClients;
}

export interface RestApiClients {
  /**
   * Whose tokens the API accepts.
   * @default none: each route says why it needs none, or is for principals of AWS
   */
  readonly userPool?: TokenIssuer;
  /**
   * What callers with keys may use, by name: `partners`.
   * @default none
   */
  readonly usagePlans?: Readonly<Record<string, UsagePlan>>;
  /**
   * IPv4 ranges that requests come from, in the API's resource policy; it is for APIs without a route for principals of AWS.
   * @default anywhere
   */
  readonly addresses?: readonly string[];
}

/** A user pool that another module or stack made. */
export interface TokenIssuer {
  readonly userPoolArn: string;
}

export interface UsagePlan {
  /** Requests of each key. */
  readonly throttling: Throttling;
  /** Requests of each key over a longer time. */
  readonly quota: UsageQuota;
  /** The callers, by name: `acme`. Each has a key, whose value API Gateway makes. Another name is another key. */
  readonly keys: readonly string[];
}

export interface UsageQuota {
  /** 1 to 2,000,000,000. */
  readonly requests: number;
  readonly per: 'DAY' | 'WEEK' | 'MONTH';
}

const quotas = 'API Gateway developer guide, Quotas for configuring and running a REST API';

const usagePlan = object<UsagePlan>({
  throttling,
  quota: object<UsageQuota>({
    requests: wholeNumber('requests', 1, 2_000_000_000),
    per: oneOf(['DAY', 'WEEK', 'MONTH']),
  }),
  keys: list('keys', identifier(40), { min: 1, max: 100 }),
});

export const restApiProps: Description<RestApiProps> = {
  name: apiName,
  account: accountId,
  region: regionName,
  domain: apiDomain,
  throttling,
  accessLogs: apiAccessLogs,
  alarms: apiAlarms,
  webAcl: union<WebAclRef | OptOut>('a web ACL, or why there is none', { webAclArn: regionalWebAclRef, off: optOut }),
  clients: optional(
    object<RestApiClients>({
      userPool: optional(
        reference<TokenIssuer>('a user pool', { userPoolArn }),
        'none: each route says why it needs none, or is for principals of AWS',
      ),
      usagePlans: optional(map('usage plans', identifier(40), usagePlan, { min: 1, max: 300, source: quotas }), 'none'),
      addresses: optional(list('ranges', ipv4Range(8, 32), { min: 1, max: 100 }), 'anywhere'),
    }),
    'whom each route admits, from anywhere',
  ),
};
