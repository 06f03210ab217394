export { holdToQuotas } from './hold';
export { isOfStack } from './elsewhere';
export { quotas, type Quota } from './quota';
