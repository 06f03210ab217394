import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeWhole } from '../../cli/files';
import { program } from '../../cli/program';
import { capturedIo } from '../support/io';

// A marked secret of every kind, through every command of the review and every format: none is printed or written.

const folder = mkdtempSync(join(tmpdir(), 'terrace-secrets-'));
afterAll(() => rmSync(folder, { recursive: true }));

const json = {
  terraform: {
    backend: {
      oss: {
        bucket: 'states',
        access_key: 'MARK-backend-access-key',
        secret_key: 'MARK-backend-secret-key',
        conn_str: 'postgres://shop:MARK-backend-conn-str@db.example.com/shop',
        password: 'MARK-backend-password',
        token: 'MARK-backend-token',
        sas_token: 'MARK-backend-sas-token',
        headers: { Authorization: 'Bearer MARK-backend-header' },
      },
    },
  },
  provider: {
    aws: [{ region: 'eu-west-1', secret_key: 'MARK-provider-secret-key' }],
    datadog: [{ api_key: 'MARK-provider-api-key' }],
  },
  variable: { name: { default: 'MARK-variable-default', sensitive: true } },
  resource: {
    aws_db_instance: { main: { identifier: '${var.name}', password: 'MARK-argument-password' } },
    aws_security_group: { main: { description: '${var.name}' } },
    aws_instance: {
      main: { user_data: '#!/bin/sh\nexport PASSWORD=MARK-user-data\n', tags: { Name: 'of ${var.name}' } },
    },
    aws_lambda_function: { main: { environment: { variables: { TOKEN: 'MARK-function-variable' } } } },
    aws_iam_role: {
      people: {
        name: 'people',
        inline_policy: [
          {
            name: 'main',
            policy: '{"Statement":[{"Sid":"${var.name}","Effect":"Allow","Action":"s3:*","Resource":"*"}]}',
          },
        ],
      },
    },
    aws_s3_bucket: { main: { bucket: '${sensitive("MARK-function-sensitive")}' } },
  },
  output: { password: { value: 'MARK-output', sensitive: true } },
};

const instance = { address: 'aws_db_instance.main', mode: 'managed', type: 'aws_db_instance', name: 'main' };
const group = { address: 'aws_security_group.main', mode: 'managed', type: 'aws_security_group', name: 'main' };
const open = { cidr_blocks: ['0.0.0.0/0'], from_port: 22, to_port: 22, protocol: 'tcp' };
const after = { identifier: 'MARK-plan-identifier', password: 'MARK-plan-password', storage_encrypted: false };
const plan = {
  format_version: '1.2',
  variables: { name: { value: 'MARK-plan-variable' }, plain: { value: 'eu' } },
  planned_values: {
    outputs: { password: { sensitive: true, value: 'MARK-plan-output' } },
    root_module: {
      resources: [
        { ...instance, values: after, sensitive_values: { identifier: true, password: true } },
        {
          ...group,
          values: { name: 'web', ingress: [{ ...open, description: 'MARK-plan-nested' }] },
          sensitive_values: { ingress: [{ description: true }] },
        },
      ],
    },
  },
  resource_changes: [
    {
      ...instance,
      change: {
        actions: ['update'],
        before: { identifier: 'MARK-plan-before', storage_encrypted: true },
        after,
        before_sensitive: { identifier: true },
        after_sensitive: { identifier: true, password: true },
      },
    },
  ],
  configuration: {
    root_module: {
      variables: { name: { default: 'MARK-plan-default', sensitive: true } },
      outputs: { name: { expression: { references: ['var.name'] }, sensitive: true } },
    },
  },
};

const hcl = `
variable "name" {
  default   = "MARK-hcl-default"
  sensitive = true
}
locals {
  joined = "db-\${var.name}"
}
terraform {
  backend "pg" {
    conn_str = "postgres://shop:MARK-hcl-conn-str@db.example.com/shop"
  }
}
resource "aws_db_instance" "main" {
  identifier        = local.joined
  password          = "MARK-hcl-password"
  storage_encrypted = false
}
resource "aws_s3_bucket" "main" {
  bucket = sensitive("MARK-hcl-sensitive")
}
`;

writeWhole(join(folder, 'json/main.tf.json'), JSON.stringify(json));
writeWhole(join(folder, 'plan.json'), JSON.stringify(plan));
writeWhole(join(folder, 'hcl/main.tf'), hcl);

const inputs = ['./json', './plan.json', './hcl'];
const commands = inputs.flatMap((input) => [
  ...['text', 'json', 'sarif', 'junit', 'markdown', 'html'].flatMap((format) => [
    ['check', input, '--all', '--format', format],
    ['check', input, '--all', '--format', format, '--output', `out/report.${format}`],
  ]),
  ['review', input],
  ['reach', 'internet', 'aws_db_instance.main', '5432', '--path', input],
  ['can', 'anyone', 's3:GetObject', 'aws_s3_bucket.main', '--path', input],
  ['can', 'people', 's3:GetObject', '--path', input, '--json'],
  ['reach', 'internet', 'aws_instance.main', '--path', input, '--json'],
]);

test.each(commands.map((args) => [args.join(' '), args]))('terrace %s shows and writes no secret', async (_, args) => {
  const { io, printed } = capturedIo({ cwd: folder });
  let error = '';
  await program(io, () => undefined)
    .exitOverride()
    .parseAsync(args, { from: 'user' })
    .catch((thrown: unknown) => (error = String(thrown)));
  const written = ['out', 'terrace.out']
    .flatMap((name) =>
      readdirSync(join(folder, name), { recursive: true }).map((file) => join(folder, name, String(file))),
    )
    .filter((file) => statSync(file).isFile())
    .map((file) => readFileSync(file, 'utf8'));
  const all = [printed.out, printed.err, error, ...written];
  const base64 = Buffer.from('MARK-').toString('base64').slice(0, 6);
  expect(all.flatMap((text) => text.match(/MARK-[\w-]+/g) ?? [])).toEqual([]);
  expect(all.some((text) => text.includes(base64))).toBe(false);
});

beforeAll(() => {
  for (const name of ['out', 'terrace.out']) writeWhole(join(folder, name, 'empty'), '');
});

test('what is not marked is shown as it is', async () => {
  const { io, printed } = capturedIo({ cwd: folder });
  const args = ['check', './hcl', '--all', '--json'];
  await program(io, () => undefined).parseAsync(args, { from: 'user' });
  expect(JSON.parse(printed.out).findings).toContainEqual(
    expect.objectContaining({ rule: 'rds/storage-encrypted', expected: 'true', found: 'false' }),
  );
  expect(printed.out).not.toContain('(sensitive value) ');
});
