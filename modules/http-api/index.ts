export { HttpApi } from './http-api';
export type {
  ApiAccessLogs,
  ApiAlarmThresholds,
  ApiDomain,
  Cors,
  HttpApiProps,
  JwtIssuer,
  Throttling,
} from './http-api-props';
export type { HttpApiRef } from './http-api-ref';
export type { ImportedHttpApi } from './imported-http-api';
export type { Route } from './route';
export type { Method } from './route-key';
export type { FunctionTarget, RouteProps, Scopes, ServiceTarget } from './route-props';
export { VpcLink, type VpcLinkProps } from './vpc-link';
