export { BillingAlarms } from './billing-alarms';
export type { Budget } from './budget';
export type { BillingAlarmsProps } from './billing-alarms-props';
