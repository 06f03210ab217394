import { Attribute } from '../../../review/engine/attribute';
import type { Resource } from '../../../review/model/resource';
import { isMap, Unknown, type Value } from '../../../review/model/value';

/**
 * The type of a root's backend. A root without one has the local backend, which is CDKTF's default too. A folder that
 * configures no provider is a module, and a plan does not tell: nothing then.
 */
export function backendOf(root: Resource): string | undefined {
  const type = root.at('backend_type');
  if (typeof type === 'string') return type;
  const providers = root.at('provider');
  return isMap(providers) && Object.keys(providers).length > 0 ? 'local' : undefined;
}

/** An argument of an S3 backend. */
export function backendAttribute(root: Resource, path: string, byDefault?: Value): Attribute {
  return new Attribute(`backend.${path}`, written(root, path) ?? byDefault);
}

/** A backend without a bucket or a key gets the rest on the command line; OpenTofu takes variables as well. */
function written(root: Resource, path: string): Value | undefined {
  const value = root.at(`backend.${path}`);
  if (typeof value === 'string' && value.includes('${')) return new Unknown(`${value} is decided at init`);
  const isPartial = ['bucket', 'key'].some((required) => root.at(`backend.${required}`) === undefined);
  return value === undefined && isPartial ? new Unknown(`${path} may be given to terraform init`) : value;
}
