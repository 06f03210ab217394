import { LogDataProtection, type LogDataProtectionProps } from '../../modules/log-data-protection';
import { statements, synth } from '../support/synth';

const account = '111122223333';
const region = 'eu-west-1';
const props: LogDataProtectionProps = {
  ...{ name: 'prod', account, region, retentionDays: 30 },
  key: { keyArn: `arn:aws:kms:${region}:${account}:key/1234` },
  topic: { topicArn: `arn:aws:sns:${region}:${account}:alarms` },
  dataIdentifiers: ['EmailAddress', 'CreditCardNumber'],
};
const protection = (rest: Partial<LogDataProtectionProps> = {}, id = 'web') =>
  synth((stack) =>
    new LogDataProtection(stack, 'data', { ...props, ...rest }).protect(id, { logGroupName: '/aws/ecs/prod-web' }),
  );

describe('a log group whose data is protected', () => {
  const stack = protection();
  const findings = stack.reference('aws_cloudwatch_log_group', 'name');

  test('has the same types of data looked for and masked, by their ARNs', () => {
    const policy = stack.one('aws_cloudwatch_log_data_protection_policy');
    expect(policy.log_group_name).toBe('/aws/ecs/prod-web');
    const { Statement, Version } = JSON.parse(policy.policy_document);
    const identifiers = ['EmailAddress', 'CreditCardNumber'].map(
      (id) => `arn:aws:dataprotection::aws:data-identifier/${id}`,
    );
    expect(Version).toBe('2021-06-01');
    expect(Statement).toEqual([
      {
        ...{ Sid: 'Audit', DataIdentifier: identifiers },
        Operation: { Audit: { FindingsDestination: { CloudWatchLogs: { LogGroup: findings } } } },
      },
      { Sid: 'Mask', DataIdentifier: identifiers, Operation: { Deidentify: { MaskConfig: {} } } },
    ]);
  });

  test('has findings in an encrypted log group, which only the log delivery of this account writes to', () => {
    expect(stack.one('aws_cloudwatch_log_group')).toMatchObject({
      ...{ name: '/aws/vendedlogs/data-protection/prod', retention_in_days: 30, kms_key_id: props.key.keyArn },
    });
    const { LogDelivery } = statements(stack.one('aws_cloudwatch_log_resource_policy').policy_document);
    expect(LogDelivery).toMatchObject({
      Principal: { Service: 'delivery.logs.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': account } },
    });
  });

  test('has people told of a finding', () => {
    const { metric_transformation: counted, ...filter } = stack.one('aws_cloudwatch_log_metric_filter');
    expect(filter).toMatchObject({ log_group_name: findings, pattern: '{ $.resourceArn = "*" }' });
    expect(stack.one('aws_cloudwatch_metric_alarm')).toMatchObject({
      ...{ alarm_name: 'prod-personal-data-logged', threshold: 1, alarm_actions: [props.topic.topicArn] },
      ...{ metric_name: counted.name, namespace: counted.namespace },
    });
  });

  test.each<[prop: string, rest: Partial<LogDataProtectionProps>]>([
    ['dataIdentifiers', { dataIdentifiers: [] }],
    ['dataIdentifiers[0]', { dataIdentifiers: ['Email'] }],
    ['retentionDays', { retentionDays: 31 }],
  ])('refuses %s that CloudWatch Logs refuses', (prop, rest) => {
    expect(() => protection(rest)).toThrow(`${prop}: expected`);
  });

  test('refuses a name that is none', () => {
    expect(() => protection({}, 'Web!')).toThrow('name: expected');
  });
});
