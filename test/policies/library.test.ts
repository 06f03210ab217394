import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { TerraformStack, Testing } from 'cdktf';
import { attribute, checkTerraform, defineRule, InputError } from '../../policies';
import '../../policies/jest';

const named = defineRule({
  id: 'house/queue-names',
  aliases: [],
  title: 'Queues are named after their team',
  severity: 'medium',
  why: 'Nobody finds the others.',
  fix: 'Begin the name with orders-.',
  resources: ['aws_sqs_queue'],
  check: (queue) =>
    attribute(queue, 'name').satisfies('a name with orders-', (name) => String(name).startsWith('orders-')),
  examples: {
    good: { named: 'resource "aws_sqs_queue" "a" { name = "orders-a" }' },
    bad: { 'not named': 'resource "aws_sqs_queue" "a" {}' },
  },
});
const rules = [named];

class Queues extends TerraformStack {
  constructor(id: string, ...names: string[]) {
    super(Testing.app(), id);
    new AwsProvider(this, 'aws', { region: 'eu-west-1' });
    for (const name of names) new SqsQueue(this, name, { name });
  }
}

describe('toPassPolicies', () => {
  test('passes a stack, several, or synthesized JSON that holds to the rules', async () => {
    await expect(new Queues('a', 'orders-new')).toPassPolicies({ rules });
    await expect([new Queues('a', 'orders-new'), new Queues('b', 'orders-old')]).toPassPolicies({ rules });
    await expect(new Queues('a', 'orders-new').toTerraform()).toPassPolicies({ rules });
    await expect(JSON.stringify(new Queues('a', 'orders-new').toTerraform())).toPassPolicies({ rules });
  });

  test('says what does not hold, where, and what to do', async () => {
    const failing = expect(new Queues('a', 'orders-new', 'jobs')).toPassPolicies({ rules });
    await expect(failing).rejects.toThrow(
      [
        '1 policies failed:',
        '',
        'medium house/queue-names',
        '  a/jobs name: expected a name with orders-, found "jobs"',
        '  Begin the name with orders-.',
      ].join('\n'),
    );
  });

  test('can be negated', async () => {
    await expect(new Queues('a', 'jobs')).not.toPassPolicies({ rules });
    await expect(expect(new Queues('a', 'orders-a')).not.toPassPolicies({ rules })).rejects.toThrow('but all passed');
  });

  test('accepts nothing else', async () => {
    await expect(expect(7).toPassPolicies()).rejects.toThrow(
      'toPassPolicies: expected a stack, several, or synthesized JSON, found number',
    );
  });
});

describe('checkTerraform', () => {
  const json = { resource: { aws_sqs_queue: { a: { name: 'jobs' } } } };

  test("judges by another team's rules beside ours", async () => {
    const report = await checkTerraform(json, { rules });
    expect(report.findings).toMatchObject([{ rule: 'house/queue-names', status: 'fail', address: 'aws_sqs_queue.a' }]);
    expect(report.environments[0]!.gate.passes).toBe(false);
    const everyone = await checkTerraform(json);
    expect(everyone.rules.length).toBeGreaterThan(100);
  });

  test('is as strict as it is told', async () => {
    const report = await checkTerraform(json, { rules, criticality: 'low' });
    expect(report.environments[0]!.gate.passes).toBe(true);
  });

  test('knows in one stack what another publishes', async () => {
    const state = { bucket: 'state', key: 'a.tfstate' };
    const stacks = [
      {
        name: 'a',
        file: 'a.json',
        json: { terraform: { backend: { s3: state } }, output: { name: { value: 'orders-shared' } } },
      },
      {
        name: 'b',
        file: 'b.json',
        json: {
          data: { terraform_remote_state: { a: { backend: 's3', config: state } } },
          resource: { aws_sqs_queue: { a: { name: '${data.terraform_remote_state.a.outputs.name}' } } },
        },
      },
    ];
    const report = await checkTerraform(stacks, { rules });
    expect(report.findings).toMatchObject([{ status: 'pass', root: 'b' }]);
  });

  test('judges what a path holds: here a folder of Terraform', async () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'terrace-')), 'shop');
    mkdirSync(folder);
    writeFileSync(join(folder, 'main.tf'), 'resource "aws_sqs_queue" "a" { name = "jobs" }');
    const report = await checkTerraform(folder, { rules });
    expect(report.findings).toMatchObject([
      { status: 'fail', environment: 'shop', address: 'aws_sqs_queue.a', place: { file: join(folder, 'main.tf') } },
    ]);
    rmSync(folder, { recursive: true });
    await expect(checkTerraform(folder, { rules })).rejects.toThrow(InputError);
    await expect(checkTerraform(folder, { rules })).rejects.toThrow(`${folder}: no such file or directory`);
  });

  test('chooses a pack of rules by framework', async () => {
    const report = await checkTerraform({ resource: {} }, { framework: 'fsbp', rules });
    expect(report.rules).toEqual([]);
  });

  test('requires a date with waivers, and Terraform', async () => {
    const waiver = {
      rule: 'house/queue-names',
      resource: 'aws_sqs_queue.a',
      environment: 'stack',
      reason: 'This queue is older than its team.',
      owner: 'orders@example.com',
      ticket: 'ORD-1',
      granted: '2026-11-01',
      expires: '2026-12-01',
    };
    await expect(checkTerraform(json, { rules, waivers: [waiver] })).rejects.toThrow(
      'checkTerraform: expected a date with waivers, such as { date: "2026-11-21" }, found none',
    );
    const report = await checkTerraform(json, { rules, waivers: [waiver], date: '2026-11-21' });
    expect(report.findings[0]!.status).toBe('waived');
    await expect(checkTerraform({ resources: [] })).rejects.toThrow(
      'checkTerraform: expected Terraform JSON with a block such as "resource", found resources',
    );
  });
});
