import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { graphOfFolder } from '../../../review/model/load';
import { step } from '../../../review/model/value';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'terrace-overrides-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ingress = (port: number) => `ingress {\n from_port = ${port}\n }`;
const dynamic = (type: string, ports: string) =>
  `dynamic "${type}" {\n for_each = ${ports}\n content {\n from_port = ${type}.value\n }\n }`;
const group = (...body: string[]) => `resource "aws_security_group" "g" {\n${body.join('\n')}\n}\n`;

const base = `
  locals {
    a = 1
    b = 2
  }
  locals {
    c = 3
  }
  ${group(
    'description = "base"',
    ingress(1),
    dynamic('ingress', '[2]'),
    dynamic('egress', '[3]'),
    'lifecycle {\n create_before_destroy = true\n ignore_changes = [tags]\n }',
  )}
  output "locals" {
    value = [local.a, local.b, local.c]
  }`;

async function merged(files: Readonly<Record<string, string>>) {
  for (const [name, text] of Object.entries({ 'main.tf': base, ...files })) writeFileSync(join(folder, name), text);
  const graph = await graphOfFolder(folder);
  const [resource] = graph.all('aws_security_group');
  const ports = (type: string) => [resource!.blocks(type)].flat().map((block) => step(block, 'from_port'));
  return {
    description: resource!.at('description'),
    ports: [ports('ingress'), ports('egress')],
    lifecycle: { ...(resource!.at('lifecycle') as object) },
    locals: graph.all('@root')[0]!.at('output.locals.value'),
  };
}

const lifecycle = { create_before_destroy: true, ignore_changes: ['tags'] };
const asWritten = { description: 'base', ports: [[1, 2], [3]], lifecycle, locals: [1, 2, 3] };

/** What `terraform plan` of Terraform 1.11 says of the same files. */
test.each([
  ['nothing', {}, {}],
  ['an argument', { 'override.tf': group('description = "other"') }, { description: 'other' }],
  [
    'dynamic blocks of one type',
    { 'override.tf': group(dynamic('egress', '[4, 5]')) },
    {
      ports: [
        [1, 2],
        [4, 5],
      ],
    },
  ],
  ['blocks, which replaces dynamic ones too', { 'override.tf': group(ingress(7)) }, { ports: [[7], [3]] }],
  [
    'dynamic blocks, which replaces others too',
    { 'x_override.tf': group(dynamic('ingress', '[8]')) },
    { ports: [[8], [3]] },
  ],
  [
    'a block by two files, the last by name',
    { 'b_override.tf': group(dynamic('ingress', '[8]')), 'override.tf': group(ingress(7)) },
    { ports: [[7], [3]] },
  ],
  [
    'one argument of lifecycle',
    { 'override.tf': group('lifecycle {\n prevent_destroy = true\n }') },
    { lifecycle: { ...lifecycle, prevent_destroy: true } },
  ],
  ['local values one by one', { 'override.tf': 'locals {\n a = 9\n }' }, { locals: [9, 2, 3] }],
  [
    'JSON',
    {
      'override.tf.json': JSON.stringify({
        resource: { aws_security_group: { g: { description: 'json', ingress: [{ from_port: 6 }] } } },
      }),
    },
    { description: 'json', ports: [[6], [3]] },
  ],
])('an override of %s', async (_, files, expected) => {
  expect(await merged(files)).toEqual({ ...asWritten, ...expected });
});

test('an override of the backend replaces it, whichever kind it is and wherever it is written', async () => {
  writeFileSync(join(folder, 'main.tf'), 'terraform {\n}\nterraform {\n backend "s3" {\n bucket = "a"\n }\n}');
  writeFileSync(join(folder, 'override.tf'), 'terraform {\n backend "local" {\n path = "x"\n }\n}');
  const [root] = (await graphOfFolder(folder)).all('@root');
  expect([root!.at('backend_type'), root!.at('backend.path')]).toEqual(['local', 'x']);
});
