export { Cache, type CacheShape } from './cache';
export type { CacheAlarmThresholds } from './cache-alarms';
export type { CacheEngineName } from './cache-engine';
export { defaultUsers } from './cache-props';
export type { CacheCapacityProps, CacheEngineProps, CacheProps, CacheUpkeepProps } from './cache-props';
export type { CacheRef } from './cache-ref';
export { GlobalDatastore } from './global-datastore';
export type { GlobalDatastoreProps, SecondaryCacheProps } from './global-datastore-props';
export type { ImportedCache } from './imported-cache';
export type { SecondaryCache } from './secondary-cache';
export { ServerlessCache } from './serverless-cache';
export type {
  ServerlessCacheAlarmThresholds,
  ServerlessCacheEngineProps,
  ServerlessCacheLimitsProps,
  ServerlessCacheProps,
  ServerlessCacheSnapshotProps,
} from './serverless-cache-props';
