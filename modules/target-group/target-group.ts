import { createHash } from 'node:crypto';
import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { Lazy, type IResolveContext } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import type { AlarmRef } from '../alarm';
import { assertProp, checkProps, flag, isKnown } from '../props';
import { TargetAlarms } from './target-alarms';
import { targetGroupProps, type TargetGroupProps } from './target-group-props';
import { balancerRef, type BalancerRef } from './balancer-ref';

/**
 * What a balancer sends the requests of a host to: containers or instances of one port, checked, drained and watched. It can be replaced while it serves: its
 * name ends in a hash of what AWS cannot change, so that the new group is there before the old one goes.
 *
 * ```ts
 * balancer.addHost('web', { host: 'shop.example.com', target: web });
 * balancer.connections.allowTo(service, web.port, 'requests and health checks');
 * ```
 */
export class TargetGroup extends Construct {
  static readonly props = targetGroupProps;
  readonly targetGroupArn: string;
  /** What CloudWatch calls the group: `targetgroup/prod-web-1a2b3c4d/73e2d6bc24d8a067`. */
  readonly arnSuffix: string;
  readonly port: number;
  readonly protocol: 'HTTP' | 'HTTPS';
  readonly targetType: 'ip' | 'instance';
  readonly nodes: { readonly targetGroup: LbTargetGroup };
  private balancer: BalancerRef | undefined;
  private alarms: TargetAlarms | undefined;

  /** @throws PropsError for props that Elastic Load Balancing refuses. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: TargetGroupProps,
  ) {
    super(scope, id);
    checkProps(this, targetGroupProps, props);
    const { name, network, targetType, protocol = 'HTTP', drainSeconds = 30, slowStartSeconds } = props;
    const healthCheck = healthCheckOf(this, props);
    const targetGroup = new LbTargetGroup(this, 'target-group', {
      name: nameOf(props),
      vpcId: network.vpcId,
      targetType,
      protocol,
      port: props.port,
      healthCheck,
      deregistrationDelay: String(drainSeconds),
      // AWS offers one or the other (Application Load Balancer user guide, Edit target group attributes, Routing algorithm).
      ...(slowStartSeconds === undefined
        ? { loadBalancingAlgorithmType: 'weighted_random', loadBalancingAnomalyMitigation: 'on' }
        : { loadBalancingAlgorithmType: 'round_robin', slowStart: slowStartSeconds }),
      lifecycle: { createBeforeDestroy: true },
      tags: { Name: name },
    });
    this.nodes = { targetGroup };
    this.targetGroupArn = targetGroup.arn;
    this.arnSuffix = targetGroup.arnSuffix;
    this.port = props.port;
    this.protocol = protocol;
    this.targetType = targetType;
  }

  /** The alarm on answers that are 5xx, which rolls a deployment back; undefined while no balancer has the group. */
  get errorAlarm(): AlarmRef | undefined {
    return this.alarms?.errors;
  }

  /** The alarm that no target is healthy; undefined while no balancer has the group. */
  get noneHealthyAlarm(): AlarmRef | undefined {
    return this.alarms?.noneHealthy;
  }

  /**
   * Adds its alarms behind a balancer, which CloudWatch counts its requests by; `LoadBalancer.addHost` calls it. A group of a pair may be empty while it has no
   * weight.
   *
   * @throws PropsError for a second balancer: a target group has one (Application Load Balancer user guide, Quotas).
   */
  watch(balancer: BalancerRef, mayBeEmpty: boolean): void {
    checkProps(this, { balancer: balancerRef, mayBeEmpty: flag() }, { balancer, mayBeEmpty });
    const isFirst = this.balancer === undefined;
    const isSame = isFirst || this.balancer?.arnSuffix === balancer.arnSuffix;
    assertProp(this, 'balancer', isSame, 'one load balancer for a target group', balancer.arnSuffix);
    this.balancer = balancer;
    if (!isFirst) return;
    const { name, alarms } = this.props;
    this.alarms = new TargetAlarms(this, 'alarms', {
      ...{ name: `targets-${name}`, what: `Targets ${name}`, thresholds: alarms, mayBeEmpty },
      dimensions: { LoadBalancer: balancer.arnSuffix, TargetGroup: this.arnSuffix },
    });
  }
}

function healthCheckOf(scope: IConstruct, { healthCheck, protocol = 'HTTP' }: TargetGroupProps) {
  const { path, codes = '200', intervalSeconds = 10 } = healthCheck;
  const { timeoutSeconds = Math.min(5, intervalSeconds - 1) } = healthCheck;
  const expected = `less than intervalSeconds, ${intervalSeconds}`;
  assertProp(scope, 'healthCheck.timeoutSeconds', timeoutSeconds < intervalSeconds, expected, timeoutSeconds);
  return {
    path,
    protocol,
    port: 'traffic-port',
    matcher: codes,
    interval: intervalSeconds,
    timeout: timeoutSeconds,
    healthyThreshold: 2,
    unhealthyThreshold: 3,
  };
}

/** The VPC of another stack is known to Terraform alone, which writes the same eight characters. */
function nameOf({ name, network, port, targetType, protocol = 'HTTP' }: TargetGroupProps): string {
  const fixed = (vpcId: string) => [protocol, port, targetType, vpcId].join(' ');
  if (isKnown(network.vpcId)) {
    return `${name}-${createHash('sha256').update(fixed(network.vpcId)).digest('hex').slice(0, 8)}`;
  }
  // Resolved here: a reference inside `${…}` would lose its own braces, and be a word of the text.
  const vpcId = (context: IResolveContext) => String(context.resolve(network.vpcId));
  const hash = Lazy.stringValue({ produce: (context) => `\${substr(sha256("${fixed(vpcId(context))}"), 0, 8)}` });
  return `${name}-${hash}`;
}
