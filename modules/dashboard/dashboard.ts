import { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard';
import { Construct } from 'constructs';
import { metric, type MetricAlarmProps } from '../alarm/metric-alarm';
import {
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
  /** What it shows, by label. */
  readonly metrics: Readonly<Record<string, MetricAlarmProps['metric']>>;
  /**
   * The unit of the axis.
   * @default 'count'
   */
  readonly unit?: 'count' | 'percent' | 'seconds';
}

const source = 'CloudWatch API reference, Dashboard body structure and syntax';
/** Columns of a dashboard. */
const columns = 24;
const height = 6;

const graph = object<Graph>({
  title: sentence('a title', { max: 255, source }),
  region: regionName,
  metrics: map('metrics', sentence('a label', { max: 255, source }), metric, { min: 1, max: 100 }),
  unit: optional(oneOf(['count', 'percent', 'seconds']), "'count'"),
});

const dashboardProps: Description<DashboardProps> = {
  name: matching(/^[\w-]{1,255}$/, '1 to 255 letters, digits, _ and -', {
    structure: true,
    source: 'CloudWatch API reference, PutDashboard, DashboardName',
  }),
  rows: list('rows', list('graphs', graph, { min: 1, max: 4 }), { min: 1, max: 40, source }),
};

/** A CloudWatch dashboard. Its JSON follows from the props alone, so that a plan shows a change only where a graph has one. */
export class Dashboard extends Construct {
  static readonly props = dashboardProps;
  readonly nodes: { readonly dashboard: CloudwatchDashboard };

  /** @throws PropsError for a name or a metric that CloudWatch refuses. */
  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    checkProps(this, dashboardProps, props);
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
}

const labels = { count: 'Count', percent: 'Percent', seconds: 'Seconds' } as const;

function propertiesOf({ title, region, metrics, unit = 'count' }: Graph) {
  return {
    ...{ title, region, view: 'timeSeries', stacked: false },
    yAxis: { left: { min: 0, label: labels[unit], showUnits: false, ...(unit === 'percent' && { max: 100 }) } },
    metrics: Object.entries(metrics).map(([label, { namespace, metricName, dimensions, statistic, periodSeconds }]) => [
      ...[namespace, metricName, ...Object.entries(dimensions).flat()],
      { label, stat: statistic, period: periodSeconds },
    ]),
  };
}
