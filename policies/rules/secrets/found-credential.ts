import { isList, isMap, Reference, Text, Unknown, type Value } from '../../../review/model/value';
import { isOfAResource } from '../support/known-after-apply';
import { isSecretName, secretIn, secretNamed } from '../support/secrets';
import { elided } from '../../../review/model/text';

/** A credential in the configuration, or a value that may be one, and where: never the credential itself. */
export interface FoundCredential {
  /** From the resource: `auth_parameters.basic.password`. */
  readonly path: string;
  /** `a literal password`; or why it is not known whether one is there. */
  readonly found: string | Unknown;
  /** The text that it is in: to compare, never to show. */
  readonly text?: string;
}

/** Attributes of the provider that hold a credential, although their name does not say so. */
const secretAttributes =
  /^(?:secret_(?:string|binary)|\w*preshared_key|passwords|plaintext_value|bind_password|certificate_private_key|key_material)$/;

/** Arguments by which AWS takes a request that is sent again for the same one. They are no credentials. */
const idempotencyTokens: readonly string[] = ['creation_token', 'client_token', 'client_request_token'];

export const never = /^(?!)/;

/** A quick filter: most texts of a configuration are not credentials. */
const suspicious = /pass|pwd|secret|token|key|credential|connection|:\/\/|PRIVATE|[A-Za-z0-9+/_-]{20}/i;
/** The maximum length of text that is searched. A regular expression runs out of stack on tens of megabytes. */
const most = 1_000_000;
const seen = new Map<string, string | undefined>();

/**
 * The credentials in a value, at any depth.
 *
 * @param name the attribute or key that has the value
 * @param skips paths that another rule judges
 */
export function writtenIn(
  value: Value | undefined,
  name: string,
  path: string,
  skips: RegExp,
): readonly FoundCredential[] {
  if (value === undefined || value === null || value instanceof Reference) return [];
  if (skips !== never && skips.test(path)) return [];
  if (value instanceof Unknown) return ofUnknown(value, name, path);
  if (typeof value === 'string' || value instanceof Text) return ofText(elided(value), name, path);
  if (isList(value)) return value.flatMap((one, index) => writtenIn(one, name, `${path}.${index}`, skips));
  if (!isMap(value)) return [];
  // { name = "DB_PASSWORD", value = "…" }: the name is a value itself.
  const called = [value.name, value.key].find((one) => typeof one === 'string');
  return Object.entries(value).flatMap(([key, one]) =>
    writtenIn(one, key === 'value' && typeof called === 'string' ? called : key, path ? `${path}.${key}` : key, skips),
  );
}

function ofUnknown(value: Unknown, name: string, path: string): readonly FoundCredential[] {
  if (value.text !== undefined) return ofText(elided(value.text).slice(0, most), name, path);
  return isSecret(name, path) && !isOfAResource(value) ? [{ path, found: value }] : [];
}

function ofText(text: string, name: string, path: string): readonly FoundCredential[] {
  if (!isSecret(name, path)) return asWritten(recognised(text), path, text);
  const json = objectIn(text);
  if (json) return writtenIn(json, '', path, never);
  // Unless the text is a placeholder, the name alone makes it a secret.
  const kind = secretNamed(withoutSuffix(name), text) ?? (secretNamed('password', text) && 'a literal secret');
  return asWritten(kind, path, text);
}

/** A key deeper down may be anybody's: there a client token is one of an application. */
function isSecret(name: string, path: string): boolean {
  return path === name ? isSecretArgument(name) : isSecretAttribute(name);
}

const asWritten = (found: string | undefined, path: string, text: string): readonly FoundCredential[] =>
  found ? [{ path, found, text }] : [];

function recognised(text: string): string | undefined {
  if (text.length < 8 || !suspicious.test(text.slice(0, most))) return undefined;
  if (seen.has(text)) return seen.get(text);
  const kind = secretIn(text);
  // Policies and scripts repeat from resource to resource. Long texts are not cached.
  if (seen.size < 5_000 && text.length < 10_000) seen.set(text, kind);
  return kind;
}

/** Names repeat often. */
const names = new Map<string, boolean>();

/** Whether an argument or attribute at the top of a resource holds a credential. */
export function isSecretArgument(name: string): boolean {
  return isSecretAttribute(name) && !idempotencyTokens.includes(name);
}

/** Whether an attribute at any depth, or a key, holds a credential. */
function isSecretAttribute(name: string): boolean {
  const known = names.get(name);
  if (known !== undefined) return known;
  const is = secretAttributes.test(withoutSuffix(name)) || isSecretName(withoutSuffix(name));
  if (names.size < 5_000) names.set(name, is);
  return is;
}

/** A write-only argument is not in the state, but it is in the repository. */
const withoutSuffix = (name: string): string => name.replace(/_wo$/, '');

function objectIn(text: string): Value | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
}
