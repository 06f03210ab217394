import type { Construct } from 'constructs';
import type { Environment } from '../environments/schema';
import type { KeyRef } from '../modules/kms';
import { LogDataProtection } from '../modules/log-data-protection';
import type { LogGroup } from '../modules/log-group';
import type { TopicRef } from '../modules/notifications';

/** Masks in what services log, by service, what the environment has decided. */
export function addLogDataProtection(
  scope: Construct,
  { name, account, region, logRetentionDays: retentionDays, logDataProtection }: Environment,
  groups: Readonly<Record<string, LogGroup>>,
  { key, alarms: topic }: { readonly key: KeyRef; readonly alarms: TopicRef },
): void {
  if (logDataProtection === 'none' || Object.keys(groups).length === 0) return;
  const { dataIdentifiers } = logDataProtection;
  const about = { name, account, region, dataIdentifiers, key, retentionDays, topic };
  const protection = new LogDataProtection(scope, 'log-data-protection', about);
  for (const [service, group] of Object.entries(groups)) protection.protect(service, group);
}
