import { Dashboard, type DashboardProps, type Graph } from '../../modules/dashboard';
import { synth } from '../support/synth';

const metric = {
  ...{ namespace: 'AWS/ECS', metricName: 'CPUUtilization', dimensions: { ClusterName: 'prod', ServiceName: 'web' } },
  ...{ statistic: 'p99' as const, periodSeconds: 60 },
};
const graph: Graph = { title: 'CPU', region: 'eu-west-1', metrics: { slowest: metric }, unit: 'percent' };
const titled = (...titles: string[]): Graph[] => titles.map((title) => ({ ...graph, title }));
const dashboard = (rows: DashboardProps['rows'], name = 'prod') =>
  synth((stack) => new Dashboard(stack, 'dashboard', { name, rows })).one('aws_cloudwatch_dashboard');
const widgets = (rows: DashboardProps['rows']) => JSON.parse(dashboard(rows).dashboard_body).widgets;

test('shows each metric with its statistic, period, region and label', () => {
  const [{ type, properties }] = widgets([[graph]]);
  expect([type, properties]).toEqual([
    'metric',
    {
      ...{ title: 'CPU', region: 'eu-west-1', view: 'timeSeries', stacked: false },
      yAxis: { left: { min: 0, max: 100, label: 'Percent', showUnits: false } },
      metrics: [
        [
          ...['AWS/ECS', 'CPUUtilization', 'ClusterName', 'prod', 'ServiceName', 'web'],
          { label: 'slowest', stat: 'p99', period: 60 },
        ],
      ],
    },
  ]);
});

test('shows expressions, and not what they are about', () => {
  const math = {
    metrics: { errors: metric },
    steps: { failed: 'FILL(errors, 0)' },
    expressions: { 'errors, at least': 'failed * 2' },
  };
  const [{ properties }] = widgets([[{ title: 'Burn', region: 'eu-west-1', math, unit: 'rate' }]]);
  expect(properties.yAxis.left.label).toBe('Times as fast as allowed');
  expect(properties.metrics).toEqual([
    [
      ...['AWS/ECS', 'CPUUtilization', 'ClusterName', 'prod', 'ServiceName', 'web'],
      { id: 'errors', visible: false, stat: 'p99', period: 60 },
    ],
    [{ id: 'failed', expression: 'FILL(errors, 0)', visible: false }],
    [{ label: 'errors, at least', expression: 'failed * 2' }],
  ]);
});

test('fills its 24 columns with the graphs of a row, one row below the other', () => {
  const places = widgets([titled('a', 'b', 'c'), titled('d')]).map(({ x, y, width }: any) => [x, y, width]);
  expect(places).toEqual([
    [0, 0, 8],
    [8, 0, 8],
    [16, 0, 8],
    [0, 6, 24],
  ]);
});

test.each<[string, () => unknown, string]>([
  ['a name that CloudWatch refuses', () => dashboard([[graph]], 'prod shop'), 'name: expected 1 to 255 letters'],
  ['no row', () => dashboard([]), 'rows: expected 1 to 125 rows'],
  ['five graphs in a row', () => dashboard([titled('a', 'b', 'c', 'd', 'e')]), 'rows[0]: expected 1 to 4 graphs'],
  [
    'a graph of nothing',
    () => dashboard([[{ ...graph, metrics: {} }]]),
    'rows[0][0].metrics: expected 1 to 100 metrics',
  ],
  [
    'a graph with neither metrics nor expressions',
    () => dashboard([[{ ...graph, metrics: undefined }]]),
    'rows: expected metrics or math for each graph, found "CPU"',
  ],
  [
    'more metrics than a dashboard has',
    () => {
      const metrics = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`metric ${index}`, metric]));
      return dashboard(Array.from({ length: 26 }, () => [{ ...graph, metrics }]));
    },
    'rows: expected 2500 metrics or fewer on a dashboard, found 2600',
  ],
])('refuses %s', (_, build, message) => expect(build).toThrow(message));
