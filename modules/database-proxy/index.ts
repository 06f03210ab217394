export type { ImportedDatabaseProxy } from './imported-proxy';
export { DatabaseProxy } from './proxy';
export type { DatabaseProxyProps, ProxyAlarmThresholds, ProxyPool, ProxyUser } from './proxy-props';
export type { DatabaseProxyRef } from './proxy-ref';
