import { dev } from '../../environments/dev';
import { withoutServices } from '../support/environments';
import { stackOf } from '../support/stacks';
import { statements } from '../support/synth';
import { smallProd as prod } from '../support/small-prod';

const dns = stackOf(prod, 'dns');
const output = (name: string) => dns.json.output[name]?.value;

test('the public zone is signed and protected where the environment says so, and told to the topic in us-east-1', () => {
  const [zone] = dns.resources('aws_route53_zone').filter(({ attributes }) => attributes.name === prod.dns.publicZone);
  expect(zone!.attributes.lifecycle).toEqual({ prevent_destroy: true });
  expect(dns.one('aws_route53_hosted_zone_dnssec').provider).toBe('aws.us_east_1');
  const signing = dns.all('aws_cloudwatch_metric_alarm').filter(({ namespace }) => namespace === 'AWS/Route53');
  for (const { alarm_actions } of signing) {
    expect(alarm_actions).toEqual(['${data.terraform_remote_state.account.outputs.global_alarms_topic_arn}']);
  }
});

test('a zone may be unsigned, and destroyed, for a reason', () => {
  const small = stackOf(dev, 'dns');
  expect(small.none('aws_route53_hosted_zone_dnssec')).toBe(true);
  expect(small.all('aws_route53_zone').filter(({ lifecycle }) => lifecycle)).toEqual([]);
});

test("the private zone is of the environment's network", () => {
  const [zone] = dns.resources('aws_route53_zone').filter(({ attributes }) => attributes.name === prod.dns.privateZone);
  expect(zone!.attributes.vpc).toEqual([{ vpc_id: '${data.terraform_remote_state.network.outputs.network_vpc_id}' }]);
  const none = stackOf({ ...prod, dns: { ...prod.dns, privateZone: 'none' } }, 'dns');
  expect(none.one('aws_route53_zone').name).toBe(prod.dns.publicZone);
  expect(Object.keys(none.json.output)).not.toContain('private_zone_zone_id');
});

test('a certificate is where it is shown: the balancer in the region, a distribution in us-east-1', () => {
  expect(dns.all('aws_acm_certificate').map(({ domain_name, provider }) => [domain_name, provider])).toEqual([
    ['sign-in.auth.shop.example.com', 'aws.us_east_1'],
    ['shop.example.com', undefined],
    ['shop.example.com', 'aws.us_east_1'],
  ]);
  const { auth, web } = prod.dns.certificates;
  const validations = dns.all('aws_route53_record').filter(({ allow_overwrite }) => allow_overwrite);
  expect(validations).toHaveLength(auth.names.length + web.names.length);
  const expiry = dns.all('aws_cloudwatch_metric_alarm').filter(({ metric_name }) => metric_name === 'DaysToExpiry');
  expect(expiry.map(({ alarm_actions, provider }) => [alarm_actions[0].replace(/^.*outputs\./, ''), provider])).toEqual(
    [
      ['global_alarms_topic_arn}', 'aws.us_east_1'],
      ['alarms_topic_arn}', undefined],
      ['global_alarms_topic_arn}', 'aws.us_east_1'],
    ],
  );
});

test('stacks above get zones and issued certificates, and the parent zone what it needs', () => {
  expect(Object.keys(dns.json.output).sort()).toEqual([
    'certificates_auth_distribution_certificate_arn',
    'certificates_web_balancer_certificate_arn',
    'certificates_web_distribution_certificate_arn',
    'delegation_ds_record',
    'delegation_name_servers',
    'private_zone_zone_id',
    'private_zone_zone_name',
    'public_zone_zone_id',
    'public_zone_zone_name',
  ]);
  expect(output('certificates_web_balancer_certificate_arn')).toMatch(/aws_acm_certificate_validation/);
  expect(output('delegation_name_servers')).toMatch(/^\$\{join\(" ", aws_route53_zone\..*\.name_servers\)\}$/);
});

test('what is asked of the public zone, and what the network asks for, is kept as long as the environment keeps logs', () => {
  const groups = dns.all('aws_cloudwatch_log_group');
  expect(groups.map(({ name, retention_in_days, provider }) => [name, retention_in_days, provider])).toEqual([
    [`/aws/route53/${prod.dns.publicZone}`, prod.logRetentionDays, 'aws.us_east_1'],
    ['/prod/dns-queries', prod.logRetentionDays, undefined],
  ]);
});

test('no key decrypts for anybody but the service that it is for', () => {
  for (const { policy } of dns.all('aws_kms_key')) {
    const { Administration, IamDecidesWhoSigns: _signs, ...services } = statements(policy);
    expect(Administration!.Action).not.toContain('kms:Decrypt');
    for (const { Principal } of Object.values(services)) expect(Object.keys(Principal)).toEqual(['Service']);
  }
});

test('an environment without names has no such stack', () => {
  expect(() => stackOf({ ...withoutServices(prod), dns: 'none' }, 'dns')).toThrow('prod has no stack dns');
  expect(stackOf({ ...withoutServices(prod), dns: 'none' }, 'data').types()).toContain('aws_db_instance');
});
