import { asNumber } from '../model/configuration/text';
import type { Graph } from '../model/graph';
import { type Resource } from '../model/resource';
import { Unknown, type Value } from '../model/value';
import type { Kind } from './kind';
import { kinds } from './kinds';
import { elements } from './elements';
import { publicAddressOf, type PublicAddress } from './public-address';
import { subnetTypes, type Subnet } from './topology';

/** A thing with addresses in subnets: of one resource, in all its zones. */
export interface Member {
  readonly resource: Resource;
  /** `database` */
  readonly kind: string;
  /** Whether it keeps data. */
  readonly keepsData: boolean;
  /** Whether anything can open a connection to it: to a function of Lambda nothing can. */
  readonly listens: boolean;
  readonly subnets: readonly Subnet[];
  /** Why it may be in other subnets as well, or is in none that is known. */
  readonly unplaced?: Unknown;
  /** Groups, and groups that are not of the input. Its VPC's default group when it names none; empty: it has none. */
  readonly groups: readonly (Resource | Unknown)[];
  /** Whether it has no groups at all, so that nothing but ACLs is in the way: a network load balancer without. */
  readonly isUnguarded: boolean;
  readonly publicAddress: PublicAddress;
  readonly port?: number;
}

const groupTypes = ['aws_security_group', 'aws_default_security_group', 'data.aws_security_group'] as const;

/** Everything with addresses, of every root. */
export function membersOf(graph: Graph, subnets: ReadonlyMap<Resource, Subnet>): Member[] {
  return kinds.flatMap((kind) =>
    graph.all(kind.type).flatMap((resource) => {
      const exists = kind.exists?.(resource, graph) ?? true;
      return exists ? [memberOf(graph, resource, kind, subnets)] : [];
    }),
  );
}

function memberOf(graph: Graph, resource: Resource, kind: Kind, all: ReadonlyMap<Resource, Subnet>): Member {
  const places = elements(kind.subnets(resource, graph));
  const resolved = places.map((value) => subnetOf(graph, resource, value, all));
  const subnets = [...new Set(resolved.filter((one): one is Subnet => !(one instanceof Unknown)))];
  const where = kind.where ?? 'its subnets';
  const unplaced =
    resolved.find((one): one is Unknown => one instanceof Unknown) ??
    (places.length === 0 ? new Unknown(`${where} of ${resource.address}: none is written`) : undefined);
  const written = elements(kind.groups(resource, graph)).map((value) => groupOf(graph, resource, value));
  const isUnguarded = written.length === 0 && (kind.unguarded?.(resource) ?? false);
  const groups = written.length > 0 || isUnguarded ? written : defaultGroups(graph, subnets);
  const port = asNumber(kind.port?.(resource, graph));
  return {
    resource,
    kind: kind.kind,
    keepsData: kind.keepsData ?? false,
    listens: kind.listens ?? true,
    subnets,
    ...(unplaced && { unplaced }),
    groups,
    isUnguarded,
    publicAddress: publicAddressOf(graph, resource, kind, subnets),
    ...(Number.isInteger(port) && port > 0 && { port }),
  };
}

function subnetOf(graph: Graph, member: Resource, value: Value, all: ReadonlyMap<Resource, Subnet>): Subnet | Unknown {
  const subnet = graph.resolveFor(member, value, ...subnetTypes, 'data.aws_subnet');
  if (subnet instanceof Unknown) return subnet;
  const known = subnet && all.get(subnet);
  if (known) return known;
  const name = subnet ? subnet.address : JSON.stringify(value);
  return new Unknown(subnet ? `the VPC of ${name} is not in the input` : `subnet ${name} is not in the input`);
}

function groupOf(graph: Graph, member: Resource, value: Value): Resource | Unknown {
  const group = graph.resolveFor(member, value, ...groupTypes);
  if (group instanceof Unknown) return group;
  const isWritten = group && group.mode === 'managed';
  if (isWritten) return group;
  return new Unknown(`the rules of security group ${group?.address ?? JSON.stringify(value)} are not in the input`);
}

/** The VPC's own group, where the input has it; its rules else are AWS's. */
function defaultGroups(graph: Graph, subnets: readonly Subnet[]): (Resource | Unknown)[] {
  const [vpc] = subnets.map((subnet) => subnet.vpc.resource);
  if (!vpc) return [new Unknown('no security group is written, and the VPC that would give its own is not known')];
  return [graph.children(vpc, 'aws_default_security_group', 'vpc_id').found[0] ?? vpc];
}
