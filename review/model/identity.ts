import { memoized } from '../memoize';
import { arns, ids, idsThatAreArns, texts } from './arns';
import type { Provider, Resource } from './resource';
import { changed, concat, keyOf, type AnyText } from './text';
import { OfProvider, Reference, Text, Unknown, type Hole, type Value } from './value';

/** How many references are followed before a value is treated as decided by AWS. */
const mostSteps = 20;

/**
 * A reference as the text that AWS would put there. What AWS decides at creation is a hole: the same resource always
 * gives the same text, and no other does.
 */
export function textOf(reference: Reference, depth = 0): AnyText {
  const { resource, attribute } = reference;
  // Names may be each other's: two that are, or a chain of thousands, would have no end.
  if (depth > mostSteps) return new Text([reference]);
  if (resource.mode === 'data') return textOfData(reference);
  if (attribute === 'arn') return arnOf(resource, depth);
  const pattern = texts.get(`${resource.type}.${attribute}`);
  if (pattern !== undefined) return fill(pattern, resource, depth);
  if (attribute === 'id' && idsThatAreArns.has(resource.type)) return arnOf(resource, depth);
  const id = attribute === 'id' ? ids.get(resource.type) : undefined;
  if (id !== undefined) return known(resource, id, depth);
  if (attribute === 'name' || attribute === 'bucket') return known(resource, attribute, depth);
  return new Text([sameAsId.has(`${resource.type}.${attribute}`) ? new Reference(resource, 'id') : reference]);
}

/** Attributes that are the id by another name. */
const sameAsId: ReadonlySet<string> = new Set(['aws_kms_key.key_id', 'aws_kms_replica_key.key_id']);

/** Data sources about the caller return the provider's account and region, known or not. */
function textOfData(reference: Reference): AnyText {
  const { resource, attribute } = reference;
  if (resource.type === 'aws_caller_identity' && /^(account_id|id)$/.test(attribute)) {
    return accountOf(resource.provider);
  }
  if (resource.type === 'aws_region' && /^(name|region|id)$/.test(attribute)) return regionOf(resource.provider);
  if (resource.type === 'aws_partition' && /^(partition|id)$/.test(attribute)) {
    return partitionOf(resource.provider.region);
  }
  const written = attribute === 'arn' ? resource.at('arn') : undefined;
  return typeof written === 'string' ? written : new Text([reference]);
}

const ofProvider = memoized((provider: Provider) => ({
  account: new Text([new OfProvider('account', provider.undecided?.account)]),
  region: new Text([new OfProvider('region', provider.undecided?.region)]),
}));

/** The account that a provider makes its resources in. */
export function accountOf(provider: Provider): AnyText {
  return provider.account ?? ofProvider(provider).account;
}

export function regionOf(provider: Provider): AnyText {
  return provider.region ?? ofProvider(provider).region;
}

/** Whether a text says that the account is the provider's, without saying which. */
export function isOwnAccountText(text: AnyText): boolean {
  return text instanceof Text && text.parts.length === 1 && holdsUnknownAccount(text);
}

/** Whether a part of a string is an account that no provider tells. */
export function holdsUnknownAccount(text: AnyText): boolean {
  return text instanceof Text && text.holes.some((hole) => hole instanceof OfProvider && hole.name === 'account');
}

/** The ARN of a resource, as far as its configuration decides it. */
export function arnOf(resource: Resource, depth = 0): AnyText {
  const written = resource.at('arn');
  if (typeof written === 'string') return written;
  const pattern = arns.get(resource.type);
  if (pattern === undefined || resource.mode !== 'managed') return new Text([new Reference(resource, 'arn')]);
  return concat([`arn:${partitionOf(resource.provider.region)}:`, fill(pattern, resource, depth)]);
}

/** `aws`, in China and for the government of the US another. */
export function partitionOf(region: string | undefined): string {
  if (region?.startsWith('cn-')) return 'aws-cn';
  return region?.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** The keys of every text that names a resource. */
export function identifierKeysOf(resource: Resource): string[] {
  const id = ids.get(resource.type);
  const written = ['id', 'arn', 'url', 'identifier', ...(id === undefined ? [] : [id])].map((attribute) =>
    resource.at(attribute),
  );
  const decided = ['id', 'arn', ...(texts.has(`${resource.type}.url`) ? ['url'] : [])].map((attribute) =>
    textOf(new Reference(resource, attribute)),
  );
  const names = [...written.filter((value): value is AnyText => typeof value === 'string'), ...decided];
  return [...new Set(names.map(keyOf))];
}

/** The text before a field of a pattern, the field, and its default. */
type Field = readonly [before: string, field?: string, otherwise?: string];
const fields = new Map<string, readonly Field[]>();

function fieldsOf(pattern: string): readonly Field[] {
  let known = fields.get(pattern);
  if (!known) {
    const found = pattern.matchAll(/([^{]*)(?:\{(@?[\w]+|#)(?:\|([^}]*))?\})?/g);
    fields.set(pattern, (known = [...found].map(([, before = '', field, otherwise]) => [before, field, otherwise])));
  }
  return known;
}

/** A pattern of `arns.ts`, its fields filled in. */
function fill(pattern: string, resource: Resource, depth: number): AnyText {
  const parts: (AnyText | Hole)[] = [];
  for (const [before, field, otherwise] of fieldsOf(pattern)) {
    parts.push(before);
    if (field !== undefined) parts.push(fieldOf(field, pattern, resource, depth, otherwise));
  }
  return concat(parts);
}

function fieldOf(
  field: string,
  pattern: string,
  resource: Resource,
  depth: number,
  otherwise: string | undefined,
): AnyText | Hole {
  if (field === '#') return new Reference(resource, idsThatAreArns.has(resource.type) ? '' : 'id');
  if (field === '@region') return regionOf(resource.provider);
  if (field === '@account') return accountOf(resource.provider);
  if (field === '@scope') return resource.at('scope') === 'CLOUDFRONT' ? 'global' : 'regional';
  const text = known(resource, field, depth, otherwise);
  // The ARN of an OIDC provider has the URL without its scheme, that of a parameter one slash.
  if (field === 'url') return changed(text, (url) => url.replace(/^https:\/\//, ''));
  return pattern.includes('/{name}') ? changed(text, (name) => name.replace(/^\//, '')) : text;
}

function known(resource: Resource, attribute: string, depth: number, otherwise?: string): AnyText {
  const value: Value | undefined = resource.at(attribute);
  if (typeof value === 'string' || value instanceof Text) return value;
  if (value instanceof Unknown) return concat([value]);
  if (value instanceof Reference) return textOf(value, depth + 1);
  if (value === undefined && otherwise !== undefined) return otherwise;
  const prefix = resource.at(`${attribute}_prefix`);
  const written = typeof prefix === 'string' || prefix instanceof Text ? prefix : '';
  return concat([written, new Reference(resource, attribute)]);
}
