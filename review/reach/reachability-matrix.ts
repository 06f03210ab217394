import { memoized } from '../memoize';
import type { Graph } from '../model/graph';
import { Resource } from '../model/resource';
import { Unknown } from '../model/value';
import { canonicalGroup, rulesOfGroup, type GroupRule } from '../network/security-group-rules';
import { unreadModuleGiven } from '../network/unread-modules';
import { addressesOf, intersect, join } from './addresses';
import { distinctParties, groupByRules } from './distinct-parties';
import { portsText, type Answer } from './answer';
import { commonLabel, labelOf } from './labels';
import { notModelled } from './not-modelled';
import { partyOf, theInternet, type Party } from './party';
import { relaysTo } from './relays';
import { isDataTier, topologyOf, type Topology } from './topology';
import type { CellView, GroupView, MatrixView } from './views';
import { reachInEveryVariant } from './reach-in-every-variant';

interface Group {
  readonly view: GroupView;
  readonly party: Party;
}

/** Up to this many groups every pair has a cell with its reason; beyond, the blocked ones are counted only. */
const fewGroups = 24;
/** Pairs that are followed hop by hop: some seconds of work. More are counted as not judged. */
const most = 12_000;

/**
 * Who can talk to whom in an environment: each group with each other, and with the internet. Every pair is judged; the
 * security groups alone decide most of them.
 *
 * @param mostPairs the number of pairs that are followed hop by hop: first those from the internet, then those to data
 * stores
 */
export function reachabilityMatrix(graph: Graph, environment: string, mostPairs = most): MatrixView {
  const topology = topologyOf(graph);
  const groups = [theInternetGroup, ...groupsOf(topology, environment)];
  const pairs = groups.flatMap((to) => {
    const mayEnter = whoMayEnter(topology, to);
    return groups
      .filter((from) => from !== to || from.view.members.length > 1)
      .filter((from) => from === theInternetGroup || !isOutside(to))
      .filter(
        (from) => from === theInternetGroup || !isOutside(from) || (isDistribution(from) && to !== theInternetGroup),
      )
      .map((from) => ({ from, to, isOpen: mayEnter(from) }));
  });
  const isSmall = groups.length <= fewGroups;
  const worth = ({ from, to }: (typeof pairs)[number]) =>
    Number(from === theInternetGroup) * 2 + Number(to.view.isDataTier);
  const asked = isSmall ? pairs : pairs.filter(({ isOpen }) => isOpen).sort((a, b) => worth(b) - worth(a));
  const judged = asked.slice(0, mostPairs).map(({ from, to }) => cellOf(topology, from, to));
  const cells = isSmall ? judged : judged.filter(({ verdict }) => verdict !== 'blocked');
  const count = (verdict: CellView['verdict']) => cells.filter((cell) => cell.verdict === verdict).length;
  const [reachable, unknown, notJudged] = [count('reachable'), count('unknown'), asked.length - judged.length];
  return {
    environment,
    groups: groups.map(({ view }) => view),
    cells: inOrder(cells, groups),
    pairs: { reachable, unknown, blocked: pairs.length - reachable - unknown - notJudged, notJudged },
    notModelled: notModelled(graph)
      .filter((one) => one.environment === environment)
      .map(({ address }) => address),
    notRead: graph.all('@module').flatMap((module) => (module.environment === environment ? [module.address] : [])),
  };
}

/** Outside of all VPCs: that the internet reaches it is all that there is to say. */
const isOutside = ({ party }: Group) => party.member?.interfaces.length === 0;

const isDistribution = ({ view }: Group) => view.kind === 'distribution';

const theInternetGroup: Group = {
  view: { id: 'internet', label: 'internet', kind: 'internet', isDataTier: false, members: [] },
  party: theInternet,
};

function inOrder(cells: readonly CellView[], groups: readonly Group[]): CellView[] {
  const position = new Map(groups.map(({ view }, index) => [view.id, index]));
  const at = (id: string) => position.get(id) ?? 0;
  return [...cells].sort((a, b) => at(a.from) - at(b.from) || at(a.to) - at(b.to));
}

function groupsOf(topology: Topology, environment: string): Group[] {
  const members = topology.members.filter(({ resource }) => resource.environment === environment);
  return distinctParties(topology, members.map(partyOf), groupByRules)
    .map(({ party, others }): Group => {
      const all = [party, ...others].flatMap(({ member }) => member ?? []);
      const [first] = all;
      const keys = all.map(({ resource }) => resource.key).sort();
      const view = {
        id: keys[0] ?? party.label,
        label: commonLabel(all.map(({ resource }) => labelOf(resource))),
        kind: first?.kind ?? '',
        isDataTier: first !== undefined && isDataTier(first),
        members: keys,
      };
      return { view, party };
    })
    .sort((a, b) => (a.view.label < b.view.label ? -1 : 1));
}

/**
 * Whether the ingress rules of a group may admit another at all, on any port: where no rule names its groups or its
 * addresses, nothing else needs to be looked at.
 */
function whoMayEnter(topology: Topology, { party: to }: Group): (from: Group) => boolean {
  const { graph } = topology;
  const { member } = to;
  if (!member || relaysTo(topology, member).length > 0 || member.publicEndpoint) return () => true;
  const groups = member.interfaces.map((one) => one.groups);
  if (groups.some((some) => !some || some.some((group) => isOpenEnded(graph, group)))) return () => true;
  const own = new Set(groups.flatMap((some) => some ?? []) as Resource[]);
  const rules = [...own]
    .flatMap((group) => rulesOfGroup(graph, group).rules)
    .filter((one) => one.direction === 'ingress');
  const peers = rules.flatMap((rule) => rule.peers.map((peer) => ({ rule, peer })));
  const named = new Set<Resource>();
  for (const { rule, peer } of peers) {
    if (peer.kind === 'cidr') continue;
    const group = peer.kind !== 'group' ? undefined : peer.text === 'itself' ? rule.group : peer.group;
    if (!(group instanceof Resource) || group.mode === 'data') return () => true;
    named.add(canonicalGroup(graph, group));
  }
  const admitted = ([4, 6] as const).map((family) => ({
    family,
    addresses: join(peers.flatMap(({ peer }) => (peer.kind === 'cidr' ? addressesOf([peer.cidr], family) : []))),
  }));
  const ports = portsIn(rules);
  return ({ party: from }) =>
    sharePorts(egressOf(topology, from), ports) &&
    ((from.member?.groups ?? []).some((group) => group instanceof Unknown || named.has(canonicalGroup(graph, group))) ||
      admitted.some(
        ({ family, addresses }) =>
          intersect(addresses, from.internetRanges[family]).length > 0 ||
          from.places.some(({ ranges }) => intersect(addresses, ranges[family]).length > 0),
      ));
}

type Ports = readonly { readonly protocol: string; readonly from: number; readonly to: number }[];

/** Ports of rules; `undefined` where one is not known. */
function portsIn(rules: readonly GroupRule[]): Ports | undefined {
  const known = rules.flatMap(({ protocol, ports }) =>
    protocol instanceof Unknown || ports instanceof Unknown ? [] : [{ protocol, ...ports }],
  );
  return known.length === rules.length ? known : undefined;
}

/** The ports that a side may open connections to; `undefined` where any. */
const egressOf = memoized(({ graph }: Topology, { member }: Party): Ports | undefined => {
  if (!member) return undefined;
  const groups = member.interfaces.map((one) => one.groups);
  if (groups.some((some) => !some || some.some((group) => isOpenEnded(graph, group)))) return undefined;
  const own = [...new Set(groups.flatMap((some) => some ?? []) as Resource[])];
  return portsIn(own.flatMap((group) => rulesOfGroup(graph, group).rules.filter((one) => one.direction === 'egress')));
});

function sharePorts(some: Ports | undefined, others: Ports | undefined): boolean {
  if (!some || !others) return true;
  return some.some((one) =>
    others.some((other) => {
      const isProtocol = [one.protocol, other.protocol].includes('all') || one.protocol === other.protocol;
      return isProtocol && one.from <= other.to && other.from <= one.to;
    }),
  );
}

/** A group that may have other rules than those that are written. */
function isOpenEnded(graph: Graph, group: Resource | Unknown): boolean {
  if (group instanceof Unknown || group.mode === 'data' || group.type !== 'aws_security_group') return true;
  return rulesOfGroup(graph, group).unknown !== undefined || unreadModuleGiven(graph, group) !== undefined;
}

function cellOf(topology: Topology, from: Group, to: Group): CellView {
  const answer = reachInEveryVariant(topology, from.party, to.party);
  const { verdict, ports } = answer;
  const sources =
    from === theInternetGroup && verdict !== 'blocked' && !answer.isWorld ? ` from ${answer.sources.join(', ')}` : '';
  return {
    from: from.view.id,
    to: to.view.id,
    verdict,
    ports,
    traffic: verdict === 'blocked' ? 'nothing' : `${trafficText(answer)}${sources}`,
    ...(answer.isHanded && verdict !== 'blocked' && { isHanded: true }),
    because: sentence(answer),
  };
}

/** `tcp 443`, and where something hands it on to another port, `tcp 443 (to tcp 8080)`. */
function trafficText({ ports, entryPorts = ports }: Answer): string {
  const [entered, listened] = [portsText(entryPorts), portsText(ports)];
  return entered === listened ? listened : `${entered} (to ${listened})`;
}

/** The first step that blocks it, the missing information, or the path. */
function sentence({ verdict, stop, because, path, ways }: Answer): string {
  if (ways && verdict === 'reachable')
    return ways.flatMap(({ verdict: one, text }) => (one === 'blocked' ? [] : [text])).join('; ');
  if (verdict === 'unknown') return `Not known: ${because ?? ''}`;
  if (verdict === 'blocked') return stop ? `${stop.layer} ${stop.label} ${stop.text}` : 'nothing leads there';
  const rules = path.filter(
    ({ layer, isReply }) =>
      !isReply &&
      ['security group', 'load balancer', 'NAT gateway', 'peering', 'transit gateway', 'endpoint'].includes(layer),
  );
  const shown = rules.length > 0 ? rules : path.filter(({ isReply }) => !isReply);
  return shown.map(({ layer, label, text }) => `${layer} ${label} ${text}`).join('; ');
}
