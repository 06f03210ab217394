import { TerraformStack, Testing, type App } from 'cdktf';
import { rmSync } from 'node:fs';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { prod } from '../../environments';
import type { Environment } from '../../environments/schema';
import { grant, ManagedPolicy, Role } from '../../modules/iam';
import { Key, ReplicaKey } from '../../modules/kms';
import { quotas } from '../../modules/quotas';
import { SecurityGroup } from '../../modules/security-group';
import { environmentStacks } from '../../stacks';

const account = '111122223333';
const people = { people: account };

/** What the synthesis of a stack is refused for; nothing where it is not. */
function refusal(build: (stack: TerraformStack) => void): string {
  return refusalOf((app) => {
    const stack = new TerraformStack(app, 'stack');
    new AwsProvider(stack, 'aws', { region: 'eu-west-1' });
    build(stack);
  });
}

function refusalOf(build: (app: App) => void): string {
  const app = Testing.app();
  try {
    build(app);
    app.synth();
    return '';
  } catch (error) {
    return (error as Error).message;
  } finally {
    rmSync(app.outdir, { recursive: true, force: true });
  }
}

const numbered = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at));

describe('grants to one role', () => {
  const granting = (count: number) => (stack: TerraformStack) => {
    const role = new Role(stack, 'app', { name: 'app', description: 'Runs the application', trust: people });
    numbered(count, (index) =>
      grant(stack, `grant-${index}`, role, [
        { Sid: 'Read', Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::${'b'.repeat(60)}${index}/*` },
      ]),
    );
  };

  test('are taken as long as IAM takes them', () => expect(refusal(granting(50))).toBe(''));

  test('are refused above, with the role, what was found of whom, the page and what to do', () => {
    expect(refusal(granting(60))).toMatch(
      /^stack: \$\{aws_iam_role\.app_role_\w+\.name\}: expected inline policies of 10,240 characters or less in all \(IAM user guide, IAM and AWS STS quotas; instead: a second role/,
    );
    expect(refusal(granting(60))).toMatch(/found "1\d,\d{3} characters of stack\/grant-0 and 59 more"$/);
  });
});

test('a managed policy is refused above what IAM takes', () => {
  const reading = (count: number) => (stack: TerraformStack) => {
    const Resource = numbered(count, (index) => `arn:aws:s3:::${'b'.repeat(60)}${index}/*`);
    const statements = [{ Sid: 'Reads', Effect: 'Allow', Action: 's3:GetObject', Resource }] as const;
    new ManagedPolicy(stack, 'reader', { name: 'reader', description: 'Reads', statements });
  };
  expect(refusal(reading(60))).toBe('');
  expect(refusal(reading(80))).toMatch(
    /^stack: stack\/reader\/policy: expected a policy of 6,144 characters or less .*, found "6,\d{3} characters"$/,
  );
});

test('grants on a replica count for its own policy', () => {
  const granting = (count: number) => (stack: TerraformStack) => {
    const about = { purpose: 'Orders', alias: 'orders', account };
    const replica = new ReplicaKey(stack, 'replica', {
      ...{ ...about, region: 'eu-central-1' },
      primary: new Key(stack, 'primary', { ...about, region: 'eu-west-1', multiRegion: true }),
      provider: new AwsProvider(stack, 'there', { region: 'eu-central-1', alias: 'there' }),
    });
    numbered(count, (index) =>
      replica.grantDecrypt(`Reader${index}`, {
        roleName: 'reader',
        roleArn: `arn:aws:iam::${account}:role/reader-${index}`,
      }),
    );
  };
  expect(refusal(granting(100))).toBe('');
  expect(refusal(granting(250))).toMatch(/^stack: stack\/replica\/key: expected a key policy of 32,768 bytes or less/);
});

test('grants on one key are refused above what KMS takes, with the key', () => {
  const message = refusal((stack) => {
    const key = new Key(stack, 'key', { purpose: 'Orders', alias: 'orders', account, region: 'eu-west-1' });
    numbered(120, (index) => {
      const name = `application-${index}`;
      const role = new Role(stack, name, { name, description: 'Runs one of many applications', trust: people });
      key.grantEncryptDecrypt(`ApplicationOfManyThatShareOneKey${index}`, role);
    });
  });
  expect(message).toMatch(/^stack: stack\/key\/key: expected a key policy of 32,768 bytes or less/);
});

test.each(['ingress', 'egress'] as const)('a group has 60 rules of %s and no more', (direction) => {
  const connecting = (count: number) => (stack: TerraformStack) => {
    const group = { network: { vpcId: 'vpc-1' }, name: 'app', description: 'The application' };
    const { connections } = new SecurityGroup(stack, 'app', group);
    numbered(count, (index) => {
      const peer = { name: `peer-${index}`, cidr: `10.0.${index}.0/24` };
      if (direction === 'ingress') connections.allowFrom(peer, 443, 'requests');
      else connections.allowTo(peer, 443, 'requests');
    });
  };
  expect(refusal(connecting(60))).toBe('');
  expect(refusal(connecting(61))).toContain(
    `expected 60 ${direction === 'ingress' ? 'in' : 'out'}bound rules or fewer`,
  );
});

describe('an environment', () => {
  const withStores = (count: number): Environment => {
    const { main: database } = prod.databases;
    const { main: cache } = prod.caches;
    const named = <T>(store: T) =>
      Object.fromEntries([['main', store], ...numbered(count - 1, (index) => [`store-${index}`, store] as const)]);
    return { ...prod, databases: named({ ...database, readReplicas: [] }), caches: named(cache) };
  };
  const refused = (environment: Environment) => refusalOf((app) => void environmentStacks(app, environment));

  test('as it is stays within the quotas', () => expect(refused(prod)).toBe(''));

  test('whose databases and caches overflow the role of the bastion is refused, though the role is in another stack', () => {
    const message = refused(withStores(25));
    expect(message).toMatch(
      /^prod-network: \$\{aws_iam_role\.bastion_role_\w+\.name\}: expected inline policies of 10,240 .* of prod-network\/\S+ and \d+ more"$/m,
    );
  });
});

test('each quota names its page and a way out', () => {
  for (const { expected, source, split } of Object.values(quotas)) {
    expect(expected).toMatch(/or (less|fewer)/);
    expect(source).toMatch(/guide/);
    expect(split.length).toBeGreaterThan(10);
  }
});
