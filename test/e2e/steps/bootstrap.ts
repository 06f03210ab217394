import assert from 'node:assert/strict';
import type { Environment } from '../../../environments/schema';
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
];

/** In accounts of their own. */
export const bootstrapOfItsOwn: Step[] = [
  {
    title: 'bootstraps an account of its own, killed again and again, and loses nothing',
    run: ({ environment }) => killedAgainAndAgain(environment, deaths),
  },
  {
    title:
      'bootstraps an account of its own, killed when the key was made, makes no second one, and says in a live plan who holds a lock',
    run: ({ environment }) => killedAgainAndAgain(environment, [({ action }) => action === 'CreateKey'], whoHoldsLock),
  },
];

async function killedAgainAndAgain(
  environment: Environment,
  deaths: readonly Death[],
  then: (world: World) => Promise<void> = async () => undefined,
): Promise<void> {
  const world = await World.create(environment);
  try {
    for (const dies of deaths) await killedBootstrap(world, dies);
    await world.terrace('bootstrap', environment.name, '--yes');
    await isBootstrapped(world);
    await then(world);
  } finally {
    await world.end();
  }
}

type Death = (call: Call) => boolean;

/** Where a bootstrap's machine dies: right after AWS did this, and before anybody heard of it. */
const deaths: readonly Death[] = [
  ({ action }) => action === 'PUT bucket',
  ({ action }) => action === 'PUT bucket?lifecycle',
  ({ action, url }) => action === 'PUT object' && url.includes('state.tfstate.tflock'),
  ({ action, url }) => action === 'PUT object' && /state\.tfstate(\?|$)/.test(url),
];

async function killedBootstrap(world: World, dies: Death): Promise<void> {
  const { proxy } = world.emulator;
  const died = proxy.cutAfter(dies);
  const running = await world.startTerrace('bootstrap', world.environment.name, '--yes');
  const ended = running.done.then((ran) => assert.fail(`ended before it was killed\n${told(ran)}`));
  await Promise.race([died, ended]);
  ended.catch(() => undefined);
  await running.kill();
  proxy.reconnect();
}

async function whoHoldsLock(world: World): Promise<void> {
  const lock = `/${world.environment.state.bucket}/state.tfstate.tflock`;
  const warnings = async () => {
    const { environments } = await world.terraceJson('plan', world.environment.name, '--live');
    return environments[0].diagnostics.map(({ stack, summary }: any) => `${stack}: ${summary}`);
  };
  assert.deepEqual(await warnings(), []);
  const held = { ID: 'b4dc21b0', Who: 'ana@laptop', Created: '2025-01-31T10:20:30Z' };
  await world.api.s3('PUT', lock, JSON.stringify(held));
  assert.deepEqual(await warnings(), [
    `${world.stack('state')}: the state of ${world.stack('state')} is locked by ana@laptop since 2025-01-31T10:20:30.000Z`,
  ]);
}

/** One bucket and one key, with the state of the whole stack, and nothing left to do. */
export async function isBootstrapped(world: World): Promise<void> {
  const listed = (await world.api.s3('GET', '/')).text.matchAll(/<Name>([^<]*)<\/Name>/g);
  const buckets = [...listed].map(([, name]) => name).sort();
  const { bucket, replica } = world.environment.state;
  const expected = [bucket, ...(replica === 'none' ? [] : [replica.bucket])];
  assert.deepEqual(buckets, expected.sort());
  assert.equal((await enabledKeys(world)).length, 1);
  await world.cdktf('synth');
  await world.terraform('state', 'init', '-input=false');
  const state = await world.state('state');
  assert.deepEqual(state?.addresses, world.synthesized('state'));
  assert.deepEqual(await world.plan('state'), {});
}

async function enabledKeys({ api }: World): Promise<string[]> {
  const ids: string[] = JSON.parse((await api.json('kms', 'TrentService.ListKeys')).text).Keys.map(
    (key: any) => key.KeyId,
  );
  const keys = await Promise.all(
    ids.map(
      async (KeyId) => JSON.parse((await api.json('kms', 'TrentService.DescribeKey', { KeyId })).text).KeyMetadata,
    ),
  );
  return keys.filter(({ KeyState }) => KeyState === 'Enabled').map(({ KeyId }) => KeyId);
}
