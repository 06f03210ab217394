export { LogGroup, logRetentionDays, type LogGroupProps } from './log-group';
