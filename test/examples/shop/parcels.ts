import { freePort } from '../../support/free-port';
import { parcel, signedBy, tellOfParcel } from '../../support/shop';
import type { Running } from './running';

/** What the carrier tells, which signs it with a secret. */
export function parcelTests(running: Running): void {
  const region = 'eu-west-1';
  const secrets = async (operation: string, input: object) =>
    JSON.parse(
      (await running.platform.emulator.api(region).json('secretsmanager', `secretsmanager.${operation}`, input)).text,
    );
  let arn: string;
  const start = async () => running.platform.start({ PORT: String(await freePort()), SECRET_CARRIER_WEBHOOK_ARN: arn });
  beforeAll(async () => {
    arn = (await secrets('CreateSecret', { Name: 'dev/carrier-webhook-20261130120000000000000001' })).ARN;
  });

  test('is taken once the secret has a value, and is refused when another key signed it', async () => {
    const shop = await start();
    expect(await tellOfParcel(shop, signedBy('first'))).toEqual([503, expect.any(String)]);
    await secrets('PutSecretValue', { SecretId: arn, SecretString: 'first' });
    expect(await tellOfParcel(shop, signedBy('first'))).toEqual([202, undefined]);
    expect(await tellOfParcel(shop, signedBy('second'))).toEqual([401, 'not_signed']);
    expect(await tellOfParcel(shop, {})).toEqual([401, 'not_signed']);
    expect(await tellOfParcel(shop, signedBy('first'), `${parcel} `)).toEqual([401, 'not_signed']);
    expect(await tellOfParcel(shop, signedBy('first', '{}'), '{}')).toEqual([400, 'invalid']);
    expect(await shop.stop()).toMatchObject({ exitCode: 0, stderr: '' });
  });

  test('is taken with the value before the current one too, and with none that is older', async () => {
    for (const SecretString of ['second', 'third']) await secrets('PutSecretValue', { SecretId: arn, SecretString });
    const shop = await start();
    expect(await tellOfParcel(shop, signedBy('third'))).toEqual([202, undefined]);
    expect(await tellOfParcel(shop, signedBy('second'))).toEqual([202, undefined]);
    expect(await tellOfParcel(shop, signedBy('first'))).toEqual([401, 'not_signed']);
  });

  test('is taken by nobody where there is no such secret', async () => {
    expect(await tellOfParcel(running.shop, signedBy('first'))).toEqual([404, expect.any(String)]);
  });
}
