import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlanResult } from '../../cli/plan/result';
import { outcomeText } from '../../review/plan/text';
import { Checkout } from '../support/checkout';
import { describeWithTerraform } from '../support/terraform';

/** An app that synthesizes one stack. */
function writeApp(folder: string, resource: object): void {
  mkdirSync(folder, { recursive: true });
  const terraform = { required_providers: { aws: { source: 'aws', version: '5.100.0' } } };
  const json = { terraform, provider: { aws: [{ region: 'eu-west-1' }] }, resource };
  const manifest = {
    stacks: {
      'dev-state': { name: 'dev-state', dependencies: [], synthesizedStackPath: 'stacks/dev-state/cdk.tf.json' },
    },
  };
  const app = `
    const { mkdirSync, writeFileSync } = require('fs');
    const out = process.env.CDKTF_OUTDIR;
    mkdirSync(out + '/stacks/dev-state', { recursive: true });
    writeFileSync(out + '/manifest.json', ${JSON.stringify(JSON.stringify(manifest))});
    writeFileSync(out + '/stacks/dev-state/cdk.tf.json', ${JSON.stringify(JSON.stringify(json))});`;
  writeFileSync(join(folder, 'app.js'), app);
  writeFileSync(
    join(folder, 'cdktf.json'),
    JSON.stringify({ app: `"${process.execPath}" app.js`, language: 'typescript' }),
  );
}

const tree = {
  aws_vpc: { vpc: { cidr_block: '10.0.0.0/16' } },
  aws_subnet: {
    a: { vpc_id: '${aws_vpc.vpc.id}', cidr_block: '10.0.1.0/24', availability_zone: 'eu-west-1a' },
    b: { vpc_id: '${aws_vpc.vpc.id}', cidr_block: '10.0.2.0/24', availability_zone: 'eu-west-1b' },
  },
  aws_security_group: { group: { name: 'group', description: 'old', vpc_id: '${aws_vpc.vpc.id}' } },
  aws_db_subnet_group: { group: { name: 'g', subnet_ids: ['${aws_subnet.a.id}', '${aws_subnet.b.id}'] } },
  aws_db_instance: {
    main: {
      ...{
        identifier: 'main',
        engine: 'postgres',
        engine_version: '17',
        instance_class: 'db.r7g.xlarge',
        multi_az: true,
      },
      ...{ allocated_storage: 100, username: 'root', manage_master_user_password: true, storage_encrypted: true },
      ...{ db_subnet_group_name: '${aws_db_subnet_group.group.name}', maintenance_window: 'sun:03:00-sun:04:00' },
      vpc_security_group_ids: ['${aws_security_group.group.id}'],
      deletion_protection: true,
    },
  },
  aws_iam_role: {
    role: {
      name: 'role',
      assume_role_policy: '{"Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}',
    },
  },
  terraform_data: { description: { input: 'of ${aws_vpc.vpc.id}', triggers_replace: ['a'] } },
  aws_sns_topic: { topic: { name: 'topic', display_name: '${terraform_data.description.output}' } },
  aws_iam_role_policy: {
    policy: {
      role: '${aws_iam_role.role.id}',
      policy:
        '${jsonencode({"Statement":[{"Effect":"Allow","Action":"rds:Describe*","Resource":aws_db_instance.main.arn}]})}',
    },
  },
};

describeWithTerraform('what changes from one tree to another, without an account', () => {
  let checkout: Checkout;
  beforeEach(() => (checkout = new Checkout()));
  afterEach(() => checkout.remove());

  async function compared(newer: object): Promise<Record<string, string>> {
    writeApp(join(checkout.path, 'older'), tree);
    writeApp(checkout.path, newer);
    const { exitCode, stdout, stderr } = await checkout.terrace(['plan', 'dev', '--against', 'older', '--json']);
    expect({ exitCode, stderr: exitCode === 0 ? '' : stderr }).toEqual({ exitCode: 0, stderr: '' });
    const [result] = (JSON.parse(stdout) as { environments: PlanResult[] }).environments;
    expect(result?.against).toBe('older');
    const changes = result?.stacks.flatMap(({ changes }) => changes) ?? [];
    return Object.fromEntries(changes.map((change) => [change.address, outcomeText(change)]));
  }

  const database = (more: object) => ({
    ...tree,
    aws_db_instance: { main: { ...tree.aws_db_instance.main, ...more } },
  });

  test('nothing, from a tree to itself', async () => {
    expect(await compared(tree)).toEqual({});
  }, 120_000);

  test('a larger class is in place, in the window, with a failover', async () => {
    expect(await compared(database({ instance_class: 'db.r7g.2xlarge' }))).toEqual({
      'aws_db_instance.main': 'in place, waits for sun:03:00-sun:04:00 UTC, a failover',
    });
  }, 120_000);

  test('another key replaces the database, which AWS refuses', async () => {
    const { 'aws_db_instance.main': outcome } = await compared(database({ storage_encrypted: false }));
    expect(outcome).toBe(
      'replaced because storage_encrypted forces a new resource, the old one goes first, HOLDS DATA, AWS refuses: deletion_protection is on',
    );
  }, 120_000);

  test('what refers to a resource that is replaced changes with it', async () => {
    const group = { ...tree.aws_security_group.group, description: 'new' };
    expect(await compared({ ...tree, aws_security_group: { group } })).toEqual({
      'aws_security_group.group': 'replaced because description forces a new resource, the old one goes first',
      'aws_db_instance.main': 'in place',
    });
  }, 120_000);

  test('a construct with another id is probably moved', async () => {
    const { group } = tree.aws_security_group;
    const main = { ...tree.aws_db_instance.main, vpc_security_group_ids: ['${aws_security_group.renamed.id}'] };
    const newer = { ...tree, aws_security_group: { renamed: group }, aws_db_instance: { main } };
    expect(await compared(newer)).toMatchObject({
      'aws_security_group.group': 'destroyed, moved? aws_security_group.renamed has its name or its place',
      'aws_security_group.renamed': 'created',
    });
  }, 120_000);
});

describeWithTerraform('every environment of this repository, against itself', () => {
  test('does not change', async () => {
    const checkout = new Checkout();
    const older = new Checkout();
    try {
      const { stdout, stderr, exitCode } = await checkout.terrace([
        'plan',
        '--against',
        older.path,
        '--json',
        '--detailed-exitcode',
      ]);
      expect({ exitCode, stderr: exitCode === 0 ? '' : stderr }).toEqual({ exitCode: 0, stderr: '' });
      const { environments } = JSON.parse(stdout) as { environments: PlanResult[] };
      const changes = environments.flatMap(({ stacks }) => stacks.flatMap((stack) => stack.changes));
      expect(changes).toEqual([]);
    } finally {
      older.remove();
      checkout.remove();
    }
  }, 300_000);
});
