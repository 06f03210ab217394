import { AutoscalingGroup } from '@cdktf/provider-aws/lib/autoscaling-group';
import type { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { grant } from '../iam/grant';
import { sidOf } from '../iam/policy-document';
import { Role } from '../iam/role';
import { roleRef, type RoleRef } from '../iam/role-ref';
import { Key } from '../kms/key';
import { checkProps, assertProp } from '../props';
import type { Connectable, Connections, SecurityGroupRef } from '../security-group/connections';
import { SecurityGroup } from '../security-group/security-group';
import { accessTo } from './access';
import { watch } from './alarms';
import { bastionProps, people, type BastionProps } from './bastion-props';
import { checkHours, schedule, type BastionHours } from './hours';
import { bastionLaunchTemplate } from './launch-template';
import { sessionServices } from './session-preferences';

/** A week: an instance is replaced by one with the newest image, also without any change. */
const maxInstanceLifetimeSeconds = 7 * 24 * 60 * 60;
/** The new one is up before the old one goes. */
const launchBeforeTerminating = { minHealthyPercentage: 100, maxHealthyPercentage: 200 };

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
    const { name, hours = 'always', sshFromCidrs = [], sessions } = props;
    this.ssh = sshFromCidrs;
    checkHours(this, hours);

    const securityGroup = this.securityGroup();
    this.securityGroupId = securityGroup.securityGroupId;
    this.connections = securityGroup.connections;
    this.role = this.instanceRole();
    sessions.grantTarget(sidOf(name), this.role);

    const launchTemplate = bastionLaunchTemplate(this, 'launch-template', {
      ...props,
      instanceProfileArn: this.role.addInstanceProfile().arn,
      securityGroupId: securityGroup.securityGroupId,
      publicAddress: this.ssh.length > 0,
      diskKey: this.diskKey(),
    });
    const group = this.group(launchTemplate, hours);
    schedule(this, name, group, hours);
    watch(this, name, group, props.topic);
    this.nodes = { group, launchTemplate };
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

  private securityGroup(): SecurityGroup {
    const { name, network } = this.props;
    const group = new SecurityGroup(this, 'security-group', { network, name, description: 'Bastion' });
    const { connections } = group;
    const { endpoints, interfaceEndpoints = [] } = network;
    if (endpoints && sessionServices.every((service) => interfaceEndpoints.includes(service))) {
      connections.allowTo(endpoints, 443, 'Session Manager, KMS and Logs through VPC endpoints');
      connections.allowTo({ name: 's3', prefixListId: network.s3PrefixListId }, 443, 'Packages of Amazon Linux, in S3');
    } else {
      connections.allowToInternet(443, 'Session Manager, KMS, Logs and packages of Amazon Linux');
    }
    for (const cidr of this.ssh) {
      const peer = { name: cidr.replace(/[./]/g, '-'), cidr };
      connections.allowFrom(peer, 22, 'SSH, with keys of EC2 Instance Connect');
    }
    return group;
  }

  private instanceRole(): Role {
    return new Role(this, 'role', {
      name: this.props.name,
      description: 'What the bastion itself may do: be reached by Session Manager',
      trust: {
        service: 'ec2.amazonaws.com',
        sourceAccount: { off: true, reason: 'EC2 sends none when it assumes the role of an instance' },
      },
    });
  }

  private diskKey(): Key {
    const { name, account, region } = this.props;
    const key = new Key(this, 'disk-key', { purpose: `Disk of ${name}`, alias: `${name}/disk`, account, region });
    // Auto Scaling launches through EC2 under its service-linked role, a principal of the account like any other: it uses
    // the key, and passes it on to the disk, as it would `aws/ebs`.
    key.allowViaService('Ec2', 'ec2');
    return key;
  }

  private group(template: LaunchTemplate, hours: BastionHours): AutoscalingGroup {
    const { name, network, tags } = this.props;
    const tier = this.ssh.length > 0 ? 'public' : 'private';
    const subnetIds = Object.values(network.subnetIds[tier]);
    assertProp(this, `network.subnetIds.${tier}`, subnetIds.length > 0, 'one subnet or more', subnetIds);
    return new AutoscalingGroup(this, 'group', {
      name,
      minSize: hours === 'always' ? 1 : 0,
      maxSize: 1,
      desiredCapacity: 1,
      vpcZoneIdentifier: subnetIds,
      // A version number and not $Latest, so that a new version is a change, and the change a refresh.
      launchTemplate: { id: template.id, version: Token.asString(template.latestVersion) },
      instanceRefresh: { strategy: 'Rolling', triggers: ['tag'], preferences: launchBeforeTerminating },
      instanceMaintenancePolicy: launchBeforeTerminating,
      maxInstanceLifetime: maxInstanceLifetimeSeconds,
      healthCheckType: 'EC2',
      metricsGranularity: '1Minute',
      enabledMetrics: ['GroupDesiredCapacity', 'GroupInServiceInstances'],
      tag: Object.entries({ ...tags, Name: name }).map(([key, value]) => ({ key, value, propagateAtLaunch: true })),
      // The schedule decides whether there is one now; what is written here is the first day's.
      lifecycle: hours === 'always' ? undefined : { ignoreChanges: ['desired_capacity'] },
    });
  }
}
