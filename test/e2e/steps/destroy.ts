import assert from 'node:assert/strict';
import { told } from '../processes';
import type { Step } from '../step';
import type { World } from '../world';

/** From the top down; the state is never destroyed. */
const stacksOf = (world: World) => world.stacks.filter((name) => name !== 'state').reverse();

export const destroy: Step[] = [
  {
    title:
      'refuses to destroy zones, buckets, tables, caches, file systems, queues and keys that are protected, and lets go of them where they stay',
    applies: ({ environment }) => keepsSomething(environment),
    run: async (world) => {
      for (const stack of stacksOf(world)) {
        const kept = protectedIn(world, stack);
        if (kept.length === 0) continue;
        const before = await world.state(stack);
        const refused = await (await world.startTerraform(stack, 'destroy', '-auto-approve', '-input=false')).done;
        assert.equal(refused.exitCode, 1, told(refused));
        assert.match(refused.output, /Instance cannot be destroyed/);
        assert.deepEqual(await world.state(stack), before);
        const present = before!.addresses.filter((address) => kept.includes(address));
        const caches = present.filter((address) => address.startsWith('aws_elasticache_replication_group.'));
        for (const address of caches) await deleteCache(world, before!.ids[address]!);
        if (present.length > 0) await world.terraform(stack, 'state', 'rm', ...present);
      }
    },
  },
  {
    title: 'refuses to destroy a load balancer that is protected',
    applies: ({ environment: { balancer } }) => balancer !== 'none' && balancer.deletionProtection === 'on',
    run: async (world) => {
      // What is above it first, which could not be read without its outputs.
      const above = ['destroy', world.stack('edge'), '--auto-approve', '--skip-provider-lock'];
      await world.cdktf(...above, '--ignore-missing-stack-dependencies');
      const refused = await (await world.startTerraform('service', 'destroy', '-auto-approve', '-input=false')).done;
      assert.equal(refused.exitCode, 1, told(refused));
      assert.match(refused.output, /deletion protection/i);
      const { judge } = world.emulator;
      if (judge) {
        const asked = [...judge.refused].filter((line) => line.startsWith('elbv2 DeleteLoadBalancer: '));
        assert.equal(asked.length, 1);
        // It was asked for on purpose.
        for (const line of asked) judge.refused.delete(line);
      }
      const { id: LoadBalancerArn } = await world.only('service', 'aws_lb');
      const lifted = await world.api.query('elasticloadbalancing', 'ModifyLoadBalancerAttributes', {
        LoadBalancerArn,
        'Attributes.member.1.Key': 'deletion_protection.enabled',
        'Attributes.member.1.Value': 'false',
      });
      assert.equal(lifted.status, 200, lifted.text);
    },
  },
  {
    title: 'refuses to destroy a database that is protected',
    applies: ({ environment }) => protectedDatabases(environment).length > 0,
    run: async (world) => {
      const instances = Object.entries((await world.state('data'))!.ids).filter(([address]) =>
        /^aws_db_instance\./.test(address),
      );
      assert.notEqual(instances.length, 0);
      const targets = instances.map(([address]) => `-target=${address}`);
      const refused = await (
        await world.startTerraform('data', 'destroy', '-auto-approve', '-input=false', ...targets)
      ).done;
      assert.notEqual(refused.exitCode, 0, told(refused));
      assert.match(refused.output, /protect/i);
      for (const [, id] of instances) {
        // The two-step way out: lift the protection, in the environment's file or in the console, and destroy again.
        const lifted = { DBInstanceIdentifier: id, DeletionProtection: 'false', ApplyImmediately: 'true' };
        const { status, text } = await world.api.query('rds', 'ModifyDBInstance', lifted);
        assert.equal(status, 200, text);
      }
    },
  },
  {
    title: 'destroys every stack but the state',
    run: async (world) => {
      const { accessLogs, audit } = world.environment;
      const { bucket: locked, unlockedBucket, deletionProtection } = audit.archive;
      // A protected archive stays, with what is in it: nobody deletes that, and Terraform has let go of it.
      const stays = deletionProtection === 'on' ? [locked, unlockedBucket] : [];
      const goes = (bucket: string) => !stays.includes(bucket);
      for (const { bucket } of bucketsOf(world.environment)) if (goes(bucket)) await world.emptyBucket(bucket);
      const stacks = stacksOf(world).map((name) => world.stack(name));
      const ran = await (await world.startCdktf('destroy', ...stacks, '--auto-approve', '--skip-provider-lock')).done;
      if (ran.exitCode !== 0) {
        // Logs of the last requests to other buckets arrive after one was emptied.
        assert.match(ran.output, /BucketNotEmpty/, told(ran));
        const logs = [accessLogs.bucket, unlockedBucket].filter(goes);
        for (const name of stacksOf(world)) await destroyRest(world, name, logs);
      }
      for (const name of stacksOf(world)) assert.deepEqual((await world.state(name))?.addresses, [], name);
      assert.deepEqual(await remaining(world), []);
      for (const database of protectedDatabases(world.environment)) {
        const ofIt = { DBInstanceIdentifier: world.stack(database) };
        const { text } = await world.api.query('rds', 'DescribeDBSnapshots', ofIt);
        assert.match(text, new RegExp(`<DBSnapshotIdentifier>${world.stack(database)}-final-sg-`), database);
      }
    },
  },
  {
    title: 'refuses to destroy the state, which is still there with all that it holds',
    run: async (world) => {
      const before = await world.state('state');
      const refused = await (await world.startTerraform('state', 'destroy', '-auto-approve', '-input=false')).done;
      assert.equal(refused.exitCode, 1, told(refused));
      assert.match(refused.output, /Instance cannot be destroyed/);
      // Nor does S3 itself: on AWS because of the bucket's policy, on moto, which skips that, because it is not empty.
      const { status, text } = await world.api.s3('DELETE', `/${world.environment.state.bucket}`);
      assert.ok([403, 409].includes(status), `${status} ${text}`);
      assert.deepEqual(await world.state('state'), before);
    },
  },
  {
    title: 'was understood by the emulator all the while',
    run: async ({ emulator }) => assert.deepEqual([...emulator.proxy.unanswered], []),
  },
  {
    title: 'asked for nothing that AWS refuses or never applies',
    applies: ({ emulator }) => emulator.judge !== undefined,
    run: async ({ emulator: { judge } }) => assert.deepEqual(judge?.report().slice(1), []),
  },
];

/** Destroys what is left of a stack. Deleting one bucket writes logs into others, which have to be emptied once more. */
async function destroyRest(world: World, stack: string, logs: readonly string[]): Promise<void> {
  for (let retries = 2; (await world.state(stack))!.addresses.length > 0; retries -= 1) {
    for (const bucket of logs) await world.emptyBucket(bucket);
    const ran = await (await world.startTerraform(stack, 'destroy', '-auto-approve', '-input=false')).done;
    assert.ok(ran.exitCode === 0 || (retries > 0 && /BucketNotEmpty/.test(ran.output)), told(ran));
  }
}

function protectedDatabases({ databases }: World['environment']): string[] {
  return Object.keys(databases).filter((name) => databases[name]!.deletionProtection === 'on');
}

/** The buckets that hold what an application or AWS writes. */
function bucketsOf({ buckets, accessLogs, audit, edge }: World['environment']) {
  const site = edge === 'none' || edge.site === 'none' ? [] : [edge.site];
  const { bucket, unlockedBucket, deletionProtection } = audit.archive;
  const archive = [bucket, unlockedBucket].map((name) => ({ bucket: name, deletionProtection }));
  return [...Object.values(buckets), accessLogs, ...archive, ...site];
}

/** By hand, with a last snapshot: its users, groups and network, which do not stay, wait for it. */
async function deleteCache({ api }: World, id: string): Promise<void> {
  const asked = { ReplicationGroupId: id, FinalSnapshotIdentifier: `${id}-by-hand` };
  const { status, text } = await api.query('elasticache', 'DeleteReplicationGroup', asked);
  assert.equal(status, 200, text);
}

/** Whether the environment has a zone, a bucket, a table, a cache, a file system, a queue or a key that Terraform refuses to destroy. */
function keepsSomething({
  dns,
  queues,
  topics,
  accessLogs,
  audit,
  buckets,
  tables,
  caches,
  fileSystems,
  dataKey,
  edge,
}: World['environment']): boolean {
  const site = edge === 'none' || edge.site === 'none' ? [] : [edge.site];
  const decided = [
    ...(dns === 'none' ? [] : [dns]),
    accessLogs,
    audit.archive,
    dataKey,
    ...Object.values(buckets),
    ...Object.values(tables),
    ...Object.values(caches),
    ...Object.values(fileSystems),
    ...Object.values(queues),
    ...Object.values(topics),
    ...site,
  ];
  return decided.some(({ deletionProtection }) => deletionProtection === 'on');
}

/** What Terraform refuses to destroy. */
function protectedIn(world: World, stack: string): string[] {
  return world.synthesized(stack, ({ lifecycle }) => lifecycle?.prevent_destroy === true);
}

/** What the environment's stacks left behind in AWS, but for what goes later or stays on purpose. */
async function remaining(world: World): Promise<string[]> {
  const { text } = await world.api.json('tagging', 'ResourceGroupsTaggingAPI_20170126.GetResources', {
    TagFilters: [
      { Key: 'environment', Values: [world.environment.name] },
      { Key: 'stack', Values: stacksOf(world) },
    ],
  });
  const { ResourceTagMappingList } = JSON.parse(text) as { ResourceTagMappingList: { ResourceARN: string }[] };
  const arns = ResourceTagMappingList.map(({ ResourceARN }) => ResourceARN);
  const kept = bucketsOf(world.environment).flatMap(({ bucket, deletionProtection }) =>
    deletionProtection === 'on' ? `arn:aws:s3:::${bucket}` : [],
  );
  const { account, region, tables, fileSystems, queues, topics } = world.environment;
  const keptTables = Object.entries(tables).flatMap(([name, { deletionProtection }]) =>
    deletionProtection === 'on' ? `arn:aws:dynamodb:${region}:${account}:table/${world.stack(name)}` : [],
  );
  const ofTopics = Object.entries(topics).flatMap(([topic, { deliverTo, deletionProtection }]) =>
    deletionProtection === 'on' ? deliverTo.map((queue) => `${topic}-${queue}-undelivered`) : [],
  );
  const ofQueues = Object.entries(queues).flatMap(([name, { deletionProtection }]) =>
    deletionProtection === 'on' ? [name, `${name}-dead-letters`] : [],
  );
  const keptQueues = [...ofTopics, ...ofQueues].map((name) => `arn:aws:sqs:${region}:${account}:${world.stack(name)}`);
  const keepsFiles = Object.values(fileSystems).some(({ deletionProtection }) => deletionProtection === 'on');
  const patterns = [...expected, ...(keepsFiles ? [/:elasticfilesystem:.*:file-system\//] : [])];
  return arns.filter(
    (arn) => ![...kept, ...keptTables, ...keptQueues].includes(arn) && !patterns.some((pattern) => pattern.test(arn)),
  );
}

const expected = [
  // After its deletion window, or its recovery window.
  /:kms:.*:key\//,
  /:secretsmanager:/,
  // Final snapshots, and automated backups until their retention ends: data outlives its database and its server.
  /:rds:.*:snapshot:/,
  /:ec2:.*:snapshot\//,
  // Revisions are what a rollback runs; clusters and services are listed as inactive for a while (ECS API reference, DeleteCluster).
  /:ecs:.*:(cluster|service|task-definition)\//,
  // Listed for an hour after their end.
  /:ec2:.*:(instance|natgateway)\//,
  // Which the emulator only hides.
  /:elasticache:.*:subnetgroup:/,
];
