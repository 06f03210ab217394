import { smallProd as prod } from '../support/small-prod';
import type { Environment } from '../../environments/schema';
import { graphOfStacks } from '../../review/model/inputs/stacks';
import { reachInEveryVariant, topologyOf } from '../../review/reach';
import { find } from '../../review/reach/find';
import { writtenStacks } from '../support/stacks';

const { web } = prod.services;
const services: Environment['services'] = {
  web: { ...web, calls: ['api'] },
  api: { ...web, hosts: {}, port: 8081, calls: [] },
  worker: { ...web, hosts: {}, calls: [] },
};

test('a service reaches what it calls, at its port alone, and nothing reaches back', async () => {
  const topology = topologyOf(await graphOfStacks(writtenStacks({ ...prod, services })));
  const party = (name: string) => find(topology, name, 'prod').parties![0]!;
  const verdict = (from: string, to: string, port: number) =>
    reachInEveryVariant(topology, party(from), party(to), { port }).verdict;
  expect(verdict('service-web', 'service-api', 8081)).toBe('reachable');
  expect(verdict('service-web', 'service-api', 8080)).toBe('blocked');
  expect(verdict('service-api', 'service-web', 8080)).toBe('blocked');
  expect(verdict('service-worker', 'service-api', 8081)).toBe('blocked');
});
