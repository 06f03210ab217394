import { hasControl, SecurityHub, type SecurityHubProps } from '../../modules/security-hub';
import { optOuts, synth } from '../support/synth';

const off = { off: true as const, reason: 'Only declared security groups can reach the port' };
const props = (rest: Partial<SecurityHubProps> = {}): SecurityHubProps => ({
  ...{ account: '111122223333', region: 'eu-west-1', standards: ['fsbp', 'cis-5.0'] },
  ...rest,
});
const hub = (rest?: Partial<SecurityHubProps>) => synth((stack) => new SecurityHub(stack, 'hub', props(rest)));
const fsbp = 'arn:aws:securityhub:eu-west-1::standards/aws-foundational-security-best-practices/v/1.0.0';
const cis5 = 'arn:aws:securityhub:eu-west-1::standards/cis-aws-foundations-benchmark/v/5.0.0';

test('the standards are those that are named, by their ARNs in the region, and none that AWS would choose', () => {
  const stack = hub();
  expect(stack.one('aws_securityhub_account')).toMatchObject({
    ...{ enable_default_standards: false, control_finding_generator: 'SECURITY_CONTROL', auto_enable_controls: true },
  });
  const subscriptions = stack.all('aws_securityhub_standards_subscription');
  expect(subscriptions.map(({ standards_arn: arn }) => arn).sort()).toEqual([fsbp, cis5].sort());
  const account = `aws_securityhub_account.${stack.resources('aws_securityhub_account')[0]!.name}`;
  for (const { depends_on } of subscriptions) expect(depends_on).toEqual([account]);
  expect(hub({ standards: ['cis-3.0'] }).one('aws_securityhub_standards_subscription').standards_arn).toBe(
    cis5.replace('5.0.0', '3.0.0'),
  );
});

test('findings come together where other regions are linked, and only there', () => {
  expect(hub().none('aws_securityhub_finding_aggregator')).toBe(true);
  expect(hub({ linkedRegions: ['us-east-1'] }).one('aws_securityhub_finding_aggregator')).toMatchObject({
    linking_mode: 'SPECIFIED_REGIONS',
    specified_regions: ['us-east-1'],
  });
});

describe('a control', () => {
  const associations = (controls: SecurityHubProps['controls']) =>
    hub({ controls }).all('aws_securityhub_standards_control_association');

  test('is off for a reason in each of the standards that have it, once the standard is there', () => {
    const stack = hub({ controls: { 'RDS.3': off } });
    const found = stack.all('aws_securityhub_standards_control_association');
    expect(found.map(({ standards_arn: arn, ...rest }) => [/fsbp|cis/.exec(arn)?.[0], rest])).toEqual(
      ['cis', 'fsbp'].map((standard) => [
        standard,
        { security_control_id: 'RDS.3', association_status: 'DISABLED', updated_reason: off.reason },
      ]),
    );
    for (const { standards_arn: arn } of found) expect(arn).toMatch(/^\$\{aws_securityhub_standards_subscription\./);
  });

  test('is not decided in a standard that does not have it', () => {
    expect(associations({ 'RDS.23': off })).toHaveLength(1);
    expect(associations({ 'S3.22': off })).toHaveLength(1);
  });

  test('that was off is checked again where it is named as on', () => {
    const [association] = associations({ 'RDS.23': 'on' });
    expect(association).toMatchObject({ security_control_id: 'RDS.23', association_status: 'ENABLED' });
    expect(association).not.toHaveProperty('updated_reason');
  });

  test('that is off shows its reason to the review', () => {
    expect(optOuts((stack) => new SecurityHub(stack, 'hub', props({ controls: { 'RDS.23': off } })))).toEqual({
      'stack/hub/control-RDS.23/fsbp': { control: off.reason },
    });
  });

  test('belongs to the standards that AWS lists it in', () => {
    const of = (control: string) => (['fsbp', 'cis-5.0', 'cis-3.0'] as const).filter((one) => hasControl(one, control));
    expect(of('RDS.3')).toEqual(['fsbp', 'cis-5.0', 'cis-3.0']);
    expect(of('RDS.5')).toEqual(['fsbp', 'cis-5.0']);
    expect(of('S3.22')).toEqual(['cis-5.0', 'cis-3.0']);
    expect(of('RDS.23')).toEqual(['fsbp']);
  });
});

test.each<[string, Partial<SecurityHubProps>, string]>([
  ['no standard', { standards: [] }, 'stack/hub: standards: expected 1 to 3 standards, each once, found []'],
  [
    'a standard that there is not',
    { standards: ['pci' as never] },
    'standards[0]: expected one of fsbp, cis-5.0, cis-3.0, found "pci"',
  ],
  [
    'what is no control',
    { controls: { rds23: off } },
    'controls: expected the id of a control, such as RDS.23, found "rds23"',
  ],
  [
    'a control without a reason',
    { controls: { 'RDS.23': { off: true } as never } },
    'controls.RDS.23.reason: expected a reason of 10 to 300 characters, found nothing',
  ],
  [
    'a control that is neither on nor off',
    { controls: { 'RDS.23': 'off' as never } },
    'controls.RDS.23: expected one of on, or an object with off, reason, found "off"',
  ],
  [
    'a control of another standard',
    { standards: ['cis-5.0'], controls: { 'RDS.23': off } },
    'controls.RDS.23: expected a control of the standards, found "RDS.23"',
  ],
  [
    'a region that is linked to itself',
    { linkedRegions: ['eu-west-1'] },
    'linkedRegions: expected other regions, found ["eu-west-1"]',
  ],
])('%s is refused', (_, rest, message) => {
  expect(() => hub(rest)).toThrow(message);
});
