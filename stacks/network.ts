import type { Construct } from 'constructs';
import type { Environment } from '../environments/schema';
import { Bastion, SessionPreferences } from '../modules/bastion';
import { boundRoles, type RoleRef } from '../modules/iam';
import { Key } from '../modules/kms';
import { Network, type NetworkRef } from '../modules/network';
import type { SecurityGroupRef } from '../modules/security-group';
import type { AccountStack } from './account';
import { EnvironmentStack } from './environment-stack';

export interface NetworkOutputs {
  readonly network: NetworkRef;
  /** Ways to AWS services, without the internet. */
  readonly endpoints: {
    /** The group of the interface endpoints, where there are any. */
    readonly securityGroup?: SecurityGroupRef;
    /** S3's addresses. */
    readonly s3PrefixListId: string;
  };
  /** The way in for people, to be connected to what they look after. */
  readonly bastion: { readonly securityGroup: SecurityGroupRef; readonly role: RoleRef };
}

/** The network and the way in: rarely changed, and everything above loses its footing with it. */
export class NetworkStack extends EnvironmentStack<NetworkOutputs> {
  constructor(scope: Construct, environment: Environment, below: { account: AccountStack }) {
    super(scope, environment, 'network');
    const { name, account, region, logRetentionDays } = environment;
    const { alarms, boundary, developer } = this.read(below.account);
    boundRoles(this, boundary);

    const logKey = new Key(this, 'log-key', {
      purpose: `Flow logs of ${name}`,
      alias: `terrace/${name}/flow-logs`,
      account,
      region,
    });
    const network = new Network(this, 'network', {
      name,
      account,
      region,
      ...environment.network,
      sshFromCidrs: environment.bastion.sshFromCidrs,
      flowLogs: { key: logKey, retentionDays: logRetentionDays },
      topic: alarms,
    });

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

    const { vpcId, cidr, ipv6Cidr, subnetIds, endpoints, s3PrefixListId } = network;
    const { securityGroupId } = bastion;
    const { roleName, roleArn } = bastion.role;
    this.publish({
      network: { vpcId, cidr, ...(ipv6Cidr !== undefined && { ipv6Cidr }), subnetIds },
      endpoints: {
        s3PrefixListId,
        ...(endpoints && { securityGroup: { securityGroupId: endpoints.securityGroupId } }),
      },
      bastion: { securityGroup: { securityGroupId }, role: { roleName, roleArn } },
    });
  }
}
