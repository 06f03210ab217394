import type { Graph } from '../model/graph';
import { reach } from './ask';
import { commonLabel, isDataTier } from './named';
import { distinct } from './names';
import { partyOf, theInternet, type Party } from './party';
import { portsText, type Answer } from './reach';
import { labelOf, topologyOf, type Topology } from './topology';
import type { CellView, GroupView, MatrixView } from './views';

interface Group {
  readonly view: GroupView;
  readonly party: Party;
}

/** Who can talk to whom in an environment: each group with each other, and with the internet. */
export function reachabilityMatrix(graph: Graph, environment: string): MatrixView {
  const topology = topologyOf(graph);
  const all = groupsOf(topology, environment);
  const groups = [theInternetGroup, ...shown(all)];
  const leftOut = all.length + 1 - groups.length;
  const cells = groups.flatMap((from) =>
    groups.filter((to) => from !== to || from.view.members.length > 1).map((to) => cellOf(topology, from, to)),
  );
  return { environment, groups: groups.map(({ view }) => view), ...(leftOut > 0 && { leftOut }), cells };
}

// 80 groups are 6400 cells: what a page can show, and a second can answer.
const most = 80;

function shown(groups: readonly Group[]): readonly Group[] {
  if (groups.length <= most) return groups;
  const data = groups.filter(({ view }) => view.isDataTier);
  const kept = new Set([...new Set([...data, ...groups])].slice(0, most));
  return groups.filter((group) => kept.has(group));
}

const theInternetGroup: Group = {
  view: { id: 'internet', label: 'internet', kind: 'internet', isDataTier: false, members: [] },
  party: theInternet,
};

function groupsOf(topology: Topology, environment: string): Group[] {
  const members = topology.members.filter(({ resource }) => resource.environment === environment);
  return distinct(members.map(partyOf))
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

function cellOf(topology: Topology, from: Group, to: Group): CellView {
  const answer = reach(topology, from.party, to.party);
  const { verdict, ports } = answer;
  const sources =
    from === theInternetGroup && verdict !== 'blocked' && !answer.isWorld ? ` from ${answer.sources.join(', ')}` : '';
  return {
    from: from.view.id,
    to: to.view.id,
    verdict,
    ports,
    traffic: verdict === 'blocked' ? 'nothing' : `${portsText(ports)}${sources}`,
    because: sentence(answer),
  };
}

/** The first thing that stops it, what is not known, or the way that it takes. */
function sentence({ verdict, stop, because, path }: Answer): string {
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
