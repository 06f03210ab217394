import type { Resource } from '../model/resource';
import { parseCidr, type Cidr } from '../network/cidr';
import { peersOf } from '../network/peers';
import { addressesOf, subtract } from './addresses';
import type { Member } from './members';
import { addressesOfPeer } from './peer-addresses';
import { peerText } from './rule-text';
import type { Placed, Question } from './steps';
import { filterOf, lastPort, type Entry } from './traffic';
import type { Step } from './walk';

const type = 'aws_ec2_client_vpn_endpoint';
const by = 'client_vpn_endpoint_id';

/** The Client VPN endpoint whose clients have an address, which the VPC sees as one of the endpoint's. */
export function clientVpnWith(members: readonly Member[], cidr: Cidr): Member | undefined {
  return members.find(({ resource }) => {
    const written = resource.type === type ? resource.at('client_cidr_block') : undefined;
    const clients = typeof written === 'string' ? parseCidr(written) : undefined;
    if (!clients || clients.family !== cidr.family) return false;
    return subtract(addressesOf([cidr], cidr.family), addressesOf([clients], cidr.family)).length === 0;
  });
}

/** What its authorization rules and its routes let the clients of a Client VPN endpoint reach. */
export function clientVpnSteps(question: Question, { party, place }: Placed): Step[] {
  const { resource: endpoint } = party;
  if (endpoint?.type !== type) return [];
  const rules = entriesOf(question, endpoint, 'aws_ec2_client_vpn_authorization_rule', 'target_network_cidr');
  const routes = entriesOf(question, endpoint, 'aws_ec2_client_vpn_route', 'destination_cidr_block');
  // The route to the VPC of an associated subnet comes with the association.
  const addresses = place.vpc?.ranges[question.family] ?? [];
  const local = entry(addresses, endpoint, 'has a route to the VPC of its subnets');
  return [
    step(question, endpoint, rules, 'authorizes nobody for the destination', 'aws_ec2_client_vpn_authorization_rule'),
    step(question, endpoint, [local, ...routes], 'has no route to the destination', 'aws_ec2_client_vpn_route'),
  ];
}

function step({ family }: Question, resource: Resource, entries: readonly Entry[], stops: string, needs: string): Step {
  const filter = filterOf(entries, family);
  return { layer: 'endpoint', resource, side: 'destinations', isReply: false, filter, stops, needs: `an ${needs}` };
}

function entriesOf({ topology, family }: Question, endpoint: Resource, child: string, attribute: string): Entry[] {
  const { graph } = topology;
  const { found, unknown } = graph.children(endpoint, child, by);
  const known = found.flatMap((one) =>
    peersOf(graph, attribute, one.at(attribute)).map((peer) => {
      const { addresses, unknown } = addressesOfPeer(peer, family);
      const what = child.endsWith('_route') ? 'has a route to' : 'authorizes clients for';
      return { ...entry(addresses, one, `${what} ${peerText(peer)}`), ...(unknown && { unknown }) };
    }),
  );
  const all = peersOf(graph, attribute, ['0.0.0.0/0', '::/0']);
  return unknown
    ? [...known, ...all.map((peer) => ({ ...entry(addressesOfPeer(peer, family).addresses, endpoint, ''), unknown }))]
    : known;
}

function entry(addresses: Entry['addresses'], resource: Resource, text: string): Entry {
  return { from: 0, to: lastPort, addresses, allows: true, by: { resource, text } };
}
