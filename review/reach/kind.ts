import type { Graph } from '../model/graph';
import type { Resource } from '../model/resource';
import type { Value } from '../model/value';

export type Read<T> = (resource: Resource, graph: Graph) => T;

/** What gives a resource of a type its addresses. */
export interface Kind {
  readonly type: string;
  /** In words. */
  readonly kind: string;
  readonly keepsData?: boolean;
  readonly listens?: boolean;
  /** Whether it has addresses of its own. @default it has */
  readonly exists?: Read<boolean>;
  readonly subnets: Read<Value | undefined>;
  /** The attribute that places it, for what is said where it does not. */
  readonly where?: string;
  readonly groups: Read<Value | undefined>;
  /** Whether AWS gives it no group when none is written. */
  readonly unguarded?: (resource: Resource) => boolean;
  /** `host`: by what an instance says, else its subnet; the rest: by an attribute, else never. */
  readonly address?: 'host' | { readonly attribute: string; readonly default: boolean; readonly publicIs?: boolean };
  readonly port?: Read<Value | undefined>;
}

/** Reads an attribute. */
export const at = (path: string) => (resource: Resource) => resource.at(path);

export const publicly = (attribute = 'publicly_accessible', unless = false) => ({ attribute, default: unless });
export const inSubnets = { subnets: at('subnet_ids'), where: 'subnet_ids' };
