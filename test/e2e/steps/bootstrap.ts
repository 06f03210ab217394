import assert from 'node:assert/strict';
import type { Call } from '../../support/emulator/call';
import { told } from '../processes';
import type { Step } from '../step';
import { World } from '../world';

export const bootstrap: Step[] = [
  {
    title: 'bootstraps the state, into the bucket that it makes',
    run: async (world) => {
      await world.terrace('bootstrap', world.environment.name, '--yes');
      await isBootstrapped(world);
    },
  },
  {
    title: 'bootstraps again, and changes nothing',
    run: async (world) => {
      const before = await world.state('state');
      await world.terrace('bootstrap', world.environment.name, '--yes');
      assert.deepEqual(await world.state('state'), before);
    },
  },
  {
    title: 'bootstraps an account of its own, killed again and again, and loses nothing',
    run: async ({ environment }) => {
      const world = await World.create(environment);
      try {
        for (const dies of deaths) await killedBootstrap(world, dies);
        await world.terrace('bootstrap', environment.name, '--yes');
        await isBootstrapped(world);
      } finally {
        await world.end();
      }
    },
  },
];

/** Where a bootstrap's machine dies: right after AWS did this, and before anybody heard of it. */
const deaths: ((call: Call) => boolean)[] = [
  ({ action }) => action === 'PUT bucket',
  ({ action }) => action === 'PUT bucket?lifecycle',
  ({ action, url }) => action === 'PUT object' && url.includes('state.tfstate.tflock'),
  ({ action, url }) => action === 'PUT object' && /state\.tfstate(\?|$)/.test(url),
];

async function killedBootstrap(world: World, dies: (call: Call) => boolean): Promise<void> {
  const { proxy } = world.emulator;
  const died = proxy.cutAfter(dies);
  const running = await world.startTerrace('bootstrap', world.environment.name, '--yes');
  const ended = running.done.then((ran) => assert.fail(`ended before it was killed\n${told(ran)}`));
  await Promise.race([died, ended]);
  ended.catch(() => undefined);
  await running.kill();
  proxy.reconnect();
}

/** One bucket, with the state of the whole stack, and nothing left to do. */
export async function isBootstrapped(world: World): Promise<void> {
  const buckets = (await world.api.s3('GET', '/')).text.match(/<Name>[^<]*<\/Name>/g) ?? [];
  assert.deepEqual(buckets, [`<Name>${world.environment.state.bucket}</Name>`]);
  await world.cdktf('synth');
  await world.terraform('state', 'init', '-input=false');
  const state = await world.state('state');
  assert.deepEqual(state?.addresses, world.synthesized('state'));
  assert.deepEqual(await world.plan('state'), {});
}
