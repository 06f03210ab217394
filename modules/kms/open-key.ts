import { Key } from './key';
import type { KeyRef } from './key-ref';

const names = {
  dynamodb: 'DynamoDb',
  ecr: 'Ecr',
  rds: 'Rds',
  secretsmanager: 'SecretsManager',
  elasticache: 'ElastiCache',
  s3: 'S3',
  ssm: 'Ssm',
};

/** Opens a key to CloudWatch Logs. The policy of a key that another stack or module made is not ours to change: it must admit the service. */
export function openToLogs(key: KeyRef): void {
  if (key instanceof Key) key.allowLogs();
}

/** Opens a key to services that use it for the account's principals, likewise. @param services by the name in their endpoint */
export function openToServices(key: KeyRef, ...services: readonly (keyof typeof names)[]): void {
  if (key instanceof Key) for (const service of services) key.allowViaService(names[service], service);
}

/** Opens a key to the account's CloudFront distributions, likewise. */
export function openToCloudFront(key: KeyRef): void {
  if (key instanceof Key) key.allowCloudFront();
}
