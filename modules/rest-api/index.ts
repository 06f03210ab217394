export { RestApi } from './rest-api';
export type { RestApiClients, RestApiProps, TokenIssuer, UsagePlan, UsageQuota } from './rest-api-props';
export { RestApiLogs, type RestApiLogsProps } from './rest-api-logs';
export type { RestRoute } from './route';
export type { RequiredOfRequests, RestRouteProps } from './route-props';
export type { ApiAccessLogs, ApiAlarmThresholds, ApiDomain, Throttling } from '../http-api/http-api-props';
export type { FunctionTarget, Scopes } from '../http-api/route-props';
