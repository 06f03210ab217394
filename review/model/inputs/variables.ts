import { join } from 'node:path';
import type { Json } from '../configuration/json-block';
import type { Evaluator } from '../configuration/evaluate';
import { constantValue } from '../configuration/variables';
import { InputError } from '../input-error';
import { Unknown, type Value } from '../value';
import { parseHclFile } from './hcl';
import { parseJsonFile } from './json';
import { namesIn, readText } from './text';

/** A file of variables, as it is written. */
interface VariableFile {
  readonly file: string;
  readonly json: Json;
}

/** Reads the files of variables that Terraform takes by itself, and those that are named, in the order in which they win. */
export async function readVariables(folder: string, varFiles: readonly string[]): Promise<VariableFile[]> {
  const names = namesIn(folder);
  const automatic = names.filter((name) => /\.auto\.tfvars(\.json)?$/.test(name));
  const fixed = ['terraform.tfvars', 'terraform.tfvars.json'].filter((name) => names.includes(name));
  const files = [...[...fixed, ...automatic].map((name) => join(folder, name)), ...varFiles];
  return Promise.all(files.map(async (file) => ({ file, json: await readVariableFile(file) })));
}

async function readVariableFile(file: string): Promise<Json> {
  const text = readText(file);
  if (file.endsWith('.json')) return parseJsonFile(file, text).json;
  const { json, lines } = await parseHclFile(file, text);
  const [block, line] = lines ? ([...lines][0] ?? []) : [];
  if (block !== undefined)
    throw new InputError(file, `expected values, "name = …", found a block "${block.split('.')[0]}"`, line);
  return json;
}

/** The values of variables by name; the last file wins, and what is given over all files. */
export function valuesOf(
  files: readonly VariableFile[],
  given: Readonly<Record<string, Value>>,
  evaluator: Evaluator,
): Map<string, Value> {
  const values = new Map<string, Value>();
  for (const { file, json } of files) {
    const scope = { lookup: (path: readonly string[]) => new Unknown(`${path.join('.')} cannot be used in ${file}`) };
    for (const [name, raw] of Object.entries(json)) values.set(name, constantValue(raw, evaluator, scope));
  }
  for (const [name, value] of Object.entries(given)) values.set(name, value);
  return values;
}
