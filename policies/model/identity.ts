import { arns, ids, idsThatAreArns, texts } from './arns';
import type { Resource } from './resource';
import { Reference, Unknown, type Value } from './value';

/**
 * A reference as the text that AWS would put there. What AWS invents at creation is written as `{address.attribute}`:
 * the same resource always gives the same text, and no other does.
 */
export function textOf({ resource, attribute }: Reference): string {
  if (attribute === 'arn') return arnOf(resource);
  const pattern = texts.get(`${resource.type}.${attribute}`);
  if (pattern !== undefined) return fill(pattern, resource);
  if (attribute === 'id' && idsThatAreArns.has(resource.type)) return arnOf(resource);
  const id = attribute === 'id' ? ids.get(resource.type) : undefined;
  if (id !== undefined) return known(resource, id);
  if (attribute === 'name' || attribute === 'bucket') return known(resource, attribute);
  return `{${resource.key}.${attribute}}`;
}

/** The ARN of a resource, as far as its configuration decides it. */
export function arnOf(resource: Resource): string {
  const written = resource.at('arn');
  if (typeof written === 'string') return written;
  const pattern = arns.get(resource.type);
  if (pattern === undefined || resource.mode !== 'managed') return `{${resource.key}.arn}`;
  return `arn:${partitionOf(resource.provider.region)}:${fill(pattern, resource)}`;
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

function fill(pattern: string, resource: Resource): string {
  return pattern.replace(/\{(@?[\w]+|#)(?:\|([^}]*))?\}/g, (_, field: string, otherwise?: string) => {
    if (field === '#') return `{${resource.key}}`;
    if (field === '@region') return resource.provider.region ?? '{region}';
    if (field === '@account') return resource.provider.account ?? '{account}';
    if (field === '@scope') return resource.at('scope') === 'CLOUDFRONT' ? 'global' : 'regional';
    const text = known(resource, field, otherwise);
    // The ARN of an OIDC provider has the URL without its scheme, that of a parameter one slash.
    return field === 'url'
      ? text.replace(/^https:\/\//, '')
      : pattern.includes('/{name}')
        ? text.replace(/^\//, '')
        : text;
  });
}

function known(resource: Resource, attribute: string, otherwise?: string): string {
  const value: Value | undefined = resource.at(attribute);
  if (typeof value === 'string') return value;
  if (value instanceof Unknown && value.partial) return value.partial;
  if (value instanceof Reference) return textOf(value);
  if (value === undefined && otherwise !== undefined) return otherwise;
  const prefix = resource.at(`${attribute}_prefix`);
  return `${typeof prefix === 'string' ? prefix : ''}{${resource.key}.${attribute}}`;
}
