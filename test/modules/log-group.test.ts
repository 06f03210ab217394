import { LogGroup, logRetentionDays, type LogGroupProps } from '../../modules/log-group/log-group';
import { synth } from '../support/synth';

const key = { keyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1234' };
const logGroup = (props: Partial<LogGroupProps> = {}, use: (logGroup: LogGroup) => void = () => {}) =>
  synth((stack) => use(new LogGroup(stack, 'logs', { name: '/dev/flow-logs', retentionDays: 30, key, ...props })));

test('a log group has its name, its key and an end', () => {
  expect(logGroup().one('aws_cloudwatch_log_group')).toEqual({
    name: '/dev/flow-logs',
    retention_in_days: 30,
    kms_key_id: key.keyArn,
  });
});

test('a log group tells its name and ARN', () => {
  const told: string[] = [];
  const synthesized = logGroup({}, ({ logGroupName, logGroupArn }) => told.push(logGroupName, logGroupArn));
  expect(told).toEqual([expect.stringMatching(/TOKEN/), expect.stringMatching(/TOKEN/)]);
  expect(synthesized.types()).toEqual(['aws_cloudwatch_log_group']);
});

test.each([...logRetentionDays])('%d days are kept', (retentionDays) => {
  expect(logGroup({ retentionDays }).one('aws_cloudwatch_log_group').retention_in_days).toBe(retentionDays);
});

test.each([0, 2, 91, 364, 3654])('%d days are refused: CloudWatch Logs does not know them', (retentionDays) => {
  expect(() => logGroup({ retentionDays })).toThrow(
    `stack/logs: retentionDays: expected one of ${logRetentionDays.join(', ')} days, found ${retentionDays}`,
  );
});
