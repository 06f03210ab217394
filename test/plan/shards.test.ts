import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { PlanJson } from '../../review/plan/plan-json';
import { outcomeText } from '../../review/plan/text';
import { Checkout } from '../support/checkout';
import { appOf, planIn, synthesize } from '../support/planned-environment';
import { sharded } from '../support/shards';
import { describeWithTerraform } from '../support/terraform';

describeWithTerraform('an environment whose database has shards', () => {
  const checkout = new Checkout();
  const folder = mkdtempSync(join(tmpdir(), 'terrace-shards-'));
  const one = synthesize(sharded('b'), join(folder, 'one'));
  const two = synthesize(sharded('b', 'c'), join(folder, 'two'));
  afterAll(() => {
    checkout.remove();
    rmSync(folder, { recursive: true });
  });

  test('is planned by the real provider, offline: each shard is a database with replicas, and the map a table', async () => {
    checkout.useApp(appOf(two));
    const { planFile, diagnostics } = await planIn(checkout, 'prod');
    expect(diagnostics).toEqual([]);
    const { resource_changes = [] } = JSON.parse(readFileSync(planFile!, 'utf8')) as PlanJson;
    expect(resource_changes.filter(({ change }) => change.actions.join() !== 'create')).toEqual([]);
    const of = (type: string) => resource_changes.filter((its) => its.type === type).length;
    expect([of('aws_db_instance'), of('aws_dynamodb_table')]).toEqual([9, 3]);
  }, 600_000);

  /** The changes from an environment to another one, without an account. */
  async function changesTo(newer: string, older: string) {
    const at = mkdtempSync(join(checkout.path, 'older-'));
    writeFileSync(join(at, 'cdktf.json'), JSON.stringify({ app: appOf(older), language: 'typescript' }));
    checkout.useApp(appOf(newer));
    const { stacks, diagnostics } = await planIn(checkout, 'prod', '--against', basename(at));
    expect(diagnostics).toEqual([]);
    return stacks.flatMap((stack) => stack.changes);
  }
  // A task definition is replaced by its next revision.
  const tellingServices = [
    'replace aws_ecs_task_definition',
    'update aws_autoscaling_group',
    'update aws_ecs_service',
    'update aws_launch_template',
  ];

  test('gets one more from the state with the others: it is added, and of what is there only what tells services changes', async () => {
    const changes = await changesTo(two, one);
    const created = changes.filter(({ action }) => action === 'create').map(({ address }) => address);
    expect(created.filter((address) => address.includes('aws_db_instance.'))).toHaveLength(3);
    const others = changes.filter(({ action }) => action !== 'create');
    expect([...new Set(others.map(({ action, type }) => `${action} ${type}`))].sort()).toEqual(tellingServices);
    expect(others.filter(({ holdsData }) => holdsData)).toEqual([]);
  }, 600_000);

  test('loses none that is protected: AWS refuses, and nothing of the others would go with it', async () => {
    const changes = await changesTo(one, two);
    const gone = changes.filter(({ action }) => action === 'destroy');
    const instances = gone.filter(({ type }) => type === 'aws_db_instance');
    expect(instances.map((change) => [change.holdsData, outcomeText(change)])).toEqual(
      Array(3).fill([true, expect.stringContaining('AWS refuses: deletion_protection is on')]),
    );
    const its = (text: string) => /main[-_]c/.test(text);
    expect(gone.map(({ address }) => address).filter((address) => !its(address))).toEqual([]);
    const others = changes.filter((change) => !gone.includes(change));
    expect([...new Set(others.map(({ action, type }) => `${action} ${type}`))].sort()).toEqual(tellingServices);
  }, 600_000);
});
