import { Key } from './key';
import type { KeyRef } from './key-ref';

/** Opens a key to CloudWatch Logs. The policy of a key that another stack or module made is not ours to change: it must admit the service. */
export function openToLogs(key: KeyRef): void {
  if (key instanceof Key) key.allowLogs();
}

/** Opens a key to a service that uses it for the account's principals, likewise. @param service its name in its endpoint: `rds` */
export function openToService(key: KeyRef, service: 'rds' | 'secretsmanager' | 'elasticache'): void {
  const names = { rds: 'Rds', secretsmanager: 'SecretsManager', elasticache: 'ElastiCache' };
  if (key instanceof Key) key.allowViaService(names[service], service);
}
