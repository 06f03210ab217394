export { Mail } from './mail';
export type { Dmarc, MailAlarmThresholds, MailDomain, MailEvent, MailEvents, MailProps } from './mail-props';
export type { ImportedMail } from './imported-mail';
export type { MailRef } from './mail-ref';
export type { MailRecords } from './mail-records';
