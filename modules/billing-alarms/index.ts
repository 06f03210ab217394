export { BillingAlarms } from './billing-alarms';
export type { BillingAlarmsProps } from './billing-alarms-props';
