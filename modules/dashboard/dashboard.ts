import { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard';
import { Construct } from 'constructs';
import { metricId } from '../alarm/math-alarm';
import { metric, type MetricAlarmProps } from '../alarm/metric-alarm';
import {
  assertProp,
  checkProps,
  list,
  map,
  matching,
  object,
  oneOf,
  optional,
  regionName,
  sentence,
  type Description,
  type Prop,
} from '../props';

export interface DashboardProps {
  /** The dashboard's name, unique in its account: `prod`. */
  readonly name: string;
  /** From the top down; the graphs of a row stand side by side. */
  readonly rows: readonly (readonly Graph[])[];
}

export interface Graph {
  readonly title: string;
  /** The region of its metrics; those of CloudFront are in us-east-1. */
  readonly region: string;
  /**
   * What it shows, by label.
   * @default none: it shows expressions
   */
  readonly metrics?: Readonly<Record<string, MetricAlarmProps['metric']>>;
  /**
   * Expressions that it shows.
   * @default none
   */
  readonly math?: GraphMath;
  /**
   * The unit of the axis; `rate`: how many times as fast as allowed.
   * @default 'count'
   */
  readonly unit?: 'count' | 'percent' | 'seconds' | 'rate';
}

/** Expressions, and what they are about, which is not shown itself. */
export interface GraphMath {
  /** The metrics, by the name that expressions call them: small letter first. */
  readonly metrics: Readonly<Record<string, MetricAlarmProps['metric']>>;
  /**
   * Expressions on the way to those that are shown, by name.
   * @default none
   */
  readonly steps?: Readonly<Record<string, string>>;
  /** What is shown, by label, in CloudWatch metric math. */
  readonly expressions: Readonly<Record<string, string>>;
}

const source = 'CloudWatch API reference, Dashboard body structure and syntax';
/** Columns of a dashboard. */
const columns = 24;
const height = 6;
/** Of all its graphs, those of expressions too. 125 rows of 4 graphs are the 500 widgets that it may have (CloudWatch user guide, CloudWatch service quotas). */
const mostMetrics = 2500;
const label = sentence('a label', { max: 255, source });
const expressions = (what: string, name: Prop<string>, min: number) =>
  map(what, name, sentence('an expression', { max: 2048, source }), { min, max: 10 });

const graph = object<Graph>({
  title: sentence('a title', { max: 255, source }),
  region: regionName,
  metrics: optional(map('metrics', label, metric, { min: 1, max: 100 }), 'none: it shows expressions'),
  math: optional(
    object<GraphMath>({
      metrics: map('metrics', metricId, metric, { min: 1, max: 50 }),
      steps: optional(expressions('expressions', metricId, 0), 'none'),
      expressions: expressions('expressions', label, 1),
    }),
    'none',
  ),
  unit: optional(oneOf(['count', 'percent', 'seconds', 'rate']), "'count'"),
});

const dashboardProps: Description<DashboardProps> = {
  name: matching(/^[\w-]{1,255}$/, '1 to 255 letters, digits, _ and -', {
    structure: true,
    source: 'CloudWatch API reference, PutDashboard, DashboardName',
  }),
  rows: list('rows', list('graphs', graph, { min: 1, max: 4 }), { min: 1, max: 125, source }),
};

/** A CloudWatch dashboard. Its JSON follows from the props alone, so that a plan shows a change only where a graph has one. */
export class Dashboard extends Construct {
  static readonly props = dashboardProps;
  readonly nodes: { readonly dashboard: CloudwatchDashboard };

  /** @throws PropsError for a name or a metric that CloudWatch refuses. */
  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    checkProps(this, dashboardProps, props);
    this.assertGraphs(props);
    const widgets = props.rows.flatMap((row, index) => {
      const width = columns / row.length;
      return row.map((graph, at) => ({
        ...{ type: 'metric', x: at * width, y: index * height, width, height },
        properties: propertiesOf(graph),
      }));
    });
    const dashboardBody = JSON.stringify({ widgets });
    this.nodes = {
      dashboard: new CloudwatchDashboard(this, 'dashboard', { dashboardName: props.name, dashboardBody }),
    };
  }

  private assertGraphs({ rows }: DashboardProps): void {
    const graphs = rows.flat();
    const empty = graphs.find(({ metrics, math }) => !metrics && !math);
    assertProp(this, 'rows', !empty, 'metrics or math for each graph', empty?.title);
    const count = graphs.reduce(
      (sum, { metrics = {}, math }) => sum + sizeOf(metrics) + sizeOf(math?.metrics ?? {}),
      0,
    );
    assertProp(this, 'rows', count <= mostMetrics, `${mostMetrics} metrics or fewer on a dashboard`, count);
  }
}

const sizeOf = (named: object) => Object.keys(named).length;
const labels = { count: 'Count', percent: 'Percent', seconds: 'Seconds', rate: 'Times as fast as allowed' } as const;

function propertiesOf({ title, region, metrics = {}, math, unit = 'count' }: Graph) {
  return {
    ...{ title, region, view: 'timeSeries', stacked: false },
    yAxis: { left: { min: 0, label: labels[unit], showUnits: false, ...(unit === 'percent' && { max: 100 }) } },
    metrics: [
      ...Object.entries(metrics).map(([label, metric]) => shown(metric, { label })),
      ...(math ? linesOf(math) : []),
    ],
  };
}

function linesOf({ metrics, steps = {}, expressions }: GraphMath) {
  return [
    ...Object.entries(metrics).map(([id, metric]) => shown(metric, { id, visible: false })),
    ...Object.entries(steps).map(([id, expression]) => [{ id, expression, visible: false }]),
    ...Object.entries(expressions).map(([label, expression]) => [{ label, expression }]),
  ];
}

function shown(
  { namespace, metricName, dimensions, statistic, periodSeconds }: MetricAlarmProps['metric'],
  how: { readonly label: string } | { readonly id: string; readonly visible: false },
) {
  const named = [namespace, metricName, ...Object.entries(dimensions).flat()];
  return [...named, { ...how, stat: statistic, period: periodSeconds }];
}
