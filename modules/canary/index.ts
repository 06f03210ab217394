export { Canary } from './canary';
export type { CanaryMonitoring, CanaryProps, CanaryRuns, CanaryScript } from './canary-props';
export { runtimeVersion } from './runtime-version';
