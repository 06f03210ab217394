export { LogDataProtection, type LogDataProtectionProps } from './log-data-protection';
