import { CloudwatchLogResourcePolicy } from '@cdktf/provider-aws/lib/cloudwatch-log-resource-policy';
import { Route53ResolverQueryLogConfig } from '@cdktf/provider-aws/lib/route53-resolver-query-log-config';
import { Route53ResolverQueryLogConfigAssociation } from '@cdktf/provider-aws/lib/route53-resolver-query-log-config-association';
import { Construct } from 'constructs';
import { keyRef, type KeyRef } from '../kms/key-ref';
import { logDeliveryPolicy } from '../log-group/log-delivery';
import { LogGroup, logRetention } from '../log-group/log-group';
import { vpcRef, type VpcRef } from '../network/network-ref';
import { accountId, checkProps, matching, regionName, type Description } from '../props';

export interface ResolverQueryLogsProps {
  /** The start of every name, unique in its account and region: `prod`. */
  readonly name: string;
  /** The account that owns the network: 12 digits. */
  readonly account: string;
  /** The network's region. */
  readonly region: string;
  /** The network whose queries are logged. */
  readonly network: VpcRef;
  /** Encrypts the log. A `Key` is opened to CloudWatch Logs; one that is only referred to must admit it. */
  readonly key: KeyRef;
  /** Days that queries are kept; one of `logRetentionDays`. */
  readonly retentionDays: number;
}

const resolverQueryLogsProps: Description<ResolverQueryLogsProps> = {
  name: matching(/^[A-Za-z][\w-]{0,49}$/, '1 to 50 letters, digits, _ and -, a letter first', {
    structure: true,
    source: 'Route 53 Resolver API reference, CreateResolverQueryLogConfig, Name',
  }),
  account: accountId,
  region: regionName,
  network: vpcRef,
  key: keyRef,
  retentionDays: logRetention,
};

/**
 * Every DNS query from a network and its answer, of private zones and of the internet, in an encrypted log group: what a compromised instance asks for is
 * seen, and who still uses a name before it goes. Answers from the resolver's cache are not logged.
 */
export class ResolverQueryLogs extends Construct {
  static readonly props = resolverQueryLogsProps;
  readonly logGroupName: string;
  readonly nodes: { readonly config: Route53ResolverQueryLogConfig; readonly logGroup: LogGroup };

  /** @throws PropsError for a name or a retention that AWS refuses. */
  constructor(scope: Construct, id: string, props: ResolverQueryLogsProps) {
    super(scope, id);
    checkProps(this, resolverQueryLogsProps, props);
    const { name, network, key, retentionDays } = props;
    const logGroup = new LogGroup(this, 'log', { name: `/${name}/dns-queries`, retentionDays, key });
    const policy = new CloudwatchLogResourcePolicy(this, 'policy', {
      policyName: `${name}-dns-queries`,
      policyDocument: logDeliveryPolicy('ResolverWritesQueryLogs', `${logGroup.logGroupArn}:log-stream:*`, props),
    });
    const config = new Route53ResolverQueryLogConfig(this, 'config', {
      name: `${name}-dns-queries`,
      destinationArn: logGroup.logGroupArn,
      // Else Resolver writes a policy of its own.
      dependsOn: [policy],
    });
    new Route53ResolverQueryLogConfigAssociation(this, 'association', {
      resolverQueryLogConfigId: config.id,
      resourceId: network.vpcId,
    });
    this.nodes = { config, logGroup };
    this.logGroupName = logGroup.logGroupName;
  }
}
