export { BillingAlarms, type BillingAlarmsProps } from './billing-alarms';
