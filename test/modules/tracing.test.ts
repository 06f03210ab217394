import { Key } from '../../modules/kms';
import { SampledService, TraceEncryption } from '../../modules/tracing';
import { statements, synth } from '../support/synth';

const account = '111122223333';
const region = 'eu-west-1';
const sampled = (rest: object = {}) =>
  synth((stack) => new SampledService(stack, 'web', { name: 'prod-web', samplePercent: 5, ...rest }));

describe('a service whose requests are sampled', () => {
  test('has a rule for its own name alone, that holds for all of its requests', () => {
    expect(sampled().one('aws_xray_sampling_rule')).toEqual({
      ...{ rule_name: 'prod-web', service_name: 'prod-web', priority: 1000, version: 1 },
      ...{ reservoir_size: 1, fixed_rate: 0.05 },
      ...{ service_type: '*', host: '*', http_method: '*', url_path: '*', resource_arn: '*' },
    });
  });

  test('has its traces as a group, with insights', () => {
    expect(sampled().one('aws_xray_group')).toEqual({
      ...{ group_name: 'prod-web', filter_expression: 'service("prod-web")' },
      insights_configuration: { insights_enabled: true, notifications_enabled: false },
    });
  });

  test.each([
    [0, 0],
    [0.7, 0.007],
    [33.3, 0.333],
    [100, 1],
  ])('has %d %% as a share of %d, without digits that nobody wrote', (samplePercent, rate) => {
    expect(sampled({ samplePercent }).one('aws_xray_sampling_rule').fixed_rate).toBe(rate);
  });

  test('can be traced without requests that are always traced', () => {
    expect(sampled({ tracesPerSecond: 0 }).one('aws_xray_sampling_rule').reservoir_size).toBe(0);
  });

  test.each([
    ['name', { name: 'prod-a-service-with-a-name-too-long' }, '1 to 32 letters'],
    ['samplePercent', { samplePercent: 101 }, 'percent from 0 to 100'],
    ['tracesPerSecond', { tracesPerSecond: 0.5 }, 'traces a second'],
  ])('refuses a %s that X-Ray refuses', (prop, rest, expected) => {
    expect(() => sampled(rest)).toThrow(new RegExp(`${prop}: expected .*${expected}`));
  });
});

describe('the encryption of traces', () => {
  const stack = synth((stack) => {
    const key = new Key(stack, 'key', { purpose: 'Traces', alias: 'traces', account, region });
    new TraceEncryption(stack, 'traces', { key });
  });

  test('is by a customer managed key', () => {
    expect(stack.one('aws_xray_encryption_config')).toEqual({
      type: 'KMS',
      key_id: stack.reference('aws_kms_key', 'arn'),
    });
  });

  test('opens its key to X-Ray, for the principals of the account', () => {
    const { XRayUses, XRayDelegates } = statements(stack.one('aws_kms_key').policy);
    const caller = { 'kms:CallerAccount': account, 'kms:ViaService': [`xray.${region}.amazonaws.com`] };
    expect(XRayUses!.Condition).toEqual({ StringEquals: caller });
    expect(XRayDelegates).toMatchObject({ Action: 'kms:CreateGrant', Condition: { StringEquals: caller } });
  });

  test('refuses what is no key', () => {
    expect(() => synth((stack) => new TraceEncryption(stack, 'traces', { key: {} as never }))).toThrow(/key/);
  });
});
