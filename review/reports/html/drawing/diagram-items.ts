import type { GroupView, MatrixView, VpcView } from '../../../reach/views';

export type Look = 'edge' | 'gateway' | 'member' | 'store' | 'endpoint' | 'internet';

/** What stands in subnets: a gateway, a group of members that all rules treat alike, endpoints. */
export interface DiagramItem {
  readonly id: string;
  readonly label: string;
  readonly kind: string;
  readonly look: Look;
  readonly subnets: readonly string[];
}

/** Groups of the matrix where there is one, else the members themselves. */
export function diagramItemsOf(vpc: VpcView, matrix: MatrixView | undefined): readonly DiagramItem[] {
  const groups = (matrix?.groups ?? []).filter((group) => group.id !== 'internet' && isHere(group, vpc));
  const grouped = new Set(groups.flatMap(({ members }) => members));
  const rest = vpc.members.filter(({ key }) => !grouped.has(key));
  const drawn = new Set([...grouped, ...rest.map(({ key }) => key)]);
  return [
    ...natOf(vpc),
    ...endpointsOf(vpc, drawn),
    ...groups.map((group) => groupThing(group, vpc)),
    ...rest.map((member): DiagramItem => ({ ...named(member, vpc), id: member.key, subnets: member.subnets })),
  ];
}

function natOf({ gateways }: VpcView): readonly DiagramItem[] {
  return gateways.flatMap(({ kind, key, subnet }): DiagramItem[] => {
    if (subnet === undefined) return [];
    const label = kind === 'nat' ? 'NAT gateway' : `${kind} gateway`;
    return [{ id: key, label, kind: '', look: 'gateway', subnets: [subnet] }];
  });
}

function groupThing(group: GroupView, vpc: VpcView): DiagramItem {
  const its = vpc.members.filter(({ key }) => group.members.includes(key));
  const subnets = [...new Set(its.flatMap((member) => member.subnets))];
  const services = vpc.endpoints.flatMap(({ key, service }) => (group.members.includes(key) ? service : []));
  if (services.length > 0 && services.length === group.members.length) {
    return { ...endpointThing(services), id: group.id, subnets };
  }
  const acls = [...new Set(its.flatMap(({ webAcl }) => webAcl ?? []))];
  const item = { ...named(group, vpc), id: group.id, subnets };
  return { ...item, kind: withWebAcl(item.kind, acls) };
}

/** `load balancer, behind web ACL prod-web` */
export function withWebAcl(kind: string, acls: readonly string[]): string {
  return acls.length > 0 ? `${kind}, behind web ACL ${acls.join(', ')}` : kind;
}

/** In the diagram of a VPC, labels leave out the name of the VPC. */
function named({ label, kind, isDataTier }: Omit<GroupView, 'id' | 'members'>, vpc: VpcView) {
  const look: Look = isDataTier ? 'store' : 'member';
  return { label: within(label, vpc), kind, look };
}

/** A label without the VPC's own. */
export function within(label: string, vpc: VpcView): string {
  const prefix = `${vpc.label}/`;
  return label.startsWith(prefix) ? label.slice(prefix.length) : label;
}

function endpointThing(services: readonly string[]) {
  const kind = services.length === 1 ? 'interface endpoint' : `${services.length} interface endpoints`;
  return { label: services.join(', '), kind, look: 'endpoint' } as const;
}

/** Endpoints that stand in the same subnets are one bar. */
function endpointsOf(vpc: VpcView, drawn: ReadonlySet<string>): readonly DiagramItem[] {
  const groups = new Map<string, { services: string[]; subnets: readonly string[] }>();
  for (const { key, service, subnets } of vpc.endpoints) {
    if (subnets.length === 0 || drawn.has(key)) continue;
    const place = [...subnets].sort().join();
    const group = groups.get(place) ?? { services: [], subnets };
    group.services.push(service);
    groups.set(place, group);
  }
  return [...groups].map(([place, { services, subnets }]) => ({
    ...endpointThing(services),
    id: `endpoints ${place}`,
    subnets,
  }));
}

export function isHere({ id, members }: GroupView, vpc: VpcView): boolean {
  return id === 'internet' || vpc.members.some(({ key }) => members.includes(key));
}
