import { createHash } from 'node:crypto';
import type { Graph } from '../model/graph';
import { sensitiveTexts } from '../model/sensitive';
import type { Place, Resource } from '../model/resource';
import { isList, isMap, Reference, Unknown, type Value } from '../model/value';

/** A resource as it can be compared with another day's. */
export interface ResourceNote {
  readonly root: string;
  /** The state that it is in, if a backend is configured: with its address, this identifies it to Terraform. */
  readonly state?: string;
  readonly address: string;
  readonly type: string;
  readonly constructPath?: string;
  readonly place: Place;
  /** The configured arguments by path. A value that may be a secret is shown as a short digest: `#1a2b3`. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** The managed resources of an environment. */
export function inventoryOf(graph: Graph, environment: string): readonly ResourceNote[] {
  const states = new Map(
    graph.resourcesOf(['@root']).map((root) => {
      const isDeclared = root.at('backend_type') !== undefined;
      return [root.root.name, isDeclared ? jsonOf(root.at('backend') ?? null) : undefined];
    }),
  );
  const sensitive = sensitiveTexts(graph);
  return graph.resources
    .filter((one) => one.environment === environment && one.mode === 'managed' && !one.type.startsWith('@'))
    .map((resource) => noteOf(resource, states.get(resource.root.name), sensitive));
}

function noteOf(resource: Resource, state: string | undefined, sensitive: readonly string[]): ResourceNote {
  const { root, address, type, constructPath, source, writtenAt } = resource;
  const attributes: Record<string, string> = {};
  const own = new RegExp(`\\{${root.name.replace(/[^\w-]/g, '\\$&')}/`, 'g');
  for (const [name, value] of Object.entries(resource.attributes)) {
    // Within a text a reference has the name of the folder, which another tree may not have.
    write(attributes, name, value, (text) => text.replace(own, '{'));
  }
  // As what may be a secret is: it can be compared, and not read.
  for (const [name, text] of Object.entries(attributes)) {
    if (sensitive.some((one) => text.includes(one))) attributes[name] = `#${digest(text, 5)}`;
  }
  return {
    root: root.name,
    // A digest: a backend may hold a credential.
    ...(state !== undefined && { state: digest(state, 16) }),
    ...{ address, type, ...(constructPath && { constructPath }), place: source ?? writtenAt, attributes },
  };
}

/** A single block is compared argument by argument; a list of several blocks is one value, since its order may matter. */
function write(into: Record<string, string>, path: string, value: Value, clean: (text: string) => string): void {
  const block = isList(value) && value.length === 1 && isMap(value[0]) ? value[0] : value;
  if (value === null) return;
  if (isMap(block)) for (const [name, inner] of Object.entries(block)) write(into, `${path}.${name}`, inner, clean);
  else into[path] = shown(path, block, clean);
}

/** Arguments that hold no secret, by the end of their names. Of all others only a digest is shown. */
const harmless =
  /(^|[_.])(class|types?|versions?|engine|modes?|protocol|ports?|cidrs?|cidr_blocks?|cidr_ipv[46]|zones?|ids?|arns?|names?|region|size|status|effect|runtime|handler|architectures?|window|identifier|domain|bucket|boundary|roles?|groups?|subnets|tier|storage|iops|throughput|count|days|interval|expression)$/;
const secret = /secret|password|token|private|credential|auth|access_key|user_data|variables|value/;

function shown(path: string, value: Value, clean: (text: string) => string): string {
  if (value instanceof Reference) return value.toString();
  if (typeof value === 'boolean' || typeof value === 'number') return String(value);
  if (value instanceof Unknown) return clean(`unknown (${value.because})`);
  const text = clean(jsonOf(value));
  const isShown = harmless.test(path) && !secret.test(path) && text.length <= 100 && !/:\/\/[^/]*@/.test(text);
  return isShown ? text : `#${digest(text, 5)}`;
}

function jsonOf(value: Value): string {
  return JSON.stringify(value, (_, part) => (part instanceof Reference ? part.toString() : part));
}

/** Too short to find a password by trying candidates. One change in a million goes unseen. */
function digest(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}
