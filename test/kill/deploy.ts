import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Running } from '../e2e/processes';
import type { World } from '../e2e/world';

/** From the bottom up. The data stack is left out: the provider waits minutes for a database. */
const stacks = ['account', 'network'];

/** What `terrace adopt --json` says of a stack. */
interface Adopted {
  readonly name: string;
  readonly imports?: readonly { readonly address: string; readonly then: string }[];
  readonly several?: readonly unknown[];
  readonly unowned?: readonly string[];
  readonly gone?: readonly string[];
  /** Why no object could be found by its tags. */
  readonly tagsUnread?: string;
}

/**
 * Applies the account and the network, each apply interrupted while it creates resources. After each, what the guide "After an
 * interrupted apply" says is done: the lock is removed, `terrace adopt --write` finds what was created and not recorded, and the next
 * apply goes on. In the end every resource is in a state, and AWS has nothing else.
 */
export async function interruptedDeploys(
  world: World,
  times: number,
  interrupt: (running: Running, moment: number) => Promise<string>,
): Promise<void> {
  const { name } = world.environment;
  await world.terrace('bootstrap', name, '--yes');
  const seen = new Map<string, number>();
  let found = 0;
  for (let moment = 0; moment < times; moment += 1) {
    const stack = await unfinished(world);
    await world.terraform(stack, 'init', '-input=false');
    const apply = await world.startTerraform(stack, 'apply', '-auto-approve', '-input=false', '-parallelism=3');
    const creates = apply.says(/: Creating\.\.\./).catch(() => undefined);
    await Promise.race([creates, apply.done]);
    // From the first request to some dozens.
    await Promise.race([sleep(moment * 90), apply.done]);
    const how = await interrupt(apply, moment);
    seen.set(how, (seen.get(how) ?? 0) + 1);
    for (const locked of stacks) await unlock(world, locked);
    const adopted = await adopt(world);
    const counts = adopted.map(({ name, imports = [] }) => `${imports.length} of ${name}`).join(', ');
    console.error(`deploy ${moment + 1}/${times}: ${stack}, ${how}; found ${counts}`);
    found += adopted.reduce((sum, { imports = [] }) => sum + imports.length, 0);
    for (const { name, several = [], unowned = [], tagsUnread } of adopted) {
      assert.equal(tagsUnread, undefined, `moment ${moment}, ${name}: expected AWS to be read`);
      assert.deepEqual(several, [], `moment ${moment}, ${name}: expected one object for each resource`);
      const kept = await stillThere(world, unowned);
      assert.deepEqual(kept, [], `moment ${moment}, ${name}: expected every object to be of a resource`);
    }
  }
  for (const stack of stacks) {
    await world.terraform(stack, 'init', '-input=false');
    await world.apply(stack);
    await adopt(world);
  }
  for (const stack of stacks) {
    assert.deepEqual((await world.state(stack))?.addresses, world.synthesized(stack));
    assert.deepEqual(await world.plan(stack), {}, `${stack}: expected no change`);
  }
  for (const { name, imports = [], several = [], unowned = [] } of await adopt(world)) {
    const kept = await stillThere(world, unowned);
    assert.deepEqual({ imports, several, kept }, { imports: [], several: [], kept: [] }, name);
  }
  const ways = [...seen].map(([how, count]) => `${count} ${how}`).join(', ');
  console.log(`ok    deploy: ${ways}; ${found} objects were found by adopt`);
}

/** The first stack that is not whole. Where all are, they are destroyed, so that the next apply creates them again. */
async function unfinished(world: World): Promise<string> {
  for (const stack of stacks) {
    const { addresses = [] } = (await world.state(stack)) ?? {};
    if (addresses.length < world.synthesized(stack).length) return stack;
  }
  for (const stack of [...stacks].reverse()) await world.terraform(stack, 'destroy', '-auto-approve', '-input=false');
  return stacks[0]!;
}

/** Those of the objects that are not deleted: AWS lists a NAT gateway for an hour after its end. */
async function stillThere(world: World, arns: readonly string[]): Promise<string[]> {
  const states = arns.map(async (arn) => {
    const [, id] = /:natgateway\/(.+)$/.exec(arn) ?? [];
    if (!id) return [arn];
    const { text } = await world.api.query('ec2', 'DescribeNatGateways', { 'NatGatewayId.1': id });
    return /<state>deleted<\/state>/.test(text) ? [] : [arn];
  });
  return (await Promise.all(states)).flat();
}

async function unlock(world: World, stack: string): Promise<void> {
  const lock = await world.api.s3('GET', `/${world.environment.state.bucket}/${stack}.tfstate.tflock`);
  if (lock.status === 200) await world.terraform(stack, 'force-unlock', '-force', JSON.parse(lock.text).ID);
}

/** What the guide says: where the state has what AWS no longer has, it forgets that first. */
async function adopt(world: World): Promise<readonly Adopted[]> {
  const adopted = await search(world);
  const stale = adopted.filter(({ gone = [] }) => gone.length > 0);
  if (stale.length === 0) return adopted;
  for (const { name } of stale) {
    const stack = name.replace(`${world.environment.name}-`, '');
    await world.terraform(stack, 'init', '-input=false');
    await world.terraform(stack, 'apply', '-refresh-only', '-auto-approve', '-input=false');
  }
  return search(world);
}

/** Exits 1 where several objects match a resource, or the state has what AWS has not; the caller looks at both. */
async function search(world: World): Promise<readonly Adopted[]> {
  const running = await world.startTerrace('adopt', world.environment.name, ...stacks, '--write', '--json');
  const { exitCode, output } = await running.done;
  assert.ok(exitCode === 0 || exitCode === 1, `adopt: exit ${exitCode}\n${output}`);
  return JSON.parse(output.slice(output.indexOf('{\n'))).stacks;
}
