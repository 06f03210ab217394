export { Cache } from './cache';
export type { CacheAlarmThresholds } from './cache-alarms';
export type { CacheEngineName } from './cache-engine';
export { defaultUsers } from './cache-props';
export type { CacheCapacityProps, CacheEngineProps, CacheProps, CacheUpkeepProps } from './cache-props';
export type { CacheRef } from './cache-ref';
export type { ImportedCache } from './imported-cache';
