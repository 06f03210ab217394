import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Testing, TerraformStack } from 'cdktf';
import { linkMirror } from '../../cli/terraform/link-mirror';
import { Key } from '../../modules/kms';
import { Topic } from '../../modules/notifications';
import { Database, type DatabaseProps } from '../../modules/rds';
import { describeWhere } from '../support/describe-where';
import { startEmulator, type Emulator } from '../support/emulator';
import { hasMoto, howToGetMoto } from '../support/emulator/moto';

// The provider waits over a minute for each change of an instance.
jest.setTimeout(900_000);

const account = '111122223333';
const region = 'eu-west-1';

/** A root with one database, as `change` decides it. */
function root(change: Partial<DatabaseProps['capacity']>): string {
  const stack = new TerraformStack(Testing.app(), 'data');
  new AwsProvider(stack, 'aws', { region });
  const vpc = new Vpc(stack, 'vpc', { cidrBlock: '10.0.0.0/16' });
  const [a, b] = ['a', 'b'].map(
    (zone, index) =>
      new Subnet(stack, `subnet-${zone}`, {
        vpcId: vpc.id,
        cidrBlock: `10.0.${index}.0/24`,
        availabilityZone: `eu-west-1${zone}`,
      }),
  );
  const data = { 'eu-west-1a': a!.id, 'eu-west-1b': b!.id };
  new Database(stack, 'database', {
    ...{ name: 'prod-main', account, region },
    network: { vpcId: vpc.id, cidr: '10.0.0.0/16', subnetIds: { public: data, private: data, data } },
    key: new Key(stack, 'key', { purpose: 'Data', alias: 'data', account, region }),
    engine: { name: 'postgres', version: '17' },
    capacity: {
      ...{ instanceClass: 'db.r7g.large', allocatedStorageGb: 200, maxAllocatedStorageGb: 2000, multiAz: true },
      ...change,
    },
    upkeep: {
      ...{ backupRetentionDays: 14, backupWindow: '01:00-02:00', maintenanceWindow: 'sun:03:00-sun:04:00' },
      logRetentionDays: 90,
    },
    alarms: { topic: new Topic(stack, 'topic', { name: 'alarms', account, region, subscribers: ['a@example.com'] }) },
  });
  return JSON.stringify(stack.toTerraform());
}

interface Ran {
  readonly exitCode: number;
  readonly output: string;
}

describeWhere(hasMoto(), 'the second day of a database', howToGetMoto, () => {
  const made = mkdtempSync(join(tmpdir(), 'databases-'));
  const folder = join(made, 'stacks', 'data');
  let emulator: Emulator;

  beforeAll(async () => {
    emulator = await startEmulator(account);
    mkdirSync(folder, { recursive: true });
    write({ readReplicas: ['reads', 'reporting'] });
    linkMirror(made, process.env);
    expect(await terraform('init', '-input=false')).toMatchObject({ exitCode: 0 });
    expect(await apply({ readReplicas: ['reads', 'reporting'] })).toMatchObject({ exitCode: 0 });
  });
  afterAll(async () => {
    await emulator?.stop();
    rmSync(made, { recursive: true });
  });

  const write = (change: Partial<DatabaseProps['capacity']>) =>
    writeFileSync(join(folder, 'cdk.tf.json'), root(change));
  const terraform = (...args: string[]) =>
    new Promise<Ran>((done) => {
      const env = { ...process.env, ...emulator.env };
      execFile('terraform', args, { cwd: folder, env, maxBuffer: 1e8 }, (error, stdout, stderr) =>
        done({ exitCode: error ? Number(error.code) : 0, output: stdout + stderr }),
      );
    });
  const apply = (change: Partial<DatabaseProps['capacity']>) => {
    write(change);
    return terraform('apply', '-auto-approve', '-input=false', '-no-color');
  };
  const alarms = async () => {
    const { output } = await terraform('state', 'list');
    return output.split('\n').filter((address) => /metric_alarm.*reporting/.test(address)).length;
  };

  test('a replica that is taken out in one step is refused with all its alarms', async () => {
    const before = await alarms();
    expect(before).toBe(5);
    const refused = await apply({ readReplicas: ['reads'] });
    expect(refused.exitCode).toBe(1);
    expect(refused.output).toMatch(/Cannot delete protected DB Instance/);
    expect(refused.output).not.toMatch(/(Modifications|Destruction|Creation) complete/);
    expect(await alarms()).toBe(before);
  });

  test('it goes in two', async () => {
    const retiring = await apply({ readReplicas: ['reads'], retiringReplicas: ['reporting'] });
    expect(retiring).toMatchObject({ exitCode: 0, output: expect.stringMatching(/0 added, 1 changed, 0 destroyed/) });
    const gone = await apply({ readReplicas: ['reads'] });
    expect(gone).toMatchObject({ exitCode: 0, output: expect.stringMatching(/0 added, 2 changed, 9 destroyed/) });
    expect(await alarms()).toBe(0);
  });

  test('storage grows past 400 GiB, with the IOPS that it then has', async () => {
    const grown = await apply({ readReplicas: ['reads'], allocatedStorageGb: 400 });
    // The source, and the thresholds of two alarms.
    expect(grown).toMatchObject({ exitCode: 0, output: expect.stringMatching(/0 added, 3 changed, 0 destroyed/) });
    expect(grown.output).toMatch(/iops += \d+ -> 12000/);
  });
});
