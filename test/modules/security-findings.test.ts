import { Topic } from '../../modules/notifications';
import { SecurityFindings, type SecurityFindingsProps } from '../../modules/security-findings';
import { statements, synth, type Attributes } from '../support/synth';

const account = '111122223333';
const region = 'eu-west-1';
const topic = { topicArn: `arn:aws:sns:${region}:${account}:security` };
const people = { topicArn: `arn:aws:sns:${region}:${account}:alarms` };
const props = (rest: Partial<SecurityFindingsProps> = {}): SecurityFindingsProps => ({
  ...{ name: 'prod-findings', account, region, sources: ['security-hub'], leastSeverity: 'high', topic },
  ...{ key: { keyArn: `arn:aws:kms:${region}:${account}:key/1234` }, alarms: { topic: people }, ...rest },
});
const findings = (rest?: Partial<SecurityFindingsProps>) =>
  synth((stack) => new SecurityFindings(stack, 'findings', props(rest)));
const patternOf = ({ event_pattern: pattern }: Attributes) => JSON.parse(pattern);

test('new findings of Security Hub are sent from a severity on', () => {
  const of = (leastSeverity: SecurityFindingsProps['leastSeverity']) =>
    patternOf(findings({ leastSeverity }).one('aws_cloudwatch_event_rule')).detail.findings.Severity.Label;
  expect(patternOf(findings().one('aws_cloudwatch_event_rule'))).toEqual({
    source: ['aws.securityhub'],
    'detail-type': ['Security Hub Findings - Imported'],
    detail: {
      findings: { Severity: { Label: ['HIGH', 'CRITICAL'] }, Workflow: { Status: ['NEW'] }, RecordState: ['ACTIVE'] },
    },
  });
  expect(of('low')).toEqual(['LOW', 'MEDIUM', 'HIGH', 'CRITICAL']);
  expect(of('critical')).toEqual(['CRITICAL']);
});

test('without Security Hub, each service has a rule, with its own word for a severity', () => {
  const stack = findings({ sources: ['guardduty', 'inspector', 'macie', 'access-analyzer'] });
  const rules = stack.all('aws_cloudwatch_event_rule');
  expect(Object.fromEntries(rules.map((rule) => [patternOf(rule).source[0], patternOf(rule).detail]))).toEqual({
    'aws.guardduty': { severity: [{ numeric: ['>=', 7] }] },
    'aws.inspector2': { severity: ['HIGH', 'CRITICAL'], status: ['ACTIVE'] },
    'aws.macie': { severity: { description: ['High'] } },
    'aws.access-analyzer': { status: ['ACTIVE'] },
  });
  expect(rules.map(({ name }) => name).sort()).toEqual([
    ...['prod-findings-access-analyzer', 'prod-findings-guardduty', 'prod-findings-inspector', 'prod-findings-macie'],
  ]);
});

test('people read one line, with severity, what, where and which', () => {
  const { input_transformer: input, arn } = findings().one('aws_cloudwatch_event_target');
  expect(arn).toBe(topic.topicArn);
  expect(JSON.parse(input.input_template)).toBe(
    `<severity>, <title>: <resource>, account ${account}, reported in <region>. Finding <id>.`,
  );
  const words = [...input.input_template.matchAll(/<(\w+)>/g)].map(([, word]) => word);
  expect(Object.keys(input.input_paths).sort()).toEqual(words.sort());
  for (const path of Object.values(input.input_paths)) expect(path).toMatch(/^\$\./);
});

test('what cannot be delivered is kept, and told of; and so is what is lost', () => {
  const stack = findings();
  expect(stack.one('aws_cloudwatch_event_target').dead_letter_config).toEqual({
    arn: stack.reference('aws_sqs_queue', 'arn'),
  });
  expect(stack.one('aws_sqs_queue')).toMatchObject({
    ...{ name: 'prod-findings-undelivered', lifecycle: { prevent_destroy: true } },
  });
  const alarms = stack.all('aws_cloudwatch_metric_alarm');
  expect(alarms.map(({ metric_name: metric }) => metric)).toContain('InvocationsFailedToBeSentToDlq');
  for (const { alarm_actions } of alarms) expect(alarm_actions).toEqual([people.topicArn]);
});

test('a topic of the same app is opened to EventBridge, which tells topics no source', () => {
  const stack = synth((scope) => {
    const security = new Topic(scope, 'security', {
      ...{ name: 'prod-security', account, region, subscribers: ['security@example.com'] },
    });
    new SecurityFindings(scope, 'findings', props({ topic: security }));
  });
  const { EventBridgePublishes } = statements(stack.one('aws_sns_topic_policy').policy);
  expect(EventBridgePublishes).toMatchObject({ Action: 'sns:Publish', Principal: { Service: 'events.amazonaws.com' } });
  expect(EventBridgePublishes!.Condition).toBeUndefined();
});

test.each<[string, Partial<SecurityFindingsProps>, string]>([
  ['nothing to report', { sources: [] }, 'stack/findings: sources: expected 1 to 5 sources, each once, found []'],
  [
    'a source that there is not',
    { sources: ['detective' as never] },
    'sources[0]: expected one of security-hub, guardduty, inspector, macie, access-analyzer, found "detective"',
  ],
  [
    'a severity that there is not',
    { leastSeverity: 'urgent' as never },
    'leastSeverity: expected one of low, medium, high, critical, found "urgent"',
  ],
  [
    'a topic of another region',
    { topic: { topicArn: `arn:aws:sns:us-east-1:${account}:security` } },
    "topic.topicArn: expected an ARN of the module's region, eu-west-1",
  ],
  [
    'a queue that is not protected, without a reason',
    { optOuts: { deletionProtection: { off: true } as never } },
    'optOuts.deletionProtection.reason: expected a reason of 10 to 300 characters, found nothing',
  ],
])('%s is refused', (_, rest, message) => {
  expect(() => findings(rest)).toThrow(message);
});
