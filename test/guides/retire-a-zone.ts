import assert from 'node:assert/strict';
import type { Guide } from './guide';

const zone = 'eu-west-1c';

/** A zone goes in two applies, after what keeps data has left it. */
export async function retireZone(guide: Guide): Promise<void> {
  await guide.run(
    `aws rds describe-db-instances \\
  --query 'DBInstances[].[DBInstanceIdentifier,AvailabilityZone,SecondaryAvailabilityZone]' --output table`,
  );
  await guide.run(
    `aws elasticache describe-cache-clusters --show-cache-node-info \\
  --query 'CacheClusters[].[ReplicationGroupId,CacheClusterId,PreferredAvailabilityZone]' --output table`,
  );
  await guide.run('aws rds reboot-db-instance --force-failover --db-instance-identifier …', { '…': 'prod-main' });
  await guide.run('aws rds modify-db-instance --no-multi-az --apply-immediately --db-instance-identifier …', {
    '…': 'prod-main',
  });

  guide.edit("['eu-west-1a', 'eu-west-1b', { retiring: 'eu-west-1c' }]", {
    'network.zones': ['eu-west-1a', 'eu-west-1b', { retiring: zone }],
  });
  await guide.run('npx terrace plan prod');
  const network = await guide.plan('network');
  guide.tells(
    "with `natGateways: 'per-zone'` the zone's gateway, its address and two alarms destroyed and the route of its private subnet changed to another",
  );
  assert.deepEqual(
    ['aws_nat_gateway', 'aws_eip', 'aws_cloudwatch_metric_alarm', 'aws_route', 'aws_subnet'].map((type) => [
      type,
      network[type],
    ]),
    [
      ['aws_nat_gateway', ['delete']],
      ['aws_eip', ['delete']],
      ['aws_cloudwatch_metric_alarm', ['delete', 'delete']],
      ['aws_route', ['update']],
      // The tag of those that retire.
      ['aws_subnet', ['update', 'update', 'update']],
    ],
  );
  await guide.run("npx cdktf deploy 'prod-*'");
  assert.equal(await multiAz(guide), 'True');

  guide.edit("`['eu-west-1a', 'eu-west-1b']`", { 'network.zones': ['eu-west-1a', 'eu-west-1b'] });
  const removed = await guide.plan('network');
  assert.deepEqual(removed['aws_subnet'], ['delete', 'delete', 'delete']);
  await guide.run("npx cdktf deploy 'prod-*'");
  assert.deepEqual(await guide.plan('network'), {});
  assert.deepEqual(await guide.plan('data'), {});
}

async function multiAz(guide: Guide): Promise<string> {
  const { output } = await guide.look(
    'aws rds describe-db-instances --db-instance-identifier prod-main --query "DBInstances[0].MultiAZ" --output text',
  );
  return output.trim();
}
