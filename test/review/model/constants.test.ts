import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { graphOfFolder, graphOfHcl } from '../../../review/model/load';

/** Answers of Terraform 1.11, by `terraform console`. */
const ofTerraform = {
  plain: 'a${b}',
  escaped: 'a$${b}',
  directive: '%{ if true }x%{ endif }',
  nested: ['${x}', { '${y}': '${z}' }],
};

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'terrace-constants-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const attributes = async () => {
  const graph = await graphOfFolder(folder);
  return JSON.parse(JSON.stringify(graph.all('x')[0]?.attributes)) as unknown;
};

const names = Object.keys(ofTerraform);
const uses = Object.fromEntries(names.map((name) => [name, `\${var.${name}}`]));
const write = (name: string, json: object) => writeFileSync(join(folder, name), JSON.stringify(json));

test("the default of a variable in JSON is a constant: '${' stands for itself", async () => {
  write('main.tf.json', {
    variable: Object.fromEntries(Object.entries(ofTerraform).map(([name, value]) => [name, { default: value }])),
    resource: { x: { y: uses } },
  });
  expect(await attributes()).toEqual(ofTerraform);
});

test('so is a value of a file of variables in JSON', async () => {
  write('main.tf.json', {
    variable: Object.fromEntries(names.map((name) => [name, {}])),
    resource: { x: { y: uses } },
  });
  write('terraform.tfvars.json', ofTerraform);
  expect(await attributes()).toEqual(ofTerraform);
});

test('an argument in JSON is a template, with its escapes', async () => {
  write('main.tf.json', { resource: { x: { y: { a: 'a$${b} %%{c} $$ ${"x"}' } } } });
  expect(await attributes()).toEqual({ a: 'a${b} %{c} $$ x' });
});

test('a default in HCL is one too', async () => {
  const graph = await graphOfHcl('variable "d" {\n default = "a$${b} ${1 + 1}"\n}\nresource "x" "y" {\n a = var.d\n}');
  expect(graph.all('x')[0]?.at('a')).toBe('a${b} 2');
});
