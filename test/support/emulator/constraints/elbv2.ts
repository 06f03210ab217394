import { documentedValues } from '../../../../policies/rules/aws/documented-values';
import { documented, within, type Row } from './row';

const api = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/';
const names = { accepted: ['prod-web', 'a'.repeat(32)], refused: ['a'.repeat(33), '-web', 'web-', 'prod_web'] };
const target = {
  operations: ['elbv2 CreateTargetGroup'],
  page: `${api}API_CreateTargetGroup.html`,
  code: 'ValidationError',
};

export const elbv2: readonly Row[] = [
  documented(
    documentedValues.aws_lb.name,
    { code: 'ValidationError' },
    { ...names, refused: [...names.refused, 'internal-web'] },
  ),
  documented(documentedValues.aws_lb_target_group.name, { code: 'ValidationError' }, names),
  {
    ...target,
    operations: [...target.operations, 'elbv2 ModifyTargetGroup'],
    member: 'HealthCheckTimeoutSeconds',
    expected: '2 to 120 seconds, and less than the interval',
    accepts: ({ HealthCheckTimeoutSeconds: timeout, HealthCheckIntervalSeconds: interval }) =>
      within(timeout, 2, 120) && (timeout === undefined || interval === undefined || timeout < interval),
    accepted: [{ HealthCheckIntervalSeconds: 10, HealthCheckTimeoutSeconds: 5 }],
    refused: [{ HealthCheckIntervalSeconds: 5, HealthCheckTimeoutSeconds: 5 }],
  },
  {
    operations: ['elbv2 ModifyTargetGroupAttributes'],
    member: 'Attributes',
    expected: 'a deregistration delay of 0 to 3,600 seconds',
    code: 'ValidationError',
    page: `${api}API_TargetGroupAttribute.html`,
    accepts: ({ Attributes = [] }) =>
      (Attributes as { Key: string; Value: string }[])
        .filter(({ Key }) => Key === 'deregistration_delay.timeout_seconds')
        .every(({ Value }) => within(Value, 0, 3_600)),
    accepted: [{ Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '30' }] }],
    refused: [{ Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '3601' }] }],
  },
  {
    operations: ['elbv2 CreateRule', 'elbv2 ModifyRule'],
    member: 'Conditions',
    expected: 'at most 5 values in the conditions of a rule',
    code: 'ValidationError',
    page: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html',
    accepts: ({ Conditions = [] }) => (Conditions as object[]).flatMap(valuesOf).length <= 5,
    accepted: [{ Conditions: [{ Field: 'host-header', HostHeaderConfig: { Values: ['a', 'b', 'c', 'd', 'e'] } }] }],
    refused: [
      {
        Conditions: [
          { Field: 'host-header', HostHeaderConfig: { Values: ['a', 'b', 'c'] } },
          { Field: 'path-pattern', PathPatternConfig: { Values: ['/a', '/b', '/c'] } },
        ],
      },
    ],
  },
];

/** The values of a condition: given by themselves, or for its field. */
function valuesOf(condition: Record<string, any>): unknown[] {
  const configs = Object.entries(condition).filter(([name]) => name.endsWith('Config'));
  const own = configs.flatMap(([, config]) => config.Values ?? []);
  return own.length > 0 ? own : (condition.Values ?? []);
}
