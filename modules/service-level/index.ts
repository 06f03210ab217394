export { ServiceLevel } from './service-level';
export type { ServiceLevelProps, TargetsRef } from './service-level-props';
