import { type z } from 'zod';
import { changes, sections } from '../../environments/changes';
import { edit } from '../../environments/changes/edit';
import * as environments from '../../environments';
import { environmentSchema } from '../../environments/schema';

/** The fields of the schema by path, those of every form of a value: `databases.*.restoreFrom.pointInTime.at`. */
function fieldsOf(schema: any, path: string): string[] {
  const { def } = schema._zod;
  const below = (name: string) => (path ? `${path}.${name}` : name);
  if (def.type === 'object') {
    return Object.entries<z.ZodType>(def.shape).flatMap(([name, member]) => fieldsOf(member, below(name)));
  }
  if (def.type === 'record') return [path, ...fieldsOf(def.valueType, below('*'))];
  if (def.type === 'union') return [path, ...def.options.flatMap((option: z.ZodType) => fieldsOf(option, path))];
  // Of what is not there in one form, nothing is told.
  if (def.type === 'optional') return fieldsOf(def.innerType, path);
  if (def.type === 'undefined') return [];
  return [path];
}

const fields = [...new Set(fieldsOf(environmentSchema, ''))];
const rows = Object.keys(changes);

/** What the row of a field stands for: itself, and the parts of a value that has several forms. */
const isCovered = (field: string) =>
  rows.some((row) => field === row || row === `${field}.*` || (field.startsWith(`${row}.`) && !rowsBelow(row)));
const rowsBelow = (row: string) => rows.some((other) => other.startsWith(`${row}.`));

test('every field of an environment is told what a change of it does', () => {
  expect(fields.length).toBeGreaterThan(100);
  expect(fields.filter((field) => !isCovered(field) && !rowsBelow(field))).toEqual([]);
});

test('each field is told in one place', () => {
  expect(Object.values(sections).flatMap((its) => Object.keys(its))).toEqual(rows);
});

test('nothing is told of what is no field', () => {
  const known = new Set([...fields, ...fields.map((field) => `${field}.*`)]);
  // Of a value that has several forms, a form is told as a whole.
  const isForm = (row: string) => fields.some((field) => field.startsWith(`${row}.`)) && !rowsBelow(row);
  expect(rows.filter((row) => !known.has(row) && !isForm(row))).toEqual([]);
});

const cases = Object.entries(changes).flatMap(([field, its]) => its.map((change) => ({ field, change })));

test.each(cases)('$field changes from what its environment has: $change.title', ({ field, change }) => {
  const { from, to } = edit(environments[change.in ?? 'prod'], field, change);
  expect(to).not.toEqual(from);
});
