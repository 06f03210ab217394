import assert from 'node:assert/strict';
import { missingForShop } from '../../support/shop';
import { twoAtATime } from '../../support/two-at-a-time';
import { firstCodeOf, stacksBelowServices, uploadFirstCode } from '../first-code';
import type { Step } from '../step';
import type { World } from '../world';

export const deploy: Step[] = [
  {
    title: 'deploys the account',
    run: async (world) => {
      await world.cdktf('deploy', world.stack('account'), '--auto-approve', '--skip-provider-lock');
      assert.deepEqual((await world.state('account'))?.addresses, world.synthesized('account'));
    },
  },
  {
    title: 'is killed half-way through the network, and loses nothing that Terraform had saved',
    run: async (world) => {
      const { proxy } = world.emulator;
      await world.terraform('network', 'init', '-input=false');
      const saved = proxy.cutAfter(({ action, url }) => action === 'PUT object' && /network\.tfstate(\?|$)/.test(url));
      // One at a time, so that what is saved is all there is: AWS has nothing that the state has not.
      const apply = await world.startTerraform('network', 'apply', '-auto-approve', '-input=false', '-parallelism=1');
      await Promise.race([saved, apply.done]);
      await apply.kill();
      proxy.reconnect();

      const half = await world.state('network');
      const whole = world.synthesized('network');
      assert.ok(half && half.addresses.length > 0 && half.addresses.length < whole.length, 'expected it half-way');

      const refused = await (await world.startTerraform('network', 'apply', '-auto-approve', '-input=false')).done;
      assert.equal(refused.exitCode, 1);
      const [, lock] = /Lock Info:[\s\S]*?ID:\s+(\S+)/.exec(refused.output) ?? [];
      assert.ok(lock, `expected the lock of the killed apply, found ${refused.output}`);
      await world.terraform('network', 'force-unlock', '-force', lock);

      await world.apply('network');
      const { addresses, ids } = (await world.state('network'))!;
      assert.deepEqual(addresses, whole);
      // Nothing was made a second time.
      for (const address of half.addresses) assert.equal(ids[address], half.ids[address], address);
      const vpcs = await world.api.query('ec2', 'DescribeVpcs', {
        'Filter.1.Name': 'tag:environment',
        'Filter.1.Value.1': world.environment.name,
      });
      assert.equal(vpcs.text.match(/<vpcId>/g)?.length, 1);
    },
  },
  {
    title:
      'uploads the first code of each function to the bucket that was applied, and decides the version that S3 tells',
    applies: ({ environment }) => firstCodeOf(environment).length > 0,
    missing: missingForShop,
    run: async (world) => {
      await applyMissing(world, stacksBelowServices(world));
      await uploadFirstCode(world, 'the version');
    },
  },
  {
    title: 'deploys every stack',
    run: async (world) => {
      await world.cdktf('deploy', world.stack('*'), '--auto-approve', '--skip-provider-lock');
      for (const name of world.stacks) {
        assert.deepEqual((await world.state(name))?.addresses, world.synthesized(name));
      }
    },
  },
];

export const replan: Step[] = [
  {
    title: 'plans every stack again, and finds nothing to change',
    run: async (world) => {
      await twoAtATime(world.stacks, async (name) => {
        assert.deepEqual(await world.plan(name), {}, world.stack(name));
      });
    },
  },
];

/** Applies those of the stacks that are not applied yet, each once those that it reads are there. */
async function applyMissing(world: World, names: readonly string[]): Promise<void> {
  const states = await Promise.all(names.map((name) => world.state(name)));
  const missing = names.filter((_, index) => !states[index]);
  const applied = new Map<string, Promise<void>>();
  const apply = async (name: string) => {
    await Promise.all(world.dependencies(name).map((below) => applied.get(below)));
    await world.terraform(name, 'init', '-input=false');
    await world.apply(name);
  };
  // From the bottom up: what a stack depends on is among those before it.
  for (const name of missing) applied.set(name, apply(name));
  await Promise.all(applied.values());
}
