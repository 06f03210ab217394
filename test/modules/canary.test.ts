import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runInNewContext } from 'node:vm';
import { TerraformStack, Testing } from 'cdktf';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { strFromU8, unzipSync } from 'fflate';
import { Canary, runtimeVersion, type CanaryProps } from '../../modules/canary';
import { heartbeat } from '../../modules/canary/heartbeat';
import { Key } from '../../modules/kms';
import { checkTerraform } from '../../policies';
import { statements, synth, type Attributes, type Synthesized } from '../support/synth';

const account = '111122223333';
const region = 'eu-west-1';
const key = { keyArn: `arn:aws:kms:${region}:${account}:key/1234` };
const topic = { topicArn: `arn:aws:sns:${region}:${account}:alarms` };
const artifacts = { bucketName: 'example-canaries', bucketArn: 'arn:aws:s3:::example-canaries' };
const tags = {
  environment: 'prod',
  owner: 'platform@example.com',
  'cost-centre': 'shop',
  repository: 'https://example.com',
};
const source = 'module.exports.handler = async () => `${process.env.CANARY_URL} is there`;\n';

const props = (rest: Partial<CanaryProps> = {}): CanaryProps => ({
  ...{ name: 'prod-shop', account, region, url: 'https://shop.example.com/', script: 'heartbeat', key, artifacts },
  runs: { everyMinutes: 5, timeoutSeconds: 30 },
  monitoring: { topic, logRetentionDays: 30 },
  ...rest,
});
const canary = (rest?: Partial<CanaryProps>, use: (made: Canary) => void = () => undefined) =>
  synth((stack) => use(new Canary(stack, 'canary', props(rest))));
const made = (rest?: Partial<CanaryProps>) => canary(rest).one('aws_synthetics_canary');
const refusal = (rest: Partial<CanaryProps>) => () => canary(rest);
const policies = (stack: Synthesized) =>
  Object.fromEntries(stack.all('aws_iam_role_policy').map(({ name, policy }) => [name, statements(policy)]));
const alarms = (rest?: Partial<CanaryProps>): Record<string, Attributes> =>
  Object.fromEntries(
    canary(rest)
      .all('aws_cloudwatch_metric_alarm')
      .map((alarm) => [alarm.alarm_name, alarm]),
  );

describe('a canary', () => {
  test('asks its URL at once and from then on, is traced, and takes its function along when it goes', () => {
    const stack = canary();
    expect(stack.one('aws_synthetics_canary')).toMatchObject({
      ...{ name: 'prod-shop', runtime_version: runtimeVersion, handler: 'index.handler', tags: { Name: 'prod-shop' } },
      ...{ start_canary: true, delete_lambda: true, schedule: { expression: 'rate(5 minutes)' } },
      ...{ success_retention_period: 31, failure_retention_period: 31 },
      run_config: {
        ...{ timeout_in_seconds: 30, memory_in_mb: 960, active_tracing: true },
        environment_variables: { CANARY_URL: 'https://shop.example.com/' },
      },
      artifact_s3_location: 's3://example-canaries/prod-shop',
      artifact_config: { s3_encryption: { encryption_mode: 'SSE_KMS', kms_key_arn: key.keyArn } },
      execution_role_arn: stack.reference('aws_iam_role', 'arn'),
    });
    const monitoring = { ...props().monitoring, runRetentionDays: 90 };
    expect(made({ monitoring })).toMatchObject({ success_retention_period: 90, failure_retention_period: 90 });
  });

  test.each([
    [1, 'rate(1 minute)'],
    [2, 'rate(2 minutes)'],
    [60, 'rate(1 hour)'],
  ])('runs every %d minutes: %s', (everyMinutes, expression) => {
    expect(made({ runs: { everyMinutes, timeoutSeconds: 30 } }).schedule).toEqual({ expression });
  });

  test('runs as a role that writes its artifacts, logs, metrics and traces, and may do nothing else', () => {
    expect(policies(canary())).toEqual({
      artifacts: {
        WritesArtifacts: expect.objectContaining({
          ...{ Action: 's3:PutObject', Resource: 'arn:aws:s3:::example-canaries/prod-shop/*' },
        }),
        FindsTheirBucket: expect.objectContaining({
          ...{ Action: 's3:GetBucketLocation', Resource: artifacts.bucketArn },
        }),
        ListsNamesOfBuckets: expect.objectContaining({ Action: 's3:ListAllMyBuckets' }),
      },
      logs: {
        WritesLogs: expect.objectContaining({
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: `arn:aws:logs:${region}:${account}:log-group:/aws/lambda/cwsyn-prod-shop-*`,
        }),
      },
      metrics: {
        TellsOfRuns: expect.objectContaining({
          Action: 'cloudwatch:PutMetricData',
          Condition: { StringEquals: { 'cloudwatch:namespace': 'CloudWatchSynthetics' } },
        }),
      },
      traces: { WritesTraces: expect.objectContaining({ Action: 'xray:PutTraceSegments' }) },
    });
    expect(canary().one('aws_iam_role').name).toBe('prod-shop-canary');
  });

  test('is made after the policies of its role', () => {
    const stack = canary();
    const its = stack.resources('aws_iam_role_policy').map(({ name }) => `aws_iam_role_policy.${name}`);
    expect(stack.one('aws_synthetics_canary').depends_on.sort()).toEqual(its.sort());
  });

  test('has an encrypted log that forgets, by the name of the function that AWS makes', () => {
    const stack = canary();
    const engine = stack.reference('aws_synthetics_canary', 'engine_arn').slice(2, -1);
    expect(stack.one('aws_cloudwatch_log_group')).toMatchObject({
      ...{ name: `/aws/lambda/\${element(split(":", ${engine}), 6)}`, retention_in_days: 30, kms_key_id: key.keyArn },
    });
  });

  test('opens its key to what encrypts artifacts and logs', () => {
    const stack = synth((stack) => {
      const own = new Key(stack, 'key', { purpose: 'canaries', alias: 'canaries', account, region });
      new Canary(stack, 'canary', props({ key: own }));
    });
    const { policy } = stack.one('aws_kms_key');
    expect(Object.keys(statements(policy))).toEqual(expect.arrayContaining(['S3Uses', 'CloudWatchLogsUses']));
  });

  test('passes every rule but those that a test does not answer', async () => {
    const stack = synth((stack) => {
      new AwsProvider(stack, 'aws', { region, defaultTags: [{ tags }], allowedAccountIds: [account] });
      const own = new Key(stack, 'key', { purpose: 'canaries', alias: 'canaries', account, region });
      new Canary(stack, 'canary', props({ key: own, monitoring: { topic, logRetentionDays: 365 } }));
    });
    const report = await checkTerraform(stack.json, { criticality: 'critical' });
    const failing = report.findings.filter(({ status }) => status === 'fail').map(({ rule }) => rule);
    expect(failing).toEqual(['state/backend-protected']);
  });
});

describe('the script of a canary', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'terrace-canary-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** What is synthesized into a folder of its own: the path of the zip file, and its bytes. */
  function zipOf(script: CanaryProps['script'], into: string) {
    const app = Testing.app({ outdir: path.join(folder, into) });
    const stack = new TerraformStack(app, 'stack');
    new AwsProvider(stack, 'aws', { region });
    new Canary(stack, 'canary', props({ script }));
    app.synth();
    const files = path.join(folder, into, 'stacks/stack');
    const { resource } = JSON.parse(readFileSync(path.join(files, 'cdk.tf.json'), 'utf8'));
    const [{ zip_file: file }] = Object.values<Attributes>(resource.aws_synthetics_canary) as [Attributes];
    return { file, bytes: readFileSync(path.join(files, file)) };
  }

  test('is a zip file beside the stack, where Synthetics looks for it, the same bytes each time', () => {
    const [one, other] = [zipOf({ source }, 'a'), zipOf({ source }, 'b')];
    expect(one).toEqual(other);
    expect(one.file).toMatch(/^assets\/canary-prod-shop-[0-9a-f]{16}\.zip$/);
    const files = Object.entries(unzipSync(one.bytes)).map(([name, bytes]) => [name, strFromU8(bytes)]);
    expect(files).toEqual([['nodejs/node_modules/index.js', source]]);
  });

  test('has another file for another content, by which the provider sees it', () => {
    expect(zipOf('heartbeat', 'c').file).not.toBe(zipOf({ source }, 'd').file);
  });

  test('of a heartbeat passes for 2xx, and fails for any other answer and for none', async () => {
    const run = (answer: { statusCode: number } | Error) => {
      const exported: { handler?: () => Promise<string> } = {};
      const on = (event: string, listen: (error?: Error) => void) => {
        if (event === 'end' && !(answer instanceof Error)) listen();
        if (event === 'error' && answer instanceof Error) listen(answer);
      };
      const get = (_url: string, _options: object, asked: (answer: object) => void) => {
        if (!(answer instanceof Error)) asked({ ...answer, on, resume: () => undefined });
        return { on };
      };
      const modules: Record<string, object> = {
        'node:https': { get },
        'node:process': { env: { CANARY_URL: 'https://shop.example.com/' } },
      };
      runInNewContext(heartbeat, { exports: exported, require: (name: string) => modules[name], Promise, Error });
      return exported.handler!();
    };
    await expect(run({ statusCode: 200 })).resolves.toBe('https://shop.example.com/ answers 200');
    await expect(run({ statusCode: 204 })).resolves.toContain('204');
    for (const statusCode of [301, 403, 404, 503]) {
      await expect(run({ statusCode })).rejects.toThrow(`https://shop.example.com/ answers ${statusCode}`);
    }
    await expect(run(new Error('certificate has expired'))).rejects.toThrow('certificate has expired');
  });
});

describe('the alarms of a canary', () => {
  test('tell when it fails three times in a row, or does not run', () => {
    const its = alarms();
    expect(Object.keys(its)).toEqual(['canary-prod-shop-failing']);
    expect(its['canary-prod-shop-failing']).toMatchObject({
      ...{ namespace: 'CloudWatchSynthetics', metric_name: 'SuccessPercent', dimensions: { CanaryName: 'prod-shop' } },
      ...{ statistic: 'Average', period: 300, threshold: 100, comparison_operator: 'LessThanThreshold' },
      ...{ evaluation_periods: 3, treat_missing_data: 'breaching' },
      ...{ alarm_actions: [topic.topicArn], ok_actions: [topic.topicArn] },
    });
  });

  test('tell when it is slow for two hours, where that is decided', () => {
    const its = alarms({ monitoring: { ...props().monitoring, durationMs: 5000 } });
    expect(its['canary-prod-shop-slow']).toMatchObject({
      ...{ namespace: 'CloudWatchSynthetics', metric_name: 'Duration', dimensions: { CanaryName: 'prod-shop' } },
      ...{ extended_statistic: 'p95', period: 3600, threshold: 5000, comparison_operator: 'GreaterThanThreshold' },
      ...{ evaluation_periods: 2, treat_missing_data: 'notBreaching', alarm_actions: [topic.topicArn] },
    });
  });

  test('can be part of another one', () => {
    canary({}, ({ failing, canaryName }) => {
      expect(canaryName).toBe('prod-shop');
      expect(failing.alarmName).toBeDefined();
    });
  });
});

test.each<[string, Partial<CanaryProps>]>([
  ['name: expected 1 to 57 of a-z, 0-9, _ and -, found "Shop"', { name: 'Shop' }],
  [
    'url: expected a URL of HTTPS with a path, such as https://shop.example.com/, found "http://shop.example.com/"',
    { url: 'http://shop.example.com/' },
  ],
  [
    'runs.everyMinutes: expected a whole number of minutes from 1 to 60, found 0',
    { runs: { everyMinutes: 0, timeoutSeconds: 30 } },
  ],
  [
    'runs.timeoutSeconds: expected 60 seconds at most, the time until the next run, found 90',
    { runs: { everyMinutes: 1, timeoutSeconds: 90 } },
  ],
  [
    'monitoring.durationMs: expected less than 30000 milliseconds, the timeout, found 30000',
    { monitoring: { ...props().monitoring, durationMs: 30_000 } },
  ],
  [
    'script.source: expected a script that exports handler, known at synthesis, found "fetch(url)"',
    { script: { source: 'fetch(url)' } },
  ],
])('is refused: %s', (problem, rest) => {
  expect(refusal(rest)).toThrow(`stack/canary: ${problem}`);
});

test('a script that is too large is refused', () => {
  const noise = Array.from({ length: 60_000 }, (_, i) => Math.imul(i + 1, 2_654_435_761) >>> 0).join();
  expect(refusal({ script: { source: `${source}// ${noise}` } })).toThrow(
    /script\.source: expected a script that is smaller than 225000 bytes zipped, found \d+/,
  );
});
