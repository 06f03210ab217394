import { XrayGroup } from '@cdktf/provider-aws/lib/xray-group';
import { XraySamplingRule } from '@cdktf/provider-aws/lib/xray-sampling-rule';
import { Construct } from 'constructs';
import { checkProps, matching, number, optional, wholeNumber, type Description } from '../props';

export interface SampledServiceProps {
  /** What the service calls itself in its traces (`OTEL_SERVICE_NAME`), and the name of its rule and group: `prod-web`. */
  readonly name: string;
  /** The share of requests that are traced besides `tracesPerSecond`, in percent: 0 to 100. */
  readonly samplePercent: number;
  /**
   * Requests a second that are traced before the share counts, 0 to 100, of all tasks together: what is seldom called is traced too.
   * @default 1
   */
  readonly tracesPerSecond?: number;
}

/** How much of its requests is traced, wherever a prop says it. */
export const sampleProps: Description<Pick<SampledServiceProps, 'samplePercent' | 'tracesPerSecond'>> = {
  samplePercent: number('percent from 0 to 100', (percent) => percent >= 0 && percent <= 100, { structure: true }),
  tracesPerSecond: optional(wholeNumber('traces a second', 0, 100, { structure: true }), '1'),
};

const sampledServiceProps: Description<SampledServiceProps> = {
  // X-Ray API reference, CreateSamplingRule, RuleName, and CreateGroup, GroupName.
  name: matching(/^[A-Za-z][A-Za-z0-9-]{0,31}$/, '1 to 32 letters, digits and hyphens, a letter first', {
    structure: true,
  }),
  ...sampleProps,
};

/**
 * Which requests of a service X-Ray has traced, and its traces as a group:
 *
 * - The sampling rule is for the service's own name. Its SDK asks X-Ray for it, so that another share needs no deployment (X-Ray developer guide, Configuring sampling
 *   rules).
 * - The group has metrics of its own and insights, which say what is wrong where faults are more than usual (X-Ray developer guide, Configuring groups).
 *
 * A region has 25 rules and 25 groups (AWS General Reference, AWS X-Ray endpoints and quotas).
 */
export class SampledService extends Construct {
  static readonly props = sampledServiceProps;
  readonly nodes: { readonly samplingRule: XraySamplingRule; readonly group: XrayGroup };

  /** @throws PropsError for a name or a share that X-Ray refuses. */
  constructor(scope: Construct, id: string, props: SampledServiceProps) {
    super(scope, id);
    checkProps(this, sampledServiceProps, props);
    const { name, samplePercent, tracesPerSecond = 1 } = props;
    const samplingRule = new XraySamplingRule(this, 'sampling-rule', {
      ruleName: name,
      // No two rules are for one service, so their order tells nothing; the default rule of X-Ray has 10000.
      priority: 1000,
      version: 1,
      serviceName: name,
      reservoirSize: tracesPerSecond,
      // A share of 5 % is 0.05; without the rounding some shares have 17 digits.
      fixedRate: Number((samplePercent / 100).toFixed(6)),
      ...{ serviceType: '*', host: '*', httpMethod: '*', urlPath: '*', resourceArn: '*' },
    });
    const group = new XrayGroup(this, 'group', {
      groupName: name,
      filterExpression: `service("${name}")`,
      insightsConfiguration: { insightsEnabled: true, notificationsEnabled: false },
    });
    this.nodes = { samplingRule, group };
  }
}
