import type { GroupView, MatrixView, VpcView } from '../../../reach/views';

export type Look = 'gateway' | 'member' | 'store' | 'endpoint' | 'internet';

/** What stands in subnets: a gateway, a group of members that no rule tells apart, endpoints. */
export interface Thing {
  readonly id: string;
  readonly label: string;
  readonly kind: string;
  readonly look: Look;
  readonly subnets: readonly string[];
}

/** Groups of the matrix where there is one, else the members themselves. */
export function thingsOf(vpc: VpcView, matrix: MatrixView | undefined): readonly Thing[] {
  const nat = vpc.gateways.flatMap(({ kind, key, label, subnet }): Thing[] =>
    subnet === undefined
      ? []
      : [{ id: key, label, kind: kind === 'nat' ? 'NAT gateway' : kind, look: 'gateway', subnets: [subnet] }],
  );
  const members = (matrix?.groups ?? [])
    .filter((group) => group.id !== 'internet' && isHere(group, vpc))
    .map(({ id, label, kind, isDataTier, members }): Thing => {
      const its = vpc.members.filter(({ key }) => members.includes(key));
      const look = isDataTier ? 'store' : kind.includes('endpoint') ? 'endpoint' : 'member';
      return { id, label, kind, look, subnets: [...new Set(its.flatMap(({ subnets }) => subnets))] };
    });
  const known = new Set((matrix?.groups ?? []).flatMap(({ members }) => members));
  const rest = vpc.members
    .filter(({ key }) => !known.has(key))
    .map(({ key, label, kind, isDataTier, subnets }): Thing => ({
      id: key,
      label,
      kind,
      look: isDataTier ? 'store' : 'member',
      subnets,
    }));
  return [...nat, ...endpointsOf(vpc, new Set([...known, ...rest.map(({ id }) => id)])), ...members, ...rest];
}

/** Endpoints that stand in the same subnets are one bar. */
function endpointsOf(vpc: VpcView, drawn: ReadonlySet<string>): readonly Thing[] {
  const groups = new Map<string, { services: string[]; subnets: readonly string[] }>();
  for (const { key, service, subnets } of vpc.endpoints) {
    if (subnets.length === 0 || drawn.has(key)) continue;
    const place = [...subnets].sort().join();
    const group = groups.get(place) ?? { services: [], subnets };
    group.services.push(service);
    groups.set(place, group);
  }
  return [...groups].map(([place, { services, subnets }]) => ({
    id: `endpoints ${place}`,
    label: services.join(', '),
    kind: services.length === 1 ? 'endpoint' : `${services.length} endpoints`,
    look: 'endpoint',
    subnets,
  }));
}

export function isHere({ id, members }: GroupView, vpc: VpcView): boolean {
  return id === 'internet' || vpc.members.some(({ key }) => members.includes(key));
}
