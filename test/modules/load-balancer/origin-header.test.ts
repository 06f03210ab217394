import { OriginHeader } from '../../../modules/load-balancer';
import { Key } from '../../../modules/kms';
import { optOuts, statements, synth } from '../../support/synth';

const key = { keyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1234' };

describe('the header of a distribution', () => {
  const stack = synth((stack) => {
    const { headerName, current, previous } = new OriginHeader(stack, 'header', { name: 'prod-web', key });
    stack.addOverride('locals', { headerName, current, previous });
  });
  const secretString = `jsondecode(${stack.reference('aws_secretsmanager_secret_version', 'secret_string').slice(2, -1)})`;

  test('has two values from the start, in a secret under the key', () => {
    expect(stack.one('aws_secretsmanager_secret')).toMatchObject({
      ...{ name_prefix: 'prod-web-origin-header-', kms_key_id: key.keyArn, recovery_window_in_days: 30 },
    });
    expect(stack.one('aws_secretsmanager_secret_version').secret_string).toBe(
      '${jsonencode({"current" = uuid(), "previous" = uuid()})}',
    );
  });

  test('is rotated by who writes the secret: Terraform reads what is there, and never writes another', () => {
    expect(stack.one('aws_secretsmanager_secret_version').lifecycle).toEqual({ ignore_changes: ['secret_string'] });
    expect(stack.json.locals).toEqual({
      headerName: 'x-origin-verify',
      current: `\${${secretString}.current}`,
      previous: `\${${secretString}.previous}`,
    });
  });

  test('says why it is in the state, and why no function rotates it', () => {
    expect(optOuts((stack) => new OriginHeader(stack, 'header', { name: 'prod-web', key }))).toEqual({
      'stack/header/version': { secret_not_in_state: expect.stringContaining('in the state') },
      'stack/header/secret': { rotation: expect.stringContaining('one after the other') },
    });
  });

  test('opens its key to Secrets Manager', () => {
    const opened = synth((stack) => {
      const own = { purpose: 'Web', alias: 'web', account: '111122223333', region: 'eu-west-1' };
      new OriginHeader(stack, 'header', { name: 'prod-web', key: new Key(stack, 'key', own) });
    });
    expect(Object.keys(statements(opened.one('aws_kms_key').policy))).toContain('SecretsManagerUses');
  });

  test('refuses a name that Secrets Manager refuses', () => {
    expect(() => synth((stack) => new OriginHeader(stack, 'header', { name: 'prod web', key }))).toThrow(
      'stack/header: name: expected up to 63 letters, digits, _ and -, found "prod web"',
    );
  });
});
