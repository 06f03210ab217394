import type { TerraformStack } from 'cdktf';
import type { Environment } from '../environments/schema';
import type { BucketRef } from '../modules/bucket';
import { Canary } from '../modules/canary';
import { boundRoles, type PolicyRef } from '../modules/iam';
import { Key } from '../modules/kms';
import type { TopicRef } from '../modules/notifications';
import { found } from './map-values';
import { textOfFile } from './text-of-file';

interface Shared {
  readonly alarms: TopicRef;
  readonly boundary: PolicyRef;
  readonly buckets: Readonly<Record<string, BucketRef>>;
}

/** What asks hosts of the environment from outside, as its users do, under a key of its own. */
export function addCanaries(
  scope: TerraformStack,
  { name, account, region, logRetentionDays, canaries }: Environment,
  { alarms: topic, boundary, buckets }: Shared,
): void {
  boundRoles(scope, boundary);
  const purpose = `Logs and artifacts of the canaries of ${name}`;
  const key = new Key(scope, 'canary-key', { purpose, alias: `terrace/${name}/canaries`, account, region });
  for (const [canary, decided] of Object.entries(canaries)) {
    const { host, path, script, everyMinutes, timeoutSeconds, durationMs, artifacts } = decided;
    const source = () => textOfFile(`environments/${name}.ts: canaries.${canary}.script`, script);
    new Canary(scope, `canary-${canary}`, {
      ...{ name: `${name}-${canary}`, account, region, url: `https://${host}${path}`, key },
      script: script === 'heartbeat' ? script : { source: source() },
      runs: { everyMinutes, timeoutSeconds },
      artifacts: found(buckets, artifacts, 'buckets'),
      monitoring: { topic, logRetentionDays, ...(durationMs !== 'none' && { durationMs }) },
    });
  }
}
