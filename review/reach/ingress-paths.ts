import { Unknown } from '../model/value';
import { peersOf } from '../network/peers';
import { accelerationsOf } from './accelerators';
import { everywhere } from './addresses';
import { addressStep, gatewayStep, publicAccessStep, toGateway } from './internet-steps';
import { nowhere, type Party } from './party';
import { addressesOfPeer } from './peer-addresses';
import { peerText } from './rule-text';
import {
  aclStep,
  gateStep,
  groupStep,
  listeningStep,
  pathOf,
  portsStep,
  routeStep,
  trafficAsked,
  unknownStep,
  unplacedStep,
  type Path,
  type Placed,
  type Question,
} from './steps';
import { filterOf, type Entry } from './traffic';
import type { Step } from './walk';

/** From the internet: by a gateway to a public address, with a path for replies. */
export function pathFromInternet(question: Question, from: Party, to: Placed): Path {
  const { place, party } = to;
  const source = { party: from };
  const { subnet, vpc } = place;
  const listening = listeningStep(question, party);
  if (subnet instanceof Unknown) {
    const where = unplacedStep(question, party, subnet);
    const known = [...(vpc ? [gatewayStep(question, vpc)] : []), ...addressStep(question, to)];
    return pathOf(source, to, [...listening, ...known, ...groupStep(question, to, 'ingress', source), where]);
  }
  return pathOf(source, to, [
    ...listening,
    gatewayStep(question, subnet.vpc),
    ...publicAccessStep(question, subnet, 'ingress'),
    ...addressStep(question, to),
    routeStep(question, subnet, 'sources', from.internetRanges[question.family], toGateway),
    ...aclStep(question, subnet, 'ingress', 'sources', from.label),
    ...groupStep(question, to, 'ingress', source),
    ...aclStep(question, subnet, 'egress', 'sources', from.label, true),
  ]);
}

/** In by Global Accelerator: the VPC needs a gateway, and its targets neither a public address nor a route to it. */
export function pathsByAccelerator(question: Question, from: Party, to: Placed): Path[] {
  const { party, place } = to;
  const { subnet } = place;
  const { graph } = question.topology;
  const { member } = party;
  if (!member || subnet instanceof Unknown || question.protocol === 'icmp') return [];
  const source = { party: from };
  return accelerationsOf(graph, member).map(({ by, ports, unknown }) => {
    const words = { stops: 'does not accelerate these ports', needs: 'a port_range of its listener' };
    return pathOf(source, to, [
      ...listeningStep(question, party),
      { ...portsStep(question, 'accelerator', by, ports, 'hands on what comes from the internet'), ...words },
      ...(unknown ? [unknownStep(question, 'accelerator', by, unknown)] : []),
      gatewayStep(question, subnet.vpc),
      ...publicAccessStep(question, subnet, 'ingress'),
      ...aclStep(question, subnet, 'ingress', 'sources', from.label),
      ...groupStep(question, to, 'ingress', source),
      ...aclStep(question, subnet, 'egress', 'sources', from.label, true),
    ]);
  });
}

/** In by an endpoint that AWS runs on the internet: to the control plane of EKS, to a function URL. */
export function pathToPublicEndpoint(question: Question, from: Party, to: Party): Path[] {
  const { publicEndpoint: endpoint, resource } = to.member ?? {};
  if (!endpoint || !resource || question.family === 6) return [];
  const { graph } = question.topology;
  const entries = endpoint.openings.flatMap(({ ports, sources, unknown: doubt }) =>
    ports
      .filter(({ protocol }) => protocol === question.protocol || protocol === 'all')
      .flatMap(({ from: first, to: last }) =>
        peersOf(graph, 'public_access_cidrs', sources).flatMap((peer): Entry[] => {
          const { addresses, unknown = doubt } = addressesOfPeer(peer, 4);
          const by = { resource, text: `${endpoint.text}, open to ${peerText(peer)}` };
          return [{ from: first, to: last, addresses, allows: true, by, ...(unknown && { unknown }) }];
        }),
      ),
  );
  const open = gateStep(question, 'endpoint', resource, endpoint.isOn, {
    passes: '',
    stops: 'has no public endpoint',
    needs: endpoint.setting,
  });
  const admitted: Step = {
    ...{ layer: 'endpoint', resource, side: 'sources', isReply: false, filter: filterOf(entries, 4) },
    stops: `admits no ${trafficAsked(question)} from ${from.label} to its public endpoint`,
    needs: 'a port and a source that it admits',
  };
  const destinations = { ...nowhere, 4: everywhere[4] };
  return [{ sources: from.internetRanges, destinations, hidden: {}, steps: [open, admitted] }];
}
