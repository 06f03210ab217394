import { Fn } from 'cdktf';
import { Network, type NetworkProps } from '../../../modules/network';
import { synth } from '../../support/synth';

const account = '111122223333';
const [a, b, c] = ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'] as const;
const [first, second, third] = ['eipalloc-0a1b2c3d4e5f60001', 'eipalloc-0a1b2c3d4e5f60002', 'eipalloc-0a1b2c3d'];

function network(natGateways: NetworkProps['natGateways'], zones: NetworkProps['zones'] = [a, b, c]) {
  return synth((stack) => {
    new Network(stack, 'network', {
      ...{ name: 'prod', account, region: 'eu-west-1', cidr: '10.30.0.0/16', zones, natGateways },
      flowLogs: { key: { keyArn: `arn:aws:kms:eu-west-1:${account}:key/logs` }, retentionDays: 365 },
      topic: { topicArn: `arn:aws:sns:eu-west-1:${account}:alarms` },
    });
  });
}

type Synthesized = ReturnType<typeof network>;
/** The address of each gateway, by the gateway's name. */
const addressesOf = (synthesized: Synthesized) =>
  Object.fromEntries(
    synthesized.all('aws_nat_gateway').map(({ tags, allocation_id }): [string, string] => [tags.Name, allocation_id]),
  );

test('each gateway has the address of its zone, and none is allocated', () => {
  const synthesized = network({ placement: 'per-zone', addresses: { [a]: first!, [b]: second!, [c]: third! } });
  expect(addressesOf(synthesized)).toEqual({
    'prod-nat-eu-west-1a': first,
    'prod-nat-eu-west-1b': second,
    'prod-nat-eu-west-1c': third,
  });
  expect(synthesized.none('aws_eip')).toBe(true);
});

test('a single gateway has one, for the first zone that stays', () => {
  const synthesized = network({ placement: 'single', addresses: { [b]: first! } }, [{ retiring: a }, b, c]);
  expect(addressesOf(synthesized)).toEqual({ 'prod-nat-eu-west-1b': first });
});

test('nothing else is different from addresses that are allocated: gateways, routes and alarms keep their names', () => {
  const names = (synthesized: Synthesized) =>
    synthesized
      .resources()
      .map(({ type, name }) => `${type}.${name}`)
      .filter((name) => !name.startsWith('aws_eip.'));
  const own = network({ placement: 'per-zone', addresses: { [a]: first!, [b]: second!, [c]: third! } });
  expect(names(own)).toEqual(names(network('per-zone')));
});

test('an address that is known only after apply passes', () => {
  const address = Fn.join('', ['eipalloc-', '0a1b2c3d']);
  const synthesized = network({ placement: 'single', addresses: { [a]: address } });
  expect(addressesOf(synthesized)).toEqual({ 'prod-nat-eu-west-1a': expect.stringMatching(/^\$\{join\(/) });
});

describe('refuses', () => {
  test.each<[string, Exclude<NetworkProps['natGateways'], string>, NetworkProps['zones'], string]>([
    [
      'a zone that has a gateway and no address',
      { placement: 'per-zone', addresses: { [a]: first! } },
      [a, b, c],
      'natGateways.addresses: expected an address for each NAT gateway, also in eu-west-1b, eu-west-1c, found {"eu-west-1a"',
    ],
    [
      'an address for a zone without a gateway',
      { placement: 'single', addresses: { [a]: first!, [b]: second! } },
      [a, b],
      'natGateways.addresses: expected zones with a NAT gateway: eu-west-1a, found "eu-west-1b"',
    ],
    [
      'an address for a zone that retires',
      { placement: 'per-zone', addresses: { [a]: first!, [b]: second! } },
      [a, { retiring: b }],
      'natGateways.addresses: expected zones with a NAT gateway: eu-west-1a, found "eu-west-1b"',
    ],
    [
      'an address twice',
      { placement: 'per-zone', addresses: { [a]: first!, [b]: first! } },
      [a, b],
      `natGateways.addresses: expected each address once, found "${first}"`,
    ],
    [
      'an address where an allocation id is asked',
      { placement: 'single', addresses: { [a]: '203.0.113.7' } },
      [a],
      'natGateways.addresses.eu-west-1a: expected the allocation id of an Elastic IP address, such as eipalloc-0a1b2c3d, found "203.0.113.7"',
    ],
    [
      'a placement that is none',
      { placement: 'none' as 'single', addresses: { [a]: first! } },
      [a],
      'natGateways.placement: expected one of single, per-zone, found "none"',
    ],
  ])('%s', (_, choice, zones, message) => {
    expect(() => network(choice, zones)).toThrow(`stack/network: ${message}`);
  });
});
