import { arns, ids, idsThatAreArns, texts } from './arns';
import type { Resource } from './resource';
import { Reference, Unknown, type Value } from './value';

/** How many names may stand behind one another before one is taken as what AWS decides. */
const mostSteps = 20;

/**
 * A reference as the text that AWS would put there. What AWS invents at creation is written as `{address.attribute}`:
 * the same resource always gives the same text, and no other does.
 */
export function textOf({ resource, attribute }: Reference, depth = 0): string {
  // Names may be each other's: two that are, or a chain of thousands, would have no end.
  if (depth > mostSteps) return `{${resource.key}.${attribute}}`;
  if (attribute === 'arn') return arnOf(resource, depth);
  const pattern = texts.get(`${resource.type}.${attribute}`);
  if (pattern !== undefined) return fill(pattern, resource, depth);
  if (attribute === 'id' && idsThatAreArns.has(resource.type)) return arnOf(resource, depth);
  const id = attribute === 'id' ? ids.get(resource.type) : undefined;
  if (id !== undefined) return known(resource, id, depth);
  if (attribute === 'name' || attribute === 'bucket') return known(resource, attribute, depth);
  return `{${resource.key}.${attribute}}`;
}

/** The ARN of a resource, as far as its configuration decides it. */
export function arnOf(resource: Resource, depth = 0): string {
  const written = resource.at('arn');
  if (typeof written === 'string') return written;
  const pattern = arns.get(resource.type);
  if (pattern === undefined || resource.mode !== 'managed') return `{${resource.key}.arn}`;
  return `arn:${partitionOf(resource.provider.region)}:${fill(pattern, resource, depth)}`;
}

/** `aws`, in China and for the government of the US another. */
export function partitionOf(region: string | undefined): string {
  if (region?.startsWith('cn-')) return 'aws-cn';
  return region?.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** Every text that names a resource. */
export function identitiesOf(resource: Resource): string[] {
  const id = ids.get(resource.type);
  const written = ['id', 'arn', 'url', 'identifier', ...(id === undefined ? [] : [id])].map((attribute) =>
    resource.at(attribute),
  );
  const made = ['id', 'arn', 'url', 'key_id'].map((attribute) => textOf(new Reference(resource, attribute)));
  return [...new Set([...written.filter((value): value is string => typeof value === 'string'), ...made])];
}

function fill(pattern: string, resource: Resource, depth: number): string {
  return pattern.replace(/\{(@?[\w]+|#)(?:\|([^}]*))?\}/g, (_, field: string, otherwise?: string) => {
    if (field === '#') return `{${resource.key}}`;
    if (field === '@region') return resource.provider.region ?? '{region}';
    if (field === '@account') return resource.provider.account ?? '{account}';
    if (field === '@scope') return resource.at('scope') === 'CLOUDFRONT' ? 'global' : 'regional';
    const text = known(resource, field, depth, otherwise);
    // The ARN of an OIDC provider has the URL without its scheme, that of a parameter one slash.
    return field === 'url'
      ? text.replace(/^https:\/\//, '')
      : pattern.includes('/{name}')
        ? text.replace(/^\//, '')
        : text;
  });
}

function known(resource: Resource, attribute: string, depth: number, otherwise?: string): string {
  const value: Value | undefined = resource.at(attribute);
  if (typeof value === 'string') return value;
  if (value instanceof Unknown && value.partial) return value.partial;
  if (value instanceof Reference) return textOf(value, depth + 1);
  if (value === undefined && otherwise !== undefined) return otherwise;
  const prefix = resource.at(`${attribute}_prefix`);
  return `${typeof prefix === 'string' ? prefix : ''}{${resource.key}.${attribute}}`;
}
