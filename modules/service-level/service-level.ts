import { Construct } from 'constructs';
import { CompositeAlarm, MathAlarm, type AlarmRef } from '../alarm';
import type { GraphMath } from '../dashboard';
import { checkProps } from '../props';
import { burnGraph } from './burn-graph';
import { burnRates, type BurnRate, type Window } from './burn-rates';
import { objectivesOf, rounded, type Objective } from './objective';
import { serviceLevelProps, type ServiceLevelProps } from './service-level-props';

/** A pair of windows for a burn rate: the composite alarm, and the alarm of its short window. */
interface Pair {
  readonly both: CompositeAlarm;
  readonly short: MathAlarm;
}

/**
 * Service level objectives of what answers behind a load balancer, as alarms on how fast its error budget of 30 days is spent; and one alarm that it is down:
 *
 * ```ts
 * const level = new ServiceLevel(this, 'slo', { name: 'prod-web', availabilityPercent: 99.9, latencyMs: { p95: 300 }, balancer, target, topic });
 * ```
 *
 * Nobody is told twice of one outage: `down` tells the topic for its parts, and keeps the slower alarms from telling it while it lasts. A window without
 * requests, or with fewer than `leastFailures` bad ones, is a good one; that nothing answers at all is for an alarm of `downWhen` to say.
 */
export class ServiceLevel extends Construct {
  static readonly props = serviceLevelProps;
  /** In ALARM while the service is down. */
  readonly down: AlarmRef;
  /**
   * What a deployment watches: those alarms of `down` that are on metrics and fire within minutes. Neither ECS nor EC2 Auto Scaling says that it takes a composite
   * alarm, and what describes alarms by name leaves them out unless asked (CloudWatch API reference, DescribeAlarms, AlarmTypes).
   */
  readonly deploymentAlarms: readonly AlarmRef[];
  /** How fast the error budgets are spent, for a dashboard. */
  readonly burn: GraphMath;
  readonly nodes: { readonly down: CompositeAlarm };

  /** @throws PropsError for an objective that no alarm can hold. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ServiceLevelProps,
  ) {
    super(scope, id);
    checkProps(this, serviceLevelProps, props);
    const { downWhen = [] } = props;
    const [availability, ...others] = objectivesOf(props);
    const [fast, ...slower] = burnRates;
    const pair = this.addPair(availability, fast, 'of-composite');
    const down = this.addDown([...downWhen, pair.both]);
    this.addPairs(availability, slower, down);
    for (const objective of others) this.addPairs(objective, burnRates, down);
    this.down = down;
    this.deploymentAlarms = [...downWhen, pair.short];
    this.burn = burnGraph([availability, ...others]);
    this.nodes = { down };
  }

  private addDown(any: readonly AlarmRef[]): CompositeAlarm {
    const { name, topic } = this.props;
    return new CompositeAlarm(this, 'down', {
      name: `${name}-down`,
      description: `${name} is down for many of its users. Look first which of the alarms in its rule fires, then at what was deployed last: roll it back before you look further.`,
      when: { any },
      topic,
    });
  }

  /** From the fastest to the slowest; each keeps those after it from telling the topic, as `first` does them all. */
  private addPairs(objective: Objective, rates: readonly BurnRate[], first: AlarmRef): void {
    rates.reduce<AlarmRef>((faster, rate) => this.addPair(objective, rate, faster).both, first);
  }

  private addPair(objective: Objective, burnRate: BurnRate, faster: AlarmRef | 'of-composite'): Pair {
    const { name, topic } = this.props;
    const { rate, long, short, spentPercent } = burnRate;
    const id = `${objective.id}-${burnRate.id}`;
    const ofLong = this.addWindow(objective, burnRate, long);
    const ofShort = this.addWindow(objective, burnRate, short);
    const often = rate === 1 ? 'more often than' : `${rate} times as often as`;
    const when = rate === 1 ? 'No need to get up: put it on the list of this week. ' : '';
    const both = new CompositeAlarm(this, id, {
      name: `${name}-${id}`,
      description: `${name}: ${objective.happens} ${often} ${objective.target} allows, ${long.words} and ${short.words}: ${spentPercent} % of the error budget of 30 days is spent. ${when}${objective.look}`,
      when: { all: [ofLong, ofShort] },
      ...(faster === 'of-composite'
        ? { topic: faster }
        : { topic, suppressor: { alarm: faster, waitSeconds: 120, extensionSeconds: short.periodSeconds } }),
    });
    return { both, short: ofShort };
  }

  private addWindow(objective: Objective, { id: rateId, rate }: BurnRate, window: Window): MathAlarm {
    const { name } = this.props;
    const id = `${objective.id}-${rateId}-${window.id}`;
    const threshold = rounded(rate * objective.budgetPercent);
    return new MathAlarm(this, id, {
      name: `${name}-${id}`,
      description: `${name}: ${objective.happens}: more than ${threshold} %, ${window.words}. It tells nobody: ${name}-${objective.id}-${rateId} does, once its other window says so too.`,
      ...objective.badPercent(window.periodSeconds),
      threshold,
      comparisonOperator: 'GreaterThanThreshold',
      evaluationPeriods: window.periods,
      // No requests are no bad ones.
      treatMissingData: 'notBreaching',
      topic: 'of-composite',
    });
  }
}
