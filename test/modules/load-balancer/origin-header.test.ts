import { OriginHeader } from '../../../modules/load-balancer';
import { Key } from '../../../modules/kms';
import { statements, synth } from '../../support/synth';

const key = { keyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1234' };

describe('the header of a distribution', () => {
  const stack = synth((stack) => {
    const { headerName, current, previous } = new OriginHeader(stack, 'header', { name: 'prod-web', key });
    stack.addOverride('locals', { headerName, current, previous });
  });
  const written = `jsondecode(${stack.reference('aws_ssm_parameter', 'value').slice(2, -1)})`;

  test('has two values from the start, in a parameter under the key', () => {
    expect(stack.one('aws_ssm_parameter')).toMatchObject({
      ...{ name: '/prod-web/origin-header', type: 'SecureString', key_id: key.keyArn },
      value: '${jsonencode({"current" = uuid(), "previous" = uuid()})}',
    });
  });

  test('is rotated by who writes the parameter: Terraform reads what is there, and never writes another', () => {
    expect(stack.one('aws_ssm_parameter').lifecycle).toEqual({ ignore_changes: ['value'] });
    expect(stack.json.locals).toEqual({
      headerName: 'x-origin-verify',
      current: `\${${written}.current}`,
      previous: `\${${written}.previous}`,
    });
  });

  test('opens its key to Systems Manager', () => {
    const opened = synth((stack) => {
      const own = { purpose: 'Web', alias: 'web', account: '111122223333', region: 'eu-west-1' };
      new OriginHeader(stack, 'header', { name: 'prod-web', key: new Key(stack, 'key', own) });
    });
    expect(Object.keys(statements(opened.one('aws_kms_key').policy))).toContain('SsmUses');
  });

  test('refuses a name that Systems Manager refuses', () => {
    expect(() => synth((stack) => new OriginHeader(stack, 'header', { name: 'prod web', key }))).toThrow(
      'stack/header: name: expected up to 63 letters, digits, _ and -, found "prod web"',
    );
  });
});
