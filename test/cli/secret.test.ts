import { PassThrough, Readable } from 'node:stream';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { listSecrets, setSecret } from '../../cli/commands/secret';
import { CliError } from '../../cli/errors';
import type { Io } from '../../cli/io';
import { dev } from '../../environments';
import { startEmulator, type Emulator } from '../support/emulator';
import { capturedIo } from '../support/io';

const { account, region } = dev;
const name = 'carrier-webhook';
/** As Terraform makes it from the prefix. */
const nameInAws = `dev/${name}-20261130120000000000000001`;
const value = 'kept between the carrier and the shop';
let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator(account);
}, 120_000);
afterAll(() => emulator.stop());

const client = () =>
  new SecretsManagerClient({
    ...{ region, endpoint: emulator.proxy.url, maxAttempts: 1 },
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
const api = async (operation: string, parameters: object) =>
  JSON.parse(
    (await emulator.api(region).json('secretsmanager', `secretsmanager.${operation}`, parameters)).text || '{}',
  );
const given = (text: string | Buffer): Partial<Io> => ({ stdin: Readable.from([text]) });
const set = async (secret: string, io: Partial<Io>, options = {}, now?: Date) => {
  const captured = capturedIo(io);
  const code = await setSecret(['dev', secret], options, captured.io, { client: client(), ...(now && { now }) });
  return { code, ...captured.printed };
};
const list = async (options = {}, now?: Date) => {
  const { io, printed } = capturedIo();
  const code = await listSecrets('dev', options, io, { client: client(), ...(now && { now }) });
  return { code, ...printed };
};
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error as CliError,
  );

/** A terminal at which `typed` is typed; what it was shown is in `printed.err` of the command. */
function terminal(typed: string) {
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  setTimeout(() => stdin.write(typed), 20);
  return { stdin };
}

describe('before the secret is in AWS', () => {
  test('set tells which stack makes it, and asks for no value', async () => {
    const error = await failure(set(name, { stdin: new PassThrough() }));
    expect(error).toBeInstanceOf(CliError);
    expect(error).toMatchObject({
      message: `dev has no secret ${name} in AWS, in ${region}`,
      next: `Is dev-data applied, and are these the credentials of account ${account}?`,
    });
  });

  test('set names the nearest secret for one that the environment does not have', async () => {
    expect(await failure(set('carrier', given(value)))).toMatchObject({
      message: 'dev has no secret "carrier"',
      next: `Its secrets: ${name}. Nearest: ${name}`,
    });
  });

  test('list tells that it is not there', async () => {
    const { code, out } = await list({ json: true });
    expect([code, JSON.parse(out)]).toEqual([
      1,
      { environment: 'dev', secrets: [{ secret: name, state: 'not in AWS', readBy: ['web'] }] },
    ]);
  });
});

describe('a secret that AWS has', () => {
  let SecretId: string;
  const current = async () => (await api('GetSecretValue', { SecretId })).SecretString;

  beforeAll(async () => {
    SecretId = (await api('CreateSecret', { Name: nameInAws })).ARN;
    // What others have, and names that only begin alike.
    await api('CreateSecret', { Name: `dev/${name}-other-20261130120000000000000002`, SecretString: 'of others' });
  });

  test('has no value at first, as list tells', async () => {
    const { code, out } = await list();
    expect(code).toBe(1);
    expect(out).toBe(
      ['secret           state     written  due by  read by', `${name}  no value  -        -       web`, ''].join('\n'),
    );
  });

  test('takes the value from standard input, without the line break at its end', async () => {
    const { code, out, err } = await set(name, given(`${value}\n`), {}, new Date('2026-12-01T12:00:00Z'));
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^dev\/carrier-webhook: version [\w-]{36} is AWSCURRENT\./);
    expect(out).toContain('aws ecs update-service --cluster dev --service dev-web --force-new-deployment');
    expect(out).toContain("secrets.carrier-webhook.rotation.byHand.nextBy: '2027-03-01', or sooner");
    expect(await current()).toBe(value);
  });

  test('takes it from a terminal, which does not show it', async () => {
    const { code, out, err } = await set(name, terminal('typed at a terminal\r'), { json: true });
    expect(code).toBe(0);
    expect(err).toBe('Value of dev/carrier-webhook (it is not shown): \n');
    expect(JSON.parse(out)).toMatchObject({ secret: 'dev/carrier-webhook', arn: SecretId, readBy: ['web'] });
    expect(`${out}${err}`).not.toContain('typed at');
    expect(await current()).toBe('typed at a terminal');
  });

  test.each([
    ['several lines at a terminal', () => terminal('-----BEGIN\rkey\r'), /several lines/],
    ['several lines of which the last does not end', () => terminal('-----BEGIN\rkey'), /several lines/],
    ['nothing at a terminal', () => terminal('\u0004'), /no value was given/],
    ['an empty line', () => terminal('\r'), /the value is empty/],
    ['an empty file', () => given(''), /the value is empty/],
    ['bytes that are no text', () => given(Buffer.from([0xff, 0xfe, 0x00])), /no text in UTF-8/],
    ['more than Secrets Manager takes', () => given('x'.repeat(65_537)), /65537 bytes/],
    ['far more than it takes', () => given('x'.repeat(1_000_000)), /over 65536 bytes/],
  ])('refuses %s, and keeps what it has', async (_, io, message) => {
    const error = await failure(set(name, io()));
    expect(error).toBeInstanceOf(CliError);
    expect(error!.message).toMatch(message);
    expect(await current()).toBe('typed at a terminal');
  });

  test('is left as it is by Ctrl-C', async () => {
    expect(await failure(set(name, terminal('half of\u0003')))).toMatchObject({ name: 'Interrupted' });
    expect(await current()).toBe('typed at a terminal');
  });

  test('takes several lines from standard input as they are', async () => {
    const key = '-----BEGIN KEY-----\r\nabc\r\n-----END KEY-----\r\n';
    await set(name, given(key));
    expect(await current()).toBe(key.slice(0, -2));
  });

  test('tells of white space around the value', async () => {
    expect((await set(name, given(' value'))).err).toBe(
      'The value starts or ends with white space, which is part of it.\n',
    );
  });

  test('is listed with the day of its value, and the day by which it is due', async () => {
    const today = new Date().toISOString().slice(0, 10);
    const { code, out } = await list({ json: true }, new Date(`${today}T12:00:00Z`));
    const { nextBy } = dev.secrets['carrier-webhook'].rotation.byHand;
    const byAge = new Date(Date.parse(today) + 90 * 86_400_000).toISOString().slice(0, 10);
    const dueBy = byAge < nextBy ? byAge : nextBy;
    // The day in the file passes some time after this test was written.
    const state = dueBy < today ? 'overdue' : 'ok';
    expect([code, JSON.parse(out).secrets]).toEqual([
      state === 'ok' ? 0 : 1,
      [{ secret: name, state, written: today, dueBy, readBy: ['web'] }],
    ]);
  });

  test('is overdue after that day', async () => {
    const { code, out } = await list({}, new Date('2100-01-01T00:00:00Z'));
    expect([code, out]).toEqual([1, expect.stringContaining('overdue')]);
  });

  test('of which AWS has two is written by nobody', async () => {
    const other = (await api('CreateSecret', { Name: `${nameInAws.slice(0, -1)}3` })).ARN;
    expect(await failure(set(name, given(value)))).toMatchObject({
      message: expect.stringContaining(`AWS has two secrets ${name} of dev`),
    });
    await api('DeleteSecret', { SecretId: other, RecoveryWindowInDays: 30 });
    expect((await set(name, given(value))).code).toBe(0);
  });

  test('that is scheduled for deletion is restored first', async () => {
    await api('DeleteSecret', { SecretId, RecoveryWindowInDays: 30 });
    expect(await failure(set(name, given(value)))).toMatchObject({
      message: `${name} is scheduled for deletion`,
      next: expect.stringContaining('restore-secret'),
    });
    expect((await list()).out).toContain('scheduled for deletion');
    await api('RestoreSecret', { SecretId });
  });
});

test('another account is refused', async () => {
  const other = await startEmulator('999988887777');
  try {
    const { text } = await other.api(region).json('secretsmanager', 'secretsmanager.CreateSecret', { Name: nameInAws });
    expect(text).toContain('999988887777');
    const { io } = capturedIo(given(value));
    const wrong = new SecretsManagerClient({
      ...{ region, endpoint: other.proxy.url, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } },
    });
    const error = await failure(setSecret(['dev', name], {}, io, { client: wrong }));
    expect(error).toMatchObject({ message: `the credentials are of account 999988887777, and dev is in ${account}` });
  } finally {
    await other.stop();
  }
}, 120_000);

test('what AWS refuses is told, with what to do', async () => {
  const { io } = capturedIo(given(value));
  const none = new SecretsManagerClient({
    ...{ region, endpoint: emulator.proxy.url },
    credentials: () => Promise.reject(Object.assign(new Error('no credentials'), { name: 'CredentialsProviderError' })),
  });
  expect(await failure(setSecret(['dev', name], {}, io, { client: none }))).toMatchObject({
    message: 'Secrets Manager: CredentialsProviderError: no credentials',
    next: expect.stringContaining('aws sso login'),
  });
});
