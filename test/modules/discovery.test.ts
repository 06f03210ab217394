import { Namespace } from '../../modules/discovery';
import { synth } from '../support/synth';

const namespace = (name = 'services.prod.internal', network = { vpcId: 'vpc-1' }) =>
  synth((stack) => new Namespace(stack, 'namespace', { name, network }));

test('a namespace is private, in one network', () => {
  const stack = namespace();
  expect(stack.resources().map(({ type }) => type)).toEqual(['aws_service_discovery_private_dns_namespace']);
  expect(stack.one('aws_service_discovery_private_dns_namespace')).toMatchObject({
    name: 'services.prod.internal',
    vpc: 'vpc-1',
  });
});

test.each(['prod', 'Services.prod.internal', 'services..internal', '10.0.0.1', ''])('%j is no domain', (name) => {
  expect(() => namespace(name)).toThrow(/stack\/namespace: name: expected a domain such as/);
});
