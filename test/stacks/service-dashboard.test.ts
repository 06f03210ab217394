import * as environments from '../../environments';
import type { Environment } from '../../environments/schema';
import { onlyServices } from '../support/environments';
import { smallProd } from '../support/small-prod';
import { stackOf } from '../support/stacks';

interface Widget {
  readonly x: number;
  readonly y: number;
  readonly properties: { readonly title: string; readonly metrics: readonly (readonly any[])[] };
}

const dashboard = (environment: Environment) => stackOf(environment, 'service').one('aws_cloudwatch_dashboard');
const widgets = (environment: Environment): Widget[] => JSON.parse(dashboard(environment).dashboard_body).widgets;
const titles = (environment: Environment) => widgets(environment).map(({ properties: { title } }) => title);
type Name = keyof typeof smallProd.services;
const only = (...names: readonly Name[]): Environment => onlyServices(smallProd, ...names);

test('has of each service what people see of it, and then what it runs on', () => {
  expect(dashboard(only('web')).dashboard_name).toBe('prod-services');
  expect(titles(only('web', 'office'))).toEqual([
    ...['Service web: requests', 'Service web: requests that fail', 'Service web: seconds of an answer'],
    ...['Service web: error budget', 'Service web: tasks', 'Service web: CPU and memory in use'],
    'Service web: errors that it logs',
    ...['Service office: requests', 'Service office: requests that fail', 'Service office: seconds of an answer'],
    ...['Service office: error budget', 'Service office: servers', 'Service office: CPU and memory in use'],
    'Service office: errors that it logs',
  ]);
});

test('has how long messages wait of a service that takes them, and no requests', () => {
  expect(titles(only('web', 'worker')).slice(7)).toEqual([
    ...['Service worker: tasks', 'Service worker: CPU and memory in use'],
    'Service worker: seconds that its oldest message waits',
    'Service worker: errors that it logs',
  ]);
});

test('has percentiles of latency, and how fast error budgets are spent in times of what is allowed', () => {
  const [, , latency, budget] = widgets(only('web')).map(({ properties }) => properties.metrics);
  expect(latency!.map((line) => line.at(-1).stat)).toEqual(['p50', 'p95', 'p99']);
  expect(budget!.filter((line) => line.at(-1).visible !== false).map(([line]) => line)).toEqual([
    { label: 'availability', expression: '(IF(failed >= 10, 100 * failed / requests, 0)) / 0.1' },
    { label: 'latency', expression: '(IF(slow >= 10, 100 - within, 0)) / 5' },
  ]);
});

test('has no error budget of a service without objectives', () => {
  const { web } = smallProd.services;
  const without = { ...only('web'), services: { web: { ...web, slo: 'none' } } } as Environment;
  expect(titles(without)).not.toContain('Service web: error budget');
});

test.each(Object.values<Environment>(environments as never))(
  'of $name has the same bytes each time, and is within what CloudWatch takes',
  (environment) => {
    const body = dashboard(environment).dashboard_body;
    expect(dashboard(environment).dashboard_body).toBe(body);
    const all = widgets(environment);
    // CloudWatch user guide, CloudWatch service quotas.
    expect(all.length).toBeLessThanOrEqual(500);
    for (const { properties } of all) expect(properties.metrics.length).toBeLessThanOrEqual(500);
    expect(all.flatMap(({ properties }) => properties.metrics).length).toBeLessThanOrEqual(2500);
    expect(new Set(all.map(({ x, y }) => `${x} ${y}`)).size).toBe(all.length);
  },
);
