import { factsOfEnvironment } from '../../cli/review/facts';
import { prod } from '../../environments';
import type { Environment } from '../../environments/schema';
import { rules } from '../../policies/rules';
import { evaluate } from '../../review/engine/evaluate';
import { graphOfStacks } from '../../review/model/inputs/stacks';
import { stackOf, writtenStacks } from '../support/stacks';
import { statements, type Attributes, type Synthesized } from '../support/synth';
import { tracedDev, tracedProd } from '../support/traces';

const service = stackOf(tracedProd, 'service');
const account = stackOf(tracedProd, 'account');
const image = '444455556666.dkr.ecr.eu-west-1.amazonaws.com/prod/collector:v0.43.3';

function containersOf(family: string): Attributes[] {
  const task = service.all('aws_ecs_task_definition').find((one) => one.family === family);
  return JSON.parse(task!.container_definitions);
}

describe('a service with traces', () => {
  const [app, collector] = containersOf('prod-web');
  const variables = Object.fromEntries(app!.environment.map(({ name, value }: Attributes) => [name, value]));

  test('tells its application where they go, and who it is', () => {
    expect(Object.fromEntries(Object.entries(variables).filter(([name]) => name.startsWith('OTEL_')))).toEqual({
      OTEL_SERVICE_NAME: 'prod-web',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=prod',
      OTEL_TRACES_EXPORTER: 'otlp',
      OTEL_METRICS_EXPORTER: 'none',
      OTEL_LOGS_EXPORTER: 'none',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
      OTEL_PROPAGATORS: 'xray',
      OTEL_TRACES_SAMPLER: 'xray',
      OTEL_TRACES_SAMPLER_ARG: 'endpoint=http://127.0.0.1:2000',
    });
  });

  test('has a collector that starts before it, stops after it, and whose end does not end it', () => {
    expect(app).toMatchObject({ name: 'app', essential: true });
    expect(app!.dependsOn).toEqual([{ containerName: 'collector', condition: 'START' }]);
    expect(collector).toMatchObject({
      ...{ name: 'collector', image, essential: false, memory: 256, readonlyRootFilesystem: true, privileged: false },
      restartPolicy: { enabled: true },
      healthCheck: { command: ['CMD', '/healthcheck'] },
    });
    expect(collector!.logConfiguration.options).toMatchObject({
      'awslogs-group': app!.logConfiguration.options['awslogs-group'],
      'awslogs-stream-prefix': 'collector',
    });
  });

  test('has a collector whose pipeline names what it has, in reach of the task alone', () => {
    const { value } = collector!.environment.find(({ name }: Attributes) => name === 'AOT_CONFIG_CONTENT');
    const { extensions, receivers, processors, exporters, service: its } = JSON.parse(value);
    const { traces } = its.pipelines;
    expect(Object.keys(extensions)).toEqual(its.extensions);
    expect(Object.keys(receivers)).toEqual(traces.receivers);
    expect(Object.keys(processors)).toEqual(traces.processors);
    expect(Object.keys(exporters)).toEqual(traces.exporters);
    expect(`http://${receivers.otlp.protocols.http.endpoint}`).toBe(variables.OTEL_EXPORTER_OTLP_ENDPOINT);
    expect(`endpoint=http://${extensions.awsproxy.endpoint}`).toBe(variables.OTEL_TRACES_SAMPLER_ARG);
  });

  test('has a role that may send them, and ask what is sampled, and nothing else of X-Ray', () => {
    const policies = service.all('aws_iam_role_policy').filter(({ policy }) => String(policy).includes('xray:'));
    expect(policies).toHaveLength(1 + functions());
    const { Traces } = statements(policies.find(({ policy }) => String(policy).includes('"Traces"'))!.policy);
    expect(Traces!.Action).toEqual([
      ...['xray:GetSamplingRules', 'xray:GetSamplingStatisticSummaries', 'xray:GetSamplingTargets'],
      ...['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
    ]);
  });

  test('has a rule and a group of X-Ray, and the right to pull the collector', () => {
    expect(service.one('aws_xray_sampling_rule')).toMatchObject({ rule_name: 'prod-web', fixed_rate: 0.05 });
    expect(service.one('aws_xray_group')).toMatchObject({ group_name: 'prod-web' });
    const pulls = service.all('aws_iam_role_policy').filter(({ policy }) => String(policy).includes('collector'));
    expect(pulls.map(({ policy }) => statements(policy).Images!.Effect)).toEqual(['Allow']);
  });

  test('leaves the others as they are', () => {
    expect(containersOf('prod-worker').map(({ name }) => name)).toEqual(['app']);
    expect(JSON.stringify(containersOf('prod-worker'))).not.toContain('OTEL_');
    for (const type of ['aws_xray_sampling_rule', 'aws_xray_group'])
      expect(stackOf(prod, 'service').types()).not.toContain(type);
  });

  /** Lambda gives each function its own policy for traces. */
  function functions(): number {
    return service.all('aws_lambda_function').length;
  }
});

/** The key of a stack that a reference names. */
function keyOf(stack: Synthesized, reference: string): Attributes {
  const id = /aws_kms_key\.([^.]+)\.arn/.exec(reference)![1]!;
  return stack.json.resource.aws_kms_key[id];
}

describe('the key of traces', () => {
  test('is one of its own, which Terraform does not destroy, and the setting of the region', () => {
    const { type, key_id: key } = account.one('aws_xray_encryption_config');
    expect(type).toBe('KMS');
    expect(keyOf(account, key)).toMatchObject({
      tags: { 'keeps-readable': 'traces of X-Ray' },
      lifecycle: { prevent_destroy: true },
    });
  });

  test('goes with an environment that has decided so', () => {
    const stack = stackOf(tracedDev, 'account');
    const { key_id: key } = stack.one('aws_xray_encryption_config');
    expect(keyOf(stack, key)).not.toHaveProperty('lifecycle');
  });

  test('is nowhere without traces', () => {
    expect(stackOf(prod, 'account').types()).not.toContain('aws_xray_encryption_config');
  });
});

test.each<[string, Environment]>([
  ['prod', tracedProd],
  ['dev', tracedDev],
])('traces of %s close no gate: no rule finds more than before', async (_, environment) => {
  const facts = { ...factsOfEnvironment(environment), date: '2026-12-01' };
  const findings = evaluate(await graphOfStacks(writtenStacks(environment)), rules, () => facts);
  const about = findings.filter(({ address }) => /xray|traces|task-definition|task-role/.test(address));
  expect(
    about.filter(({ status }) => status !== 'pass').map(({ rule, address, status }) => [rule, address, status]),
  ).toEqual([]);
  expect(about.map(({ rule }) => rule)).toEqual(
    expect.arrayContaining(['ecs/collector-sends-traces', 'xray/customer-key', 'xray/samples-a-share']),
  );
});
