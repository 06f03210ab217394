import type { Construct } from 'constructs';
import type { Environment } from '../environments/schema';
import { Bastion, SessionPreferences } from '../modules/bastion';
import { boundRoles, type RoleRef } from '../modules/iam';
import { Key } from '../modules/kms';
import { Network, type NetworkProps, type NetworkRef } from '../modules/network';
import { flowLogQueries, SavedQuery } from '../modules/saved-query';
import type { SecurityGroupRef } from '../modules/security-group';
import type { AccountStack } from './account';
import type { AuditStack } from './audit';
import { addClientVpn, type ClientVpnOutputs } from './client-vpn';
import { addConnectedNetworks, type ConnectedNetworkOutputs } from './connected-networks';
import { EnvironmentStack } from './environment-stack';

export interface NetworkOutputs {
  readonly network: NetworkRef;
  /** Ways to AWS services, without the internet. */
  readonly endpoints: {
    /** The group of the interface endpoints, where there are any. */
    readonly securityGroup?: SecurityGroupRef;
    /** S3's addresses. */
    readonly s3PrefixListId: string;
    /** DynamoDB's. */
    readonly dynamodbPrefixListId: string;
  };
  /** The way in for people, to be connected to what they look after. */
  readonly bastion: { readonly securityGroup: SecurityGroupRef; readonly role: RoleRef };
  /** What the networks that it is connected with are told, by name. */
  readonly connectedNetworks: Readonly<Record<string, ConnectedNetworkOutputs>>;
  /** The other way in for people, where there is one. */
  readonly vpn?: ClientVpnOutputs;
}

/** The network and the way in: rarely changed, and everything above loses its footing with it. */
export class NetworkStack extends EnvironmentStack<NetworkOutputs> {
  private madeLogKey: Key | undefined;

  constructor(scope: Construct, environment: Environment, below: { account: AccountStack; audit: AuditStack }) {
    super(scope, environment, 'network');
    // What is done in the account is recorded before anything is made in it.
    this.addDependency(below.audit);
    const { name, account, region, logRetentionDays } = environment;
    const { alarms, boundary, developer, vpnSignIn: signIn } = this.read(below.account);
    boundRoles(this, boundary);

    const { cidr: range, zones, ipv6, interfaceEndpoints } = environment.network;
    const network = new Network(this, 'network', {
      ...{ name, account, region, cidr: range, zones, ipv6, interfaceEndpoints },
      natGateways: this.natGateways(),
      sshFromCidrs: environment.bastion.sshFromCidrs,
      flowLogs: this.flowLogs(),
      topic: alarms,
    });

    this.addQueries(network);

    const sessions = new SessionPreferences(this, 'sessions', {
      name,
      account,
      region,
      logRetentionDays,
      maxSessionMinutes: environment.identity.maxSessionHours * 60,
    });
    const bastion = new Bastion(this, 'bastion', {
      name: `${name}-bastion`,
      account,
      region,
      network,
      sessions,
      ...environment.bastion,
      tags: this.tags,
      topic: alarms,
    });
    bastion.grantConnect('Developers', developer);

    const shared = { network, key: () => this.logKey, alarms };
    const connectedNetworks = addConnectedNetworks(this, environment, shared);
    const vpn = addClientVpn(this, environment, { ...shared, signIn });

    const { vpcId, cidr, ipv6Cidr, subnetIds, endpoints, s3PrefixListId, dynamodbPrefixListId } = network;
    const { securityGroupId } = bastion;
    const { roleName, roleArn } = bastion.role;
    this.publish({
      network: { vpcId, cidr, ...(ipv6Cidr !== undefined && { ipv6Cidr }), subnetIds },
      endpoints: {
        s3PrefixListId,
        dynamodbPrefixListId,
        ...(endpoints && { securityGroup: { securityGroupId: endpoints.securityGroupId } }),
      },
      bastion: { securityGroup: { securityGroupId }, role: { roleName, roleArn } },
      connectedNetworks,
      ...(vpn && { vpn }),
    });
  }

  private natGateways(): NetworkProps['natGateways'] {
    const { natGateways, natAddresses } = this.environment.network;
    if (natAddresses === 'allocated' || natGateways === 'none') return natGateways;
    return { placement: natGateways, addresses: natAddresses };
  }

  /** Those for S3 are made in the data stack, which has the bucket. */
  private flowLogs(): NetworkProps['flowLogs'] {
    const { logRetentionDays, network } = this.environment;
    const { destination, logFormat } = network.flowLogs;
    if (destination === 's3') return 'separate';
    return { key: this.logKey, retentionDays: logRetentionDays, ...(logFormat !== 'default' && { fields: logFormat }) };
  }

  /** Of flow logs in a log group, where their records have what is asked. */
  private addQueries({ nodes: { flowLogs } }: Network): void {
    if (!flowLogs) return;
    const { name, network } = this.environment;
    const logGroupNames = [flowLogs.logGroup.logGroupName];
    for (const [id, commands] of Object.entries(flowLogQueries(network.flowLogs.logFormat))) {
      new SavedQuery(this, `query-${id}`, { name: `${name}/${id}`, logGroupNames, commands });
    }
  }

  /** Of flow logs, of the logs of VPN tunnels and of connections to the VPN, where there are any. */
  private get logKey(): Key {
    const { name, account, region } = this.environment;
    this.madeLogKey ??= new Key(this, 'log-key', {
      purpose: `Flow logs of ${name}`,
      alias: `terrace/${name}/flow-logs`,
      account,
      region,
    });
    return this.madeLogKey;
  }
}
