import { Resource } from '../model/resource';
import { Unknown } from '../model/value';
import type { Via } from '../network/routes';
import { publicAccessOf, type Gateway } from './block-public-access';
import { labelOf } from './labels';
import { targetText, type IsMeant } from './routing';
import { gateStep, type Placed, type Question } from './steps';
import type { Subnet, Vpc } from './vpcs';
import type { Step } from './walk';

/** Firewall endpoints and appliances may forward the traffic or not: their rules are not in the input. */
export const toGateway = {
  isMeant: ((via, target) => {
    if (via === 'internet-gateway') return true;
    return via === 'endpoint' || via === 'network-interface' || via === 'other' ? forwardsTraffic(via, target) : false;
  }) satisfies IsMeant,
  to: 'an internet gateway',
};

export function forwardsTraffic(via: Via, target: Resource | undefined): boolean | Unknown {
  // An instance drops packets that are not addressed to it unless source_dest_check is off.
  if (via === 'network-interface' && target && target.mode === 'managed') {
    const isChecked = target.at('source_dest_check') ?? true;
    if (isChecked === true || isChecked === 'true') return false;
  }
  return new Unknown(`what ${targetText({ via, ...(target && { target }) })} lets through`);
}

export function gatewayStep(question: Question, vpc: Vpc): Step {
  const { internetGateway: gateway } = vpc;
  const resource = gateway instanceof Resource ? gateway : vpc.resource;
  const isAttached = gateway instanceof Unknown ? gateway : gateway !== undefined;
  return gateStep(question, 'internet gateway', resource, isAttached, {
    passes: `connects ${labelOf(vpc.resource)} to the internet`,
    stops: 'has no internet gateway',
    needs: `an internet gateway attached to ${labelOf(vpc.resource)}`,
  });
}

export function publicAccessStep(
  question: Question,
  subnet: Subnet,
  direction: 'ingress' | 'egress',
  gateway: Gateway = 'internet-gateway',
): Step[] {
  const access = publicAccessOf(question.topology.graph, subnet, direction, gateway);
  if (!access) return [];
  return [
    gateStep(question, 'block public access', access.by, access.passes, {
      passes: '',
      stops: `blocks what goes ${direction === 'ingress' ? 'in from' : 'out to'} the internet`,
      needs: `an exclusion for ${labelOf(subnet.vpc.resource)}`,
    }),
  ];
}

/** What may have no IPv6 address may have no way out by IPv6. */
export function ipv6Step(question: Question, placed: Placed): Step[] {
  return placed.place.maybeIpv4Only ? addressStep(question, placed) : [];
}

export function addressStep(question: Question, { party, place }: Placed): Step[] {
  if (!party.member) return [];
  const { has, because } = place.publicAddress[question.family];
  const ip = question.family === 4 ? 'IPv4' : 'IPv6';
  return [
    gateStep(question, 'public address', party.member.resource, has, {
      passes: because,
      stops: `has no public ${ip} address: ${because}`,
      needs: `a public ${ip} address`,
    }),
  ];
}
