import { CloudwatchLogMetricFilter } from '@cdktf/provider-aws/lib/cloudwatch-log-metric-filter';
import { Construct } from 'constructs';
import type { MetricAlarmProps } from '../alarm/metric-alarm';
import { checkProps, matching, type Description } from '../props';
import { errorLevels } from '../saved-query/json-log-queries';

export interface LoggedErrorsProps {
  /** Whose errors they are, and the name of their metric: `prod-web`. */
  readonly name: string;
  /** The log group that they are in, by its name. */
  readonly logGroupName: string;
}

const loggedErrorsProps: Description<LoggedErrorsProps> = {
  name: matching(/^[A-Za-z0-9][\w.-]{0,127}$/, '1 to 128 letters, digits and _.-', { structure: true }),
  logGroupName: matching(/^[\w./#-]{1,512}$/, 'the name of a log group'),
};

/**
 * Counts the errors that an application logs, one JSON object a line with its `level`: `error`, or `ERROR` and `FATAL` as Lambda writes them. The metric is 0 where
 * lines are without an error, and has no value where nothing is logged.
 */
export class LoggedErrors extends Construct {
  static readonly props = loggedErrorsProps;
  /** For alarms and dashboards: how many in a minute. */
  readonly metric: MetricAlarmProps['metric'];
  readonly nodes: { readonly filter: CloudwatchLogMetricFilter };

  /** @throws PropsError for a name that CloudWatch refuses. */
  constructor(scope: Construct, id: string, props: LoggedErrorsProps) {
    super(scope, id);
    checkProps(this, loggedErrorsProps, props);
    const { name, logGroupName } = props;
    const [namespace, metricName] = ['LoggedErrors', name];
    const filter = new CloudwatchLogMetricFilter(this, 'filter', {
      ...{ name: 'errors', logGroupName },
      pattern: `{ ${errorLevels.map((level) => `($.level = "${level}")`).join(' || ')} }`,
      metricTransformation: { namespace, name: metricName, value: '1', defaultValue: '0' },
    });
    this.metric = { namespace, metricName, dimensions: {}, statistic: 'Sum', periodSeconds: 60 };
    this.nodes = { filter };
  }
}
