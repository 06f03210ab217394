import assert from 'node:assert/strict';
import type { Step } from '../step';
import type { World } from '../world';

/** Resources that adopt does not look for: see `cli/adopt/import-ids.ts`. */
const notImported = new RegExp(
  '^(aws_(ce_anomaly_|cloudwatch_query_definition|default_|sns_topic_subscription|guardduty_detector_feature|guardduty_publishing_destination|inspector2_enabler|' +
    'securityhub_finding_aggregator|securityhub_standards_control_association)|terraform_data\\.)',
);
/** Of these, what AWS refuses to make a second time, or would keep twice. */
const importedByHand = /list-(publishing-destinations|finding-aggregators)|describe-query-definitions/;

export const adoptNothing: Step[] = [
  {
    title: 'adopts nothing where every resource is in a state',
    run: async (world) => {
      for (const { imports, several, absent, notLookedFor, unowned } of await adopted(world)) {
        assert.deepEqual({ imports, several, absent, notLookedFor, unowned }, nothing);
      }
    },
  },
];

export const adopt: Step[] = [
  {
    title: 'loses the states of account and network, adopts what AWS has, and creates nothing twice',
    run: async (world) => {
      for (const stack of ['account', 'network']) await isAdopted(world, stack);
      assert.deepEqual(await world.plan('data'), {}, 'expected the data stack to read the same values');
    },
  },
];

/** Which no stack of an application reads. */
export const adoptAudit: Step[] = [
  {
    title: 'loses the state of audit, adopts what AWS has, and creates nothing twice',
    run: (world) => isAdopted(world, 'audit'),
  },
];

const nothing = { imports: [], several: [], absent: 0, notLookedFor: [], unowned: [] };

/** Deletes the state of a stack and adopts all that it had. */
async function isAdopted(world: World, stack: string): Promise<void> {
  const before = (await world.state(stack))!;
  const { status } = await world.api.s3('DELETE', `/${world.environment.state.bucket}/${stack}.tfstate`);
  assert.equal(status, 204);

  const [found] = await adopted(world, stack);
  const expected = before.addresses.filter((address) => !notImported.test(address));
  assert.deepEqual(found.imports.map(({ address }: any) => address).sort(), expected);
  // The provider does not read the type and code of an ICMP rule.
  const replaced = found.imports.filter(({ then, id }: any) => then === 'replace' && !/:icmp:/.test(id));
  assert.deepEqual(replaced, []);
  assert.deepEqual([found.several, found.absent, found.unowned], [[], 0, []]);
  for (const { address } of found.notLookedFor.filter(({ why }: any) => importedByHand.test(why))) {
    await world.terraform(stack, 'import', '-input=false', address, importId(world, address, before.ids[address]!));
  }

  await world.cdktf(
    'deploy',
    world.stack(stack),
    '--auto-approve',
    '--skip-provider-lock',
    '--ignore-missing-stack-dependencies',
  );
  const after = (await world.state(stack))!;
  assert.deepEqual(after.addresses, before.addresses);
  // IDs that AWS gave; others the provider makes up.
  const given = expected.filter((address) => /^([a-z]+-[0-9a-f]{8,17}|[0-9a-f-]{36})$/.test(before.ids[address]!));
  for (const address of given) assert.equal(after.ids[address], before.ids[address], address);
  assert.deepEqual(await world.plan(stack), {});
}

/** What a resource is imported by, where that is not its ID. */
function importId({ environment: { region, account } }: World, address: string, id: string): string {
  const isQuery = address.startsWith('aws_cloudwatch_query_definition.');
  return isQuery ? `arn:aws:logs:${region}:${account}:query-definition:${id}` : id;
}

/** Of one stack, or of all. */
async function adopted(world: World, ...stacks: readonly string[]): Promise<any[]> {
  return (await world.terraceJson('adopt', world.environment.name, ...stacks, '--write')).stacks;
}
