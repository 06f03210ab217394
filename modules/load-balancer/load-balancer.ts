import { Lb } from '@cdktf/provider-aws/lib/lb';
import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import { LbListenerCertificate } from '@cdktf/provider-aws/lib/lb-listener-certificate';
import { LbListenerRule, type LbListenerRuleConfig } from '@cdktf/provider-aws/lib/lb-listener-rule';
import { Construct } from 'constructs';
import { Bucket } from '../bucket/bucket';
import { isOn } from '../opt-out';
import { checkProps } from '../props';
import type { Connectable, Connections, SecurityGroupRef } from '../security-group/connections';
import { SecurityGroup } from '../security-group/security-group';
import type { BalancerRef } from '../target-group/balancer-ref';
import { actionsOf } from './actions';
import { BalancerAlarms } from './balancer-alarms';
import { hostRule, isPair, ruleName, type HostRule } from './host-rule';
import { checkLoadBalancer, loadBalancerProps, type LoadBalancerProps } from './load-balancer-props';
import { Priorities } from './priorities';
import { distributionOf, ipAddressTypeOf, isOpen, tierOf } from './reached-from';
import { checkSignIn, type SignIn } from './sign-in';

/**
 * An Application Load Balancer, where TLS ends: it answers for the hosts that were added and for no other, and writes down each request and connection.
 *
 * ```ts
 * const balancer = new LoadBalancer(this, 'balancer', { name: 'prod', reachedFrom: 'internet', certificate, … });
 * balancer.addHost('web', { host: 'shop.example.com', target: web });
 * balancer.addHost('api', { host: 'shop.example.com', path: '/api/*', target: api, before: ['web'] });
 * balancer.connections.allowTo(service, web.port, 'requests and health checks');
 * ```
 *
 * A balancer that the internet reaches needs a web ACL: `loadBalancerArn` is what it is associated with.
 */
export class LoadBalancer extends Construct implements BalancerRef, Connectable, SecurityGroupRef {
  static readonly props = loadBalancerProps;
  readonly loadBalancerArn: string;
  readonly arnSuffix: string;
  /** What an alias points to: with `zoneId`, the target of a `DnsRecord`. */
  readonly dnsName: string;
  readonly zoneId: string;
  readonly securityGroupId: string;
  readonly connections: Connections;
  readonly nodes: {
    readonly loadBalancer: Lb;
    readonly https: LbListener;
    /** Only where the internet reaches it. */
    readonly redirect: LbListener | undefined;
    readonly securityGroup: SecurityGroup;
  };
  private readonly priorities = new Priorities();
  private signsIn = false;

  /** @throws PropsError for props that Elastic Load Balancing refuses, and for a network of one zone. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: LoadBalancerProps,
  ) {
    super(scope, id);
    checkLoadBalancer(this, props);
    const { name, network, alarms } = props;
    const securityGroup = new SecurityGroup(this, 'security-group', {
      network,
      name: `${name}-balancer`,
      description: `Load balancer ${name}`,
    });
    const loadBalancer = this.addLoadBalancer(securityGroup);
    const https = this.addHttps(loadBalancer);
    const redirect = isOpen(props.reachedFrom) ? this.addRedirect(loadBalancer) : undefined;
    this.nodes = { loadBalancer, https, redirect, securityGroup };
    this.loadBalancerArn = loadBalancer.arn;
    this.arnSuffix = loadBalancer.arnSuffix;
    this.dnsName = loadBalancer.dnsName;
    this.zoneId = loadBalancer.zoneId;
    this.securityGroupId = securityGroup.securityGroupId;
    this.connections = securityGroup.connections;
    this.letIn();
    new BalancerAlarms(this, 'alarms', {
      ...{ name: `alb-${name}`, what: `Load balancer ${name}`, thresholds: alarms },
      dimensions: { LoadBalancer: this.arnSuffix },
    });
  }

  /**
   * Answers for a host, or for a path of it, with a target group. The rule's priority comes from its `name`, so that another rule moves none; where requests match
   * two rules, the more general one is added first and the other says that it comes `before`.
   *
   * @returns the rule: a service that registers targets depends on it, since ECS refuses a group that no balancer uses.
   * @throws PropsError for a host that ALB refuses, a name whose priority another rule has, and two rules for the same requests that do not say which comes first.
   */
  addHost(name: string, rule: HostRule): LbListenerRule {
    checkProps(this, { name: ruleName }, { name });
    checkProps(this, hostRule, rule);
    if (rule.signIn) this.signPeopleIn(rule.signIn);
    const priority = this.priorities.place(this, name, rule);
    const { target } = rule;
    if (isPair(target)) for (const group of [target.blue, target.green]) group.watch(this, true);
    else target.watch(this, false);
    return new LbListenerRule(this, `host-${name}`, {
      listenerArn: this.nodes.https.arn,
      priority,
      ...actionsOf(rule),
      condition: this.conditions(rule),
      tags: { Name: name },
    });
  }

  private addLoadBalancer(securityGroup: SecurityGroup): Lb {
    const { name, network, reachedFrom, logs, optOuts } = this.props;
    if (logs instanceof Bucket) logs.allowLoadBalancers();
    const bucket = logs.bucketName;
    const prefix = `load-balancers/${name}`;
    const loadBalancer = new Lb(this, 'load-balancer', {
      name,
      loadBalancerType: 'application',
      internal: reachedFrom === 'none',
      // Written out where there is a choice: AWS's own is what it had before.
      ...(network.ipv6Cidr !== undefined && { ipAddressType: ipAddressTypeOf(reachedFrom) }),
      subnets: Object.values(network.subnetIds[tierOf(reachedFrom)]),
      securityGroups: [securityGroup.securityGroupId],
      accessLogs: { bucket, prefix: `${prefix}/access`, enabled: true },
      connectionLogs: { bucket, prefix: `${prefix}/connections`, enabled: true },
      ...{ dropInvalidHeaderFields: true, desyncMitigationMode: 'defensive' },
      enableCrossZoneLoadBalancing: true,
      // Lets AWS or an operator take a zone out of service (Application Load Balancer user guide, Zonal shift).
      enableZonalShift: true,
      // Elastic Load Balancing refuses a bucket that does not let it write.
      ...(logs instanceof Bucket && { dependsOn: [logs.nodes.policy] }),
      tags: { Name: name, ...(reachedFrom !== 'none' && { exposure: 'public' }) },
    });
    loadBalancer.enableDeletionProtection = isOn(loadBalancer, 'deletion_protection', optOuts?.deletionProtection);
    return loadBalancer;
  }

  private addHttps(loadBalancer: Lb): LbListener {
    const { certificate, tls = {} } = this.props;
    const { certificates = {}, policy = 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09' } = tls;
    const https = new LbListener(this, 'https', {
      loadBalancerArn: loadBalancer.arn,
      port: 443,
      protocol: 'HTTPS',
      sslPolicy: policy,
      certificateArn: certificate.certificateArn,
      // Nothing answers for a host that nobody named.
      defaultAction: [
        {
          type: 'fixed-response',
          fixedResponse: { contentType: 'text/plain', messageBody: 'Not found', statusCode: '404' },
        },
      ],
    });
    for (const [name, { certificateArn }] of Object.entries(certificates)) {
      new LbListenerCertificate(this, `certificate-${name}`, { listenerArn: https.arn, certificateArn });
    }
    return https;
  }

  private addRedirect(loadBalancer: Lb): LbListener {
    return new LbListener(this, 'redirect', {
      loadBalancerArn: loadBalancer.arn,
      port: 80,
      protocol: 'HTTP',
      defaultAction: [{ type: 'redirect', redirect: { protocol: 'HTTPS', port: '443', statusCode: 'HTTP_301' } }],
    });
  }

  private letIn(): void {
    const { reachedFrom } = this.props;
    if (isOpen(reachedFrom)) {
      this.connections.allowFromInternet(443, 'Requests from the internet');
      this.connections.allowFromInternet(80, 'Requests without TLS, which are redirected');
    }
    const distribution = distributionOf(reachedFrom);
    if (!distribution) return;
    // The list counts as 55 of the 60 rules that a group may have (VPC user guide, AWS-managed prefix lists): there is no room for a second port.
    const peer = { name: 'cloudfront', prefixListId: distribution.prefixListId };
    this.connections.allowFrom(peer, 443, 'Requests from CloudFront');
  }

  /** The balancer asks the domain of the pool for tokens, over IPv4. */
  private signPeopleIn(signIn: SignIn): void {
    checkSignIn(this, signIn);
    if (!this.signsIn) this.connections.allowToInternet(443, 'Tokens of people who sign in');
    this.signsIn = true;
  }

  private conditions({ host, path }: HostRule): LbListenerRuleConfig['condition'] {
    const header = distributionOf(this.props.reachedFrom)?.header;
    return [
      { hostHeader: { values: [host] } },
      ...(path === undefined ? [] : [{ pathPattern: { values: [path] } }]),
      ...(header
        ? [{ httpHeader: { httpHeaderName: header.headerName, values: [header.current, header.previous] } }]
        : []),
    ];
  }
}
