import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import type { TerraformStack } from 'cdktf';
import { Certificate, DomainValidation, type CertificateProps } from '../../modules/certificate';
import { inRegion } from '../../modules/in-region';
import { synth } from '../support/synth';

const topic = { topicArn: 'arn:aws:sns:eu-west-1:111122223333:alarms' };
const zone = { zoneId: 'Z0123456789', zoneName: 'shop.example.com' };
type Rest = Partial<Omit<CertificateProps, 'validation'>>;
const props = (validation: DomainValidation, rest: Rest = {}): CertificateProps => ({
  name: 'prod-web',
  names: ['shop.example.com', 'www.shop.example.com'],
  validation,
  topic,
  ...rest,
});
const validate = (stack: TerraformStack) => new DomainValidation(stack, 'validation', { zone });
const certificate = (rest: Rest = {}) => synth((stack) => new Certificate(stack, 'web', props(validate(stack), rest)));
const refusal = (rest: Rest) => () => certificate(rest);

describe('a certificate', () => {
  test('is for its names, by DNS, and there before the one that it replaces goes', () => {
    const made = certificate().one('aws_acm_certificate');
    expect(made).toMatchObject({
      domain_name: 'shop.example.com',
      subject_alternative_names: ['www.shop.example.com'],
      validation_method: 'DNS',
      key_algorithm: 'RSA_2048',
      lifecycle: { create_before_destroy: true },
    });
    expect(certificate({ names: ['shop.example.com'] }).one('aws_acm_certificate')).not.toHaveProperty(
      'subject_alternative_names',
    );
  });

  test('is handed out once it is issued, so that whoever shows it waits', () => {
    const stack = synth((stack) => {
      const { certificateArn } = new Certificate(stack, 'web', props(validate(stack)));
      stack.addOverride('locals.arn', certificateArn);
    });
    expect(stack.json.locals.arn).toBe(stack.reference('aws_acm_certificate_validation', 'certificate_arn'));
    expect(stack.one('aws_acm_certificate_validation')).toMatchObject({
      certificate_arn: stack.reference('aws_acm_certificate', 'arn'),
    });
  });

  test('tells when it has not been renewed in time', () => {
    const stack = certificate();
    expect(stack.one('aws_cloudwatch_metric_alarm')).toMatchObject({
      alarm_name: 'certificate-prod-web-expires',
      namespace: 'AWS/CertificateManager',
      metric_name: 'DaysToExpiry',
      dimensions: { CertificateArn: stack.reference('aws_acm_certificate', 'arn') },
      statistic: 'Minimum',
      comparison_operator: 'LessThanOrEqualToThreshold',
      threshold: 30,
      alarm_actions: [topic.topicArn],
    });
  });

  test('has the key that was asked for', () => {
    expect(certificate({ keyAlgorithm: 'EC_prime256v1' }).one('aws_acm_certificate').key_algorithm).toBe(
      'EC_prime256v1',
    );
  });
});

describe('validation', () => {
  test('has a record for each domain, found by the name and not by a position', () => {
    const stack = certificate();
    const { name } = stack.resources('aws_acm_certificate')[0]!;
    const ofAcm = (domain: string, member: string) =>
      `\${one([for o in aws_acm_certificate.${name}.domain_validation_options : o.${member} if o.domain_name == "${domain}"])}`;
    for (const domain of ['shop.example.com', 'www.shop.example.com']) {
      expect(stack.all('aws_route53_record')).toContainEqual({
        zone_id: zone.zoneId,
        name: ofAcm(domain, 'resource_record_name'),
        type: 'CNAME',
        ttl: 300,
        records: [ofAcm(domain, 'resource_record_value')],
        allow_overwrite: true,
      });
    }
    expect(stack.all('aws_route53_record')).toHaveLength(2);
    expect(stack.all('aws_route53_record').filter((record) => 'for_each' in record)).toEqual([]);
  });

  test('shares the record of a domain with its wildcard', () => {
    const stack = certificate({ names: ['shop.example.com', '*.shop.example.com'] });
    expect(stack.all('aws_route53_record')).toHaveLength(1);
    expect(stack.one('aws_acm_certificate_validation').validation_record_fqdns).toHaveLength(1);
  });

  test('takes the record of a wildcard alone from the wildcard', () => {
    const { name } = certificate({ names: ['*.shop.example.com'] }).one('aws_route53_record');
    expect(name).toContain('if o.domain_name == "*.shop.example.com"');
  });

  test('has one record for a domain of several certificates, in whichever region: ACM asks for the same', () => {
    const stack = synth((stack) => {
      const provider = new AwsProvider(stack, 'us', { region: 'us-east-1', alias: 'us_east_1' });
      const validation = validate(stack);
      new Certificate(stack, 'balancer', props(validation));
      const names = ['shop.example.com', 'api.shop.example.com'];
      inRegion(new Certificate(stack, 'distribution', props(validation, { name: 'prod-edge', names })), provider);
    });
    expect(stack.resources('aws_route53_record').map(({ name }) => name.replace(/_[0-9A-F]{8}$/, ''))).toEqual([
      'validation_apishopexamplecom',
      'validation_shopexamplecom',
      'validation_wwwshopexamplecom',
    ]);
    expect(stack.all('aws_route53_record').map(({ provider }) => provider)).toEqual([undefined, undefined, undefined]);
    expect(stack.all('aws_acm_certificate').map(({ provider }) => provider)).toEqual([undefined, 'aws.us_east_1']);
    const fqdns = stack.all('aws_acm_certificate_validation').map(({ validation_record_fqdns: names }) => names[0]);
    expect(fqdns[0]).toBe(fqdns[1]);
  });
});

describe('refuses', () => {
  test('a name outside the zone, also one that only ends alike', () => {
    expect(refusal({ names: ['myshop.example.com'] })).toThrow(
      'stack/web: names: expected names in the zone shop.example.com, found "myshop.example.com"',
    );
  });

  test('a first name of more than 64 characters, and takes it further down', () => {
    const long = `${'a'.repeat(60)}.shop.example.com`;
    expect(refusal({ names: [long] })).toThrow(
      'stack/web: names[0]: expected a first name of 64 characters or less, found',
    );
    expect(certificate({ names: ['shop.example.com', long] }).one('aws_acm_certificate')).toMatchObject({
      subject_alternative_names: [long],
    });
  });

  test.each([
    [{ names: [] }, 'names: expected 1 to 10 names, each once, found []'],
    [{ names: ['Shop.example.com'] }, 'names[0]: expected a domain such as shop.example.com or *.shop.example.com'],
    [{ names: ['*.*.shop.example.com'] }, 'names[0]: expected a domain such as'],
    [{ name: 'prod web' }, 'name: expected 1 to 64 letters, digits, _ and -'],
    [{ keyAlgorithm: 'RSA_1024' as 'RSA_2048' }, 'keyAlgorithm: expected one of RSA_2048'],
  ])('%j', (rest, message) => {
    expect(refusal(rest)).toThrow(`stack/web: ${message}`);
  });

  test('what is no DomainValidation', () => {
    expect(refusal({ validation: { zone } } as Rest)).toThrow(
      'stack/web: validation: expected a DomainValidation, found',
    );
  });
});
