import type { AutoscalingGroup } from '@cdktf/provider-aws/lib/autoscaling-group';
import type { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import { Construct } from 'constructs';
import { grant } from '../iam/grant';
import { sidOf } from '../iam/policy-document';
import type { Role } from '../iam/role';
import { roleRef, type RoleRef } from '../iam/role-ref';
import { checkProps } from '../props';
import type { Connectable, Connections, SecurityGroupRef } from '../security-group/connections';
import { ServerGroup } from '../server-group';
import { accessTo } from './access';
import { bastionProps, people, type BastionProps } from './bastion-props';
import { checkHours, schedules, type BastionHours } from './hours';

/**
 * The one way in for people: an auto-scaling group of one, which replaces itself when it fails, when its template changes
 * and every week. It is reached through Session Manager (`grantConnect`) and reaches what is declared:
 * `bastion.connections.allowTo(database, 5432, 'queries by hand')`.
 */
export class Bastion extends Construct implements Connectable, SecurityGroupRef {
  static readonly props = bastionProps;
  readonly securityGroupId: string;
  readonly connections: Connections;
  /** The instance's own role. */
  readonly role: Role;
  readonly nodes: { readonly group: AutoscalingGroup; readonly launchTemplate: LaunchTemplate };
  private readonly ssh: readonly string[];

  /** @throws PropsError for SSH from more than a /16, hours that do not exist, or a network without the subnets. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: BastionProps,
  ) {
    super(scope, id);
    checkProps(this, bastionProps, props);
    const { hours = 'always', sshFromCidrs = [] } = props;
    this.ssh = sshFromCidrs;
    checkHours(this, hours);

    const servers = this.servers(hours);
    this.securityGroupId = servers.securityGroupId;
    this.connections = servers.connections;
    this.role = servers.role;
    this.nodes = servers.nodes;
    for (const cidr of this.ssh) {
      const peer = { name: cidr.replace(/[./]/g, '-'), cidr };
      this.connections.allowFrom(peer, 22, 'SSH, with keys of EC2 Instance Connect');
    }
  }

  /**
   * Lets the people of `role` open a shell, forward a port to what the bastion reaches and, where SSH is open, push a key.
   *
   * @param name says who, in letters and digits: `Developers`.
   */
  grantConnect(name: string, role: RoleRef): void {
    checkProps(this, { name: people, role: roleRef }, { name, role });
    const { name: bastion, sessions } = this.props;
    const access = { ...this.props, shellDocument: sessions.documentName, ssh: this.ssh.length > 0 };
    grant(this, `connect-${bastion}-${name}`, role, accessTo(access));
    // The plugin on the person's machine asks KMS for the session's key itself.
    sessions.key.grantEncryptDecrypt(`${name}On${sidOf(bastion)}`, role);
  }

  /** A group of one, at the bastion's own addresses: a scope called Default is no part of them. */
  private servers(hours: BastionHours): ServerGroup {
    const { name, account, region, network, sessions, instanceType, tags, topic } = this.props;
    const servers = new ServerGroup(this, 'Default', {
      ...{ name, account, region, network, sessions },
      servers: { instanceTypes: [instanceType], tags, tier: this.ssh.length > 0 ? 'public' : 'private' },
      scale: {
        min: hours === 'always' ? 1 : 0,
        max: 1,
        desired: 1,
        cpuPercent: 'none',
        schedules: schedules(hours),
      },
      alarms: { topic, cpuPercent: 'none' },
    });
    // AWS cannot change the description of a security group: another one replaces it, and with it the rules of all peers.
    servers.nodes.securityGroup.nodes.securityGroup.description = 'Bastion';
    servers.role.nodes.role.description = 'What the bastion itself may do: be reached by Session Manager';
    return servers;
  }
}
