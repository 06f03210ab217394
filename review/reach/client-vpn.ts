import type { Graph } from '../model/graph';
import type { Resource } from '../model/resource';
import { isAbsent, Reference, Unknown } from '../model/value';
import { parseCidr, type Cidr } from '../network/cidr';
import { peersOf, type Peer } from '../network/peers';
import { addressesOf, subtract } from './addresses';
import type { Member } from './members';
import { addressesOfPeer } from './peer-addresses';
import { peerText } from './rule-text';
import type { Placed, Question } from './steps';
import { filterOf, lastPort, type Entry } from './traffic';
import type { Step } from './walk';

const type = 'aws_ec2_client_vpn_endpoint';
const by = 'client_vpn_endpoint_id';
const ruleType = 'aws_ec2_client_vpn_authorization_rule';

/** The Client VPN endpoint whose clients have an address, which the VPC sees as one of the endpoint's. */
export function clientVpnWith(members: readonly Member[], cidr: Cidr): Member | undefined {
  return members.find(({ resource }) => {
    const written = resource.type === type ? resource.at('client_cidr_block') : undefined;
    const clients = typeof written === 'string' ? parseCidr(written) : undefined;
    if (!clients || clients.family !== cidr.family) return false;
    return subtract(addressesOf([cidr], cidr.family), addressesOf([clients], cidr.family)).length === 0;
  });
}

/** The groups that rules of an endpoint authorize, by name, each with its rules. */
export function groupsOnVpn(graph: Graph, { resource }: Member): readonly { group: string; rule: Resource }[] {
  if (resource.type !== type) return [];
  return graph.children(resource, ruleType, by).found.flatMap((rule) => {
    const group = rule.at('access_group_id');
    return typeof group === 'string' ? [{ group, rule }] : [];
  });
}

/** What its authorization rules and its routes let the clients of a Client VPN endpoint reach. */
export function clientVpnSteps(question: Question, { party, place }: Placed): Step[] {
  const { resource: endpoint, group } = party;
  if (endpoint?.type !== type) return [];
  // The route to the VPC of an associated subnet comes with the association.
  const addresses = place.vpc?.ranges[question.family] ?? [];
  const local = entry(addresses, endpoint, 'has a route to the VPC of its subnets');
  const rules = ruleEntries(question, endpoint, group);
  const whom = group === undefined ? 'nobody' : `no people of group ${group}`;
  return [
    step(question, endpoint, rules, `authorizes ${whom} for the destination`, ruleType),
    step(
      question,
      endpoint,
      [local, ...routeEntries(question, endpoint)],
      'has no route to the destination',
      'aws_ec2_client_vpn_route',
    ),
  ];
}

function step({ family }: Question, resource: Resource, entries: readonly Entry[], stops: string, needs: string): Step {
  const filter = filterOf(entries, family);
  return { layer: 'endpoint', resource, side: 'destinations', isReply: false, filter, stops, needs: `an ${needs}` };
}

function routeEntries(question: Question, endpoint: Resource): Entry[] {
  const { graph } = question.topology;
  const { found, unknown } = graph.children(endpoint, 'aws_ec2_client_vpn_route', by);
  const written = found.flatMap((route) =>
    peersOf(graph, 'destination_cidr_block', route.at('destination_cidr_block')).map((peer) =>
      peerEntry(question, route, peer, `has a route to ${peerText(peer)}`),
    ),
  );
  return unknown ? [...written, anywhere(question, endpoint, true, unknown)] : written;
}

/** Whom a rule authorizes: everybody, a group, or one of which it is not known which. */
function whomOf(rule: Resource): { readonly group?: string; readonly unknown?: Unknown } {
  const [group, all] = [rule.at('access_group_id'), rule.at('authorize_all_groups')];
  if (typeof group === 'string') return { group };
  if (group instanceof Unknown) return { unknown: group };
  if (group instanceof Reference) return { unknown: new Unknown(`${group.toString()} is known after apply`) };
  if (all instanceof Unknown) return { unknown: all };
  return isAbsent(group) ? {} : { unknown: new Unknown(`the group of ${rule.address}`) };
}

interface Judged {
  readonly entry: Entry;
  /** Of a range that is not known none, since it may be the longest. */
  readonly prefix: bigint | undefined;
}

/**
 * Of the rules for an address the one with the longest prefix decides, and refuses whom it does not name
 * (docs.aws.amazon.com/vpn/latest/clientvpn-admin/cvpn-working-rules.html). Where all people are meant, each rule lets some of them pass.
 */
function ruleEntries(question: Question, endpoint: Resource, group: string | undefined): Entry[] {
  const { graph } = question.topology;
  const { found, unknown } = graph.children(endpoint, ruleType, by);
  const judged = found.flatMap((rule) => {
    const peers = peersOf(graph, 'target_network_cidr', rule.at('target_network_cidr'));
    return peers.flatMap((peer) => judge(question, rule, peer, group));
  });
  const size = ({ prefix }: Judged) => prefix ?? -1n;
  const order = (one: Judged, other: Judged) => {
    const [a, b] = [size(one), size(other)];
    if (a !== b) return a < b ? -1 : 1;
    // Of one range, a rule that certainly lets the group pass is before one that may not be for it.
    return rank(one.entry) - rank(other.entry);
  };
  const entries = judged.sort(order).map(({ entry }) => entry);
  if (!unknown) return entries;
  const more = anywhere(question, endpoint, true, unknown);
  return group === undefined ? [...entries, more] : [anywhere(question, endpoint, false, unknown), ...entries, more];
}

/** Where the range is not known, a refusal of some of it comes first: certain is then only what no such rule may take away. */
const rank = ({ allows, unknown }: Entry) => (unknown ? (allows ? 2 : 1) : allows ? 0 : 3);

function judge(question: Question, rule: Resource, peer: Peer, group: string | undefined): Judged[] {
  const whom = whomOf(rule);
  const name = whom.group === undefined ? 'everybody' : `group ${whom.group}`;
  const text = `authorizes ${whom.unknown ? 'somebody' : name} for ${peerText(peer)}`;
  const prefix = peer.kind === 'cidr' ? peer.cidr.last - peer.cidr.first : undefined;
  const written = peerEntry(question, rule, peer, text);
  if (group === undefined) return [{ prefix, entry: written }];
  if (whom.unknown) {
    const { unknown } = whom;
    return [true, false].map((allows) => ({ prefix, entry: { ...written, allows, unknown } }));
  }
  return [{ prefix, entry: { ...written, allows: whom.group === undefined || whom.group === group } }];
}

function peerEntry({ family }: Question, resource: Resource, peer: Peer, text: string): Entry {
  const { addresses, unknown } = addressesOfPeer(peer, family);
  return { ...entry(addresses, resource, text), ...(unknown && { unknown }) };
}

/** A rule or a route that may be there. */
function anywhere({ family, topology }: Question, endpoint: Resource, allows: boolean, unknown: Unknown): Entry {
  const world = peersOf(topology.graph, 'cidr_block', [family === 4 ? '0.0.0.0/0' : '::/0']);
  const addresses = world.flatMap((peer) => addressesOfPeer(peer, family).addresses);
  return { ...entry(addresses, endpoint, ''), allows, unknown };
}

function entry(addresses: Entry['addresses'], resource: Resource, text: string): Entry {
  return { from: 0, to: lastPort, addresses, allows: true, by: { resource, text } };
}
