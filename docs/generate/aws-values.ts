/**
 * Writes policies/rules/aws/values.json: what AWS's service models restrict of values that a Terraform attribute hands on as they
 * are. The models are botocore's, which the AWS SDK for Python and the AWS CLI are generated from. Usage:
 *
 *     pip download botocore --no-deps && unzip -q botocore-*.whl 'botocore/*'
 *     node bin/run.cjs docs/generate/aws-values.ts botocore
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expressionOf } from '../../policies/rules/aws/expression';
import { attributesByMember } from './aws-value-attributes';

interface Shape {
  readonly type: string;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly min?: number;
  readonly max?: number;
  readonly members?: Readonly<Record<string, { readonly shape: string }>>;
  readonly member?: { readonly shape: string };
}

interface Model {
  readonly operations: Readonly<Record<string, { readonly input: { readonly shape: string } }>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

const [folder = ''] = process.argv.slice(2);
const [, version] = /__version__ = '([\d.]+)'/.exec(readFileSync(join(folder, '__init__.py'), 'utf8')) ?? [];
const models = new Map<string, Model>();

function modelOf(service: string): Model {
  const known = models.get(service);
  if (known) return known;
  const versions = readdirSync(join(folder, 'data', service))
    .sort()
    .reverse();
  const files = versions.map((name) => join(folder, 'data', service, name, 'service-2.json.gz'));
  const [file = ''] = files.filter((name) => existsSync(name));
  const model: Model = JSON.parse(gunzipSync(readFileSync(file)).toString());
  models.set(service, model);
  return model;
}

/** The shape of a member; a list is its elements. */
function shapeOf({ operations, shapes }: Model, operation: string, path: string): Shape {
  const named = (name: string | undefined): Shape => {
    const shape = shapes[name ?? ''];
    if (!shape) throw new Error(`${operation} has no member ${path}`);
    return shape.type === 'list' ? named(shape.member?.shape) : shape;
  };
  return path
    .split('.')
    .reduce((shape, name) => named(shape.members?.[name]?.shape), named(operations[operation]?.input.shape));
}

const values = Object.entries(attributesByMember).map(([type, calls]) => {
  const attributes = Object.entries(calls).flatMap(([call, members]) => {
    const [service = '', operation = ''] = call.split(' ');
    return Object.entries(members).map(([attribute, member]) => {
      const { type: kind, enum: oneOf, pattern, min, max } = shapeOf(modelOf(service), operation, member);
      if (!oneOf && !pattern && min === undefined && max === undefined)
        throw new Error(`${call} ${member} restricts nothing`);
      const limits = { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
      const text = { ...(oneOf && { oneOf }), ...(pattern && isExpression(pattern) && { pattern }) };
      return [
        attribute,
        { member: `${call} ${member}`, ...(kind !== 'string' && { isNumber: true }), ...limits, ...text },
      ];
    });
  });
  return [type, Object.fromEntries(attributes)] as const;
});
const asOf = new Date().toISOString().slice(0, 10);
const lines = values.map(([type, attributes]) => `    ${JSON.stringify(type)}: ${JSON.stringify(attributes)}`);
writeFileSync(
  'policies/rules/aws/values.json',
  `{\n  "source": "botocore ${version}",\n  "asOf": "${asOf}",\n  "values": {\n${lines.join(',\n')}\n  }\n}\n`,
);
process.stdout.write(
  `${values.flatMap(([, attributes]) => Object.keys(attributes)).length} attributes of ${values.length} types\n`,
);

function isExpression(pattern: string): boolean {
  try {
    return expressionOf(pattern) instanceof RegExp;
  } catch {
    process.stdout.write(`left out, no regular expression in JavaScript: ${pattern}\n`);
    return false;
  }
}
