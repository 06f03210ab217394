import { factsOfEnvironment } from '../../cli/review/facts';
import { dev, prod } from '../../environments';
import type { Environment } from '../../environments/schema';
import { rules } from '../../policies/rules';
import { evaluate } from '../../review/engine/evaluate';
import { graphOfStacks } from '../../review/model/inputs/stacks';
import { stackOf, writtenStacks } from '../support/stacks';
import { statements, type Attributes, type Synthesized } from '../support/synth';

const name = 'carrier-webhook';
const reading = { secrets: [name] };
/** Read by a service of each runtime that prod has, and rotated by a function. */
const everyRuntime: Environment = {
  ...prod,
  secrets: { [name]: { ...prod.secrets[name], rotation: { function: 'report', everyDays: 30 } } },
  services: {
    ...prod.services,
    web: { ...prod.services.web, ...reading },
    office: { ...prod.services.office, ...reading },
    thumbnails: { ...prod.services.thumbnails, ...reading },
  },
};
const byServer: Environment = {
  ...dev,
  services: { ...dev.services, office: { ...dev.services.office, ...reading } },
};
const arn = `\${data.terraform_remote_state.data.outputs.secrets_${name}_secret_arn}`;

/** The roles that the policy of the secret lets in. */
function readers(environment: Environment): string[] {
  const { policy } = stackOf(environment, 'data').one('aws_secretsmanager_secret_policy');
  return statements(policy).ReadersOnly!.Condition.ArnNotEquals['aws:PrincipalArn'];
}

/** The ARNs of the roles that a stack grants the secret to. */
function granted(environment: Environment, service: Synthesized): string[] {
  const roles = new Map(service.resources('aws_iam_role').map(({ name, attributes }) => [name, attributes]));
  const policies = service.all('aws_iam_role_policy').filter(({ policy }) => String(policy).includes(arn));
  return policies.map(({ role }) => {
    const { name, path = '/' } = roles.get(/aws_iam_role\.([^.]+)\.name/.exec(String(role))![1]!) as Attributes;
    return `arn:aws:iam::${environment.account}:role${path}${name}`;
  });
}

describe('a secret of an environment', () => {
  test('lets in the roles of its readers and of what rotates it, as the service stack makes them', () => {
    const service = stackOf(everyRuntime, 'service');
    expect(readers(everyRuntime).length).toBe(4);
    expect([...new Set(granted(everyRuntime, service))].sort()).toEqual([...readers(everyRuntime)].sort());
  });

  test('lets in the role of a single server', () => {
    expect([...granted(byServer, stackOf(byServer, 'service'))].sort()).toEqual([...readers(byServer)].sort());
  });

  test('is told to its readers by its ARN, and to nobody else', () => {
    const containers = stackOf(prod, 'service')
      .all('aws_ecs_task_definition')
      .map(({ family, container_definitions: text }) => ({ family, text: String(text) }))
      .filter(({ text }) => text.includes('SECRET_'));
    expect(containers.map(({ family }) => family)).toEqual(['prod-web']);
    const [{ environment, secrets }] = JSON.parse(containers[0]!.text);
    expect(environment).toContainEqual({ name: 'SECRET_CARRIER_WEBHOOK_ARN', value: arn });
    expect(secrets).toEqual([]);
  });

  test('is told to functions likewise', () => {
    const functions = stackOf(everyRuntime, 'service').all('aws_lambda_function');
    const told = functions.filter(({ environment }) => environment?.variables?.SECRET_CARRIER_WEBHOOK_ARN === arn);
    expect(told.map(({ function_name: its }) => its)).toEqual(['prod-thumbnails']);
  });

  test('has no value in any stack', () => {
    for (const stack of ['data', 'service'] as const) {
      expect(JSON.stringify(stackOf(everyRuntime, stack).json.resource)).not.toMatch(/"secret_string"|valueFrom/);
    }
  });

  test('is rotated by its function, and people are told when that fails', () => {
    const service = stackOf(everyRuntime, 'service');
    expect(service.one('aws_secretsmanager_secret_rotation')).toMatchObject({
      secret_id: arn,
      rotation_rules: { automatically_after_days: 30 },
    });
    const rules = service.all('aws_cloudwatch_event_rule').map(({ name }) => name);
    expect(rules).toContain('prod-secret-rotations-failed');
    const policies = (stack: 'account' | 'messaging', type: string) =>
      JSON.stringify(stackOf(everyRuntime, stack).all(type));
    expect(policies('account', 'aws_sns_topic_policy')).toContain('events.amazonaws.com');
    expect(policies('messaging', 'aws_sqs_queue_policy')).toContain(':rule/prod-secret-rotations-failed');
  });
});

describe('the rules about secrets', () => {
  const findings = async (environment: Environment, date: string) => {
    const facts = { ...factsOfEnvironment(environment), date };
    return evaluate(await graphOfStacks(writtenStacks(environment)), rules, () => facts);
  };

  test.each([
    ['pass by hand until the day', prod, prod.secrets[name].rotation.byHand.nextBy, 'rotated-by-hand', 'pass'],
    ['fail by hand after it', prod, '2027-12-31', 'rotated-by-hand', 'fail'],
    ['pass by a function of another stack', everyRuntime, '2026-12-01', 'rotated', 'pass'],
    ['see that nobody of another account is let in', everyRuntime, '2026-12-01', 'not-public', 'pass'],
  ] as const)('%s', async (_, environment, date, rule, status) => {
    const its = (await findings(environment, date)).filter(
      (one) => one.rule === `secrets-manager/${rule}` && /webhook/.test(one.address),
    );
    expect(its.map((one) => one.status)).toEqual([status]);
  });
});
