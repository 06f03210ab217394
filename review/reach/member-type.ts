import { asText } from '../model/configuration/text';
import type { Graph } from '../model/graph';
import type { Resource } from '../model/resource';
import { blocksOf, isAbsent, isList, Unknown, type Value } from '../model/value';
import type { Family } from '../network/cidr';
import type { PortRange } from './views';

export type Read<T> = (resource: Resource, graph: Graph) => T;

/** The ports that a resource listens on: undefined for any port, an empty list for none. */
export type Listening = readonly PortRange[] | Unknown | undefined;

/** How the resources of a type get their addresses. */
export interface MemberType {
  readonly type: string;
  /** `database`, `load balancer`: what people call it. */
  readonly kind: string;
  readonly keepsData?: boolean;
  readonly listens?: Read<Listening>;
  /** Whether it takes part in the network. @default it does */
  readonly exists?: Read<boolean>;
  readonly subnets: Read<Value | undefined>;
  /** The attribute that places it, for messages. */
  readonly where?: string;
  /** Whether AWS puts it into the default VPC where `subnets` is absent. */
  readonly inDefaultVpc?: boolean;
  readonly groups: Read<Value | undefined>;
  /** Whether AWS gives it no security group when none is written. */
  readonly isUnguarded?: (resource: Resource) => boolean;
  /** `host`: see `hostInterfaces`; what its subnets give; `task`: see `addressesOfTask`; else by an attribute; absent: private addresses only. */
  readonly address?: 'host' | 'as its subnets' | 'task' | PublicBy;
  /** Whether it has addresses in a VPC. If not, it is reachable only by its public endpoint. @default it has */
  readonly isInVpc?: Read<boolean>;
  /** An endpoint on the internet that AWS runs for it. */
  readonly publicEndpoint?: Read<PublicEndpoint>;
  /** The families that it has addresses of. @default those of its subnets */
  readonly families?: (resource: Resource) => readonly Family[] | Unknown;
}

export interface PublicEndpoint {
  readonly isOn: boolean | Unknown;
  readonly openings: readonly Opening[];
  readonly text: string;
  /** The attribute that switches it on. */
  readonly setting: string;
}

/** Ports of a public endpoint, and the blocks of addresses that it answers there. */
export interface Opening {
  readonly ports: readonly PortRange[];
  readonly sources: Value;
  /** Why it is not known whether it is open. */
  readonly unknown?: Unknown;
}

/** The attribute that gives public addresses. */
export interface PublicBy {
  readonly attribute: string;
  readonly default: boolean;
  /** The value that makes it public. @default true */
  readonly publicIs?: boolean;
}

/** Everyone on the internet. */
export const everyone: Value = ['0.0.0.0/0'];

export const flagOf = (value: Value): boolean | Unknown =>
  value instanceof Unknown ? value : asText(value) === 'true';

export const isEqual = (value: Value, expected: string): boolean | Unknown =>
  value instanceof Unknown ? value : asText(value) === expected;

/** Reads an attribute. */
export const at = (path: string) => (resource: Resource) => resource.at(path);

export const publicly = (attribute = 'publicly_accessible', unless = false): PublicBy => ({
  attribute,
  default: unless,
});
export const inSubnets = { subnets: at('subnet_ids'), where: 'subnet_ids' };

export const tcp = (...ports: readonly number[]): readonly PortRange[] =>
  ports.map((port) => ({ protocol: 'tcp', from: port, to: port }));

/** The elements of a list, also when a single value is written. */
export function elements(value: Value | undefined): readonly Value[] {
  if (isAbsent(value) || value === '') return [];
  return isList(value) ? value.flatMap(elements) : [value as Value];
}

/** An attribute of each block at a path. */
export function inBlocks(resource: Resource, path: string, attribute: string): Value {
  const blocks = blocksOf(resource.at(path));
  return blocks instanceof Unknown ? blocks : blocks.flatMap((block) => elements(block[attribute]));
}
