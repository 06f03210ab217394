import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { can, type CanOptions } from '../../cli/commands/can';
import { capturedIo } from '../support/io';

const hcl = `
provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["111122223333"]
}
resource "aws_s3_bucket" "logs" { bucket = "example-logs" }
resource "aws_iam_policy" "boundary" {
  name   = "boundary"
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = "*", Resource = "*" },
    { Sid = "KeepsLogs", Effect = "Deny", Action = "s3:DeleteObject", Resource = "*" },
  ] })
}
resource "aws_iam_role" "reader" {
  name                 = "log-reader"
  permissions_boundary = aws_iam_policy.boundary.arn
  assume_role_policy   = jsonencode({ Version = "2012-10-17", Statement = [] })
}
resource "aws_iam_role_policy" "reader" {
  name   = "reads"
  role   = aws_iam_role.reader.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Sid = "Reads", Effect = "Allow", Action = ["s3:GetObject", "s3:DeleteObject"], Resource = "\${aws_s3_bucket.logs.arn}/*" },
    { Effect = "Allow", Action = "sqs:SendMessage", Resource = "*", Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } } },
  ] })
}`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'terrace-test-'));
  writeFileSync(join(folder, 'main.tf'), hcl);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function run(principal: string, action: string, resource?: string, options: CanOptions = {}) {
  const { io, printed } = capturedIo({ cwd: folder });
  const code = await can(principal, action, resource, { path: '.', ...options }, io);
  return { code, out: printed.out };
}

describe('terrace can', () => {
  test('says yes, where, and by which statement of which file', async () => {
    const { code, out } = await run('log-reader', 's3:GetObject');
    expect(code).toBe(0);
    expect(out).toMatch(/^allowed {2}\S+ log-reader s3:GetObject\n {2}on arn:aws:s3:::example-logs\/\* /);
    expect(out).toContain('  allowed by "reads" statement 1, "Reads"\n    aws_iam_role_policy.reader, ');
    expect(out).toMatch(/main\.tf:\d+\n$/);
  });

  test.each(['aws_iam_role.reader', 'arn:aws:iam::111122223333:role/log-reader', 'LOG-READER'])(
    'knows the role as %s',
    async (principal) => {
      expect((await run(principal, 's3:GetObject', 'arn:aws:s3:::example-logs/a')).code).toBe(0);
    },
  );

  test('says no, with the statement that denies, and exits 1', async () => {
    const { code, out } = await run('log-reader', 's3:DeleteObject', 'arn:aws:s3:::example-logs/a');
    expect(code).toBe(1);
    expect(out).toContain('denied by "boundary" statement 2, "KeepsLogs"');
  });

  test('says no where nothing allows it', async () => {
    const { code, out } = await run('log-reader', 'kms:Decrypt');
    expect(code).toBe(1);
    expect(out).toContain('  nothing allows it\n');
  });

  test('names what would have to be known, and takes it', async () => {
    const unknown = await run('log-reader', 'sqs:SendMessage');
    expect(unknown.code).toBe(3);
    expect(unknown.out).toContain(
      '  depends on whether aws:MultiFactorAuthPresent is "true"\n  then allowed by "reads" statement 2\n',
    );
    expect(
      (await run('log-reader', 'sqs:SendMessage', undefined, { context: ['aws:MultiFactorAuthPresent=true'] })).code,
    ).toBe(0);
  });

  test('of a wildcard, lists what it may', async () => {
    const { out } = await run('log-reader', 's3:*Object');
    expect(out.match(/s3:\w+/g)).toEqual(['s3:GetObject']);
  });

  test('anyone is everybody who may, and a resource has a name', async () => {
    const { out } = await run('anyone', 's3:GetObject', 'aws_s3_bucket.logs');
    expect(out).toBe('denied  anyone s3:GetObject: nothing allows it\n');
    expect((await run('anyone', 's3:GetObject', 'arn:aws:s3:::example-logs/a')).out).toContain('log-reader');
  });

  test('anyone is unknown of a resource that is not in the input: its policy was not looked at', async () => {
    const { code, out } = await run('anyone', 's3:GetObject', 'arn:aws:s3:::elsewhere/*');
    expect(code).toBe(3);
    expect(out).toBe(
      'unknown  anyone s3:GetObject\n  depends on the policy of arn:aws:s3:::elsewhere/* itself, which is not in the input\n',
    );
    const { answers, notLookedAt } = JSON.parse(
      (await run('anyone', 's3:GetObject', 'arn:aws:s3:::elsewhere/*', { json: true })).out,
    );
    expect([answers, notLookedAt.length]).toEqual([[], 1]);
  });

  test.each([
    ['s3:GetObject', 'arn:aws:s3:::elsewhere/*', true],
    ['s3:GetObject', 'arn:aws:s3:::example-logs', false],
    ['ec2:RunInstances', 'arn:aws:ec2:eu-west-1:111122223333:instance/*', false],
  ])('of a role, %s on %s: whether a policy was not looked at is %s', async (action, arn, isSo) => {
    const { out } = await run('log-reader', action, arn);
    expect(out.includes(`not looked at: the policy of ${arn} itself, which is not in the input`)).toBe(isSo);
  });

  test('as JSON, with a position for everything', async () => {
    const { out } = await run('log-reader', 's3:DeleteObject', 'arn:aws:s3:::example-logs/a', { json: true });
    expect(JSON.parse(out)).toMatchObject({
      answers: [
        {
          principal: { kind: 'role', name: 'log-reader', address: 'aws_iam_role.reader' },
          action: 's3:DeleteObject',
          resource: 'arn:aws:s3:::example-logs/a',
          target: { address: 'aws_s3_bucket.logs' },
          result: 'denied',
          by: {
            policy: 'boundary',
            kind: 'boundary',
            statement: 1,
            sid: 'KeepsLogs',
            effect: 'Deny',
            address: 'aws_iam_policy.boundary',
          },
        },
      ],
    });
  });

  test.each<[string, Parameters<typeof run>, string, string]>([
    [
      'nobody',
      ['log-raeder', 's3:GetObject'],
      'no role, user or group is called "log-raeder"',
      'Did you mean log-reader? There are log-reader.',
    ],
    ['no action', ['log-reader', 's3:GetObjct'], 'AWS has no action "s3:GetObjct"', 'Did you mean s3:GetObject?'],
    [
      'no service',
      ['log-reader', 's33:Get'],
      'AWS has no service with the prefix "s33"',
      'An action is like kms:Decrypt or s3:Get*. Did you mean s3?',
    ],
    [
      'no resource',
      ['log-reader', 's3:GetObject', 'bucket'],
      'no resource is called "bucket"',
      'Give its ARN, its address, its construct path or its name.',
    ],
    [
      'no pair',
      ['log-reader', 's3:GetObject', undefined, { context: ['mfa'] }],
      '--context: expected key=value, found "mfa"',
      'For example: --context aws:MultiFactorAuthPresent=true',
    ],
    [
      'both inputs',
      ['log-reader', 's3:GetObject', undefined, { env: 'prod' }],
      '--env is for environments of the project, --path for another Terraform',
      'Leave one out.',
    ],
  ])('refuses %s, and says what there is', async (_, args, message, next) => {
    await expect(run(...args)).rejects.toMatchObject({ message, next });
  });
});
