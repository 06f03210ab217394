import assert from 'node:assert/strict';
import { told } from '../processes';
import type { Step } from '../step';
import type { World } from '../world';

/** From the top down. */
const stacks = ['data', 'dns', 'network', 'account'];

export const destroy: Step[] = [
  {
    title: 'refuses to destroy a database that is protected',
    applies: ({ environment }) => protectedDatabases(environment).length > 0,
    run: async (world) => {
      const data = await world.startCdktf('destroy', world.stack('data'), '--auto-approve', '--skip-provider-lock');
      const refused = await data.done;
      assert.notEqual(refused.exitCode, 0, told(refused));
      assert.match(refused.output, /protect/i);
      const instances = Object.entries((await world.state('data'))!.ids).filter(([address]) =>
        /^aws_db_instance\./.test(address),
      );
      assert.notEqual(instances.length, 0);
      for (const [, id] of instances) {
        // The two-step way out: lift the protection, in the environment's file or in the console, and destroy again.
        const lifted = { DBInstanceIdentifier: id, DeletionProtection: 'false', ApplyImmediately: 'true' };
        const { status, text } = await world.api.query('rds', 'ModifyDBInstance', lifted);
        assert.equal(status, 200, text);
      }
    },
  },
  {
    title: 'refuses to destroy a public zone that is protected, and lets go of it where it stays',
    applies: ({ environment: { dns } }) => dns !== 'none' && dns.deletionProtection === 'on',
    run: async (world) => {
      const before = await world.state('dns');
      const refused = await (await world.startTerraform('dns', 'destroy', '-auto-approve', '-input=false')).done;
      assert.equal(refused.exitCode, 1, told(refused));
      assert.match(refused.output, /Instance cannot be destroyed/);
      assert.deepEqual(await world.state('dns'), before);
      const [zone] = before!.addresses.filter((address) => address.startsWith('aws_route53_zone.public-zone'));
      await world.terraform('dns', 'state', 'rm', zone!);
    },
  },
  {
    title: 'destroys every stack but the state',
    run: async (world) => {
      await world.cdktf(
        'destroy',
        ...stacks.map((name) => world.stack(name)),
        '--auto-approve',
        '--skip-provider-lock',
      );
      for (const name of stacks) assert.deepEqual((await world.state(name))?.addresses, [], name);
      assert.deepEqual(await remaining(world), []);
      for (const database of protectedDatabases(world.environment)) {
        const snapshot = { DBSnapshotIdentifier: `${world.stack(database)}-final` };
        assert.equal((await world.api.query('rds', 'DescribeDBSnapshots', snapshot)).status, 200, database);
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

function protectedDatabases({ databases }: World['environment']): string[] {
  return Object.keys(databases).filter((name) => databases[name]!.deletionProtection === 'on');
}

/** What the environment's stacks left behind in AWS, but for what goes later or stays on purpose. */
async function remaining(world: World): Promise<string[]> {
  const { text } = await world.api.json('tagging', 'ResourceGroupsTaggingAPI_20170126.GetResources', {
    TagFilters: [
      { Key: 'environment', Values: [world.environment.name] },
      { Key: 'stack', Values: stacks },
    ],
  });
  const { ResourceTagMappingList } = JSON.parse(text) as { ResourceTagMappingList: { ResourceARN: string }[] };
  const arns = ResourceTagMappingList.map(({ ResourceARN }) => ResourceARN);
  return arns.filter((arn) => !expected.some((pattern) => pattern.test(arn)));
}

const expected = [
  // After its deletion window, or its recovery window.
  /:kms:.*:key\//,
  /:secretsmanager:/,
  // Final snapshots, and automated backups until their retention ends: data outlives its database.
  /:rds:.*:snapshot:/,
  // Listed for an hour after their end.
  /:ec2:.*:(instance|natgateway)\//,
  // Which the emulator only hides.
  /:elasticache:.*:subnetgroup:/,
];
