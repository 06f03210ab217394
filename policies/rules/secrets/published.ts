import type { Resource } from '../../../review/model/resource';
import { isList, isMap, Reference, step, Text, Unknown, type Value } from '../../../review/model/value';
import { isSecretArgument, never, writtenIn, type FoundCredential } from './found-credential';

/** Attributes that providers fill with a credential, although their name does not say so. */
const secretsOf: readonly string[] = [
  'aws_iam_access_key.ses_smtp_password_v4',
  'random_password.result',
  'random_password.bcrypt_hash',
  'tls_private_key.private_key_pem',
  'tls_private_key.private_key_openssh',
  'tls_private_key.private_key_pem_pkcs8',
];

/** Credentials in provider arguments and in outputs. */
export function publishedIn(root: Resource): readonly FoundCredential[] {
  const outputs = root.at('output');
  return [
    ...writtenIn(root.at('provider'), '', 'provider', never),
    ...(isMap(outputs) ? Object.entries(outputs).flatMap(([name, output]) => ofOutput(name, output)) : []),
  ];
}

function ofOutput(name: string, output: Value): readonly FoundCredential[] {
  const [value, sensitive] = [step(output, 'value'), step(output, 'sensitive')];
  const written = writtenIn(value, name, `output.${name}.value`, never);
  const secret = secretOf(value);
  if (secret === undefined || sensitive === true || sensitive === 'true') return written;
  const found = sensitive instanceof Unknown ? sensitive : `${secret} in an output without sensitive = true`;
  return [...written, { path: `output.${name}`, found }];
}

/** The attribute that a value has of a resource, where that is a credential. */
export function secretOf(value: Value | undefined): string | undefined {
  if (value instanceof Reference) return isSecret(value.resource.type, value.attribute) ? value.toString() : undefined;
  if (isList(value)) return first(value);
  if (isMap(value)) return first(Object.values(value));
  const text = value instanceof Unknown ? value.text : value;
  // `postgres://shop:${random_password.db.result}@…`
  return text instanceof Text ? first(text.holes.filter((hole) => hole instanceof Reference)) : undefined;
}

function first(values: readonly Value[]): string | undefined {
  return values.map(secretOf).find((secret) => secret !== undefined);
}

function isSecret(type: string, attribute: string): boolean {
  return isSecretArgument(attribute) || secretsOf.includes(`${type}.${attribute}`);
}
