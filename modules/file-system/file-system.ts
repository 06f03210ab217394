import { EfsBackupPolicy } from '@cdktf/provider-aws/lib/efs-backup-policy';
import { EfsFileSystem } from '@cdktf/provider-aws/lib/efs-file-system';
import { EfsFileSystemPolicy } from '@cdktf/provider-aws/lib/efs-file-system-policy';
import { EfsMountTarget } from '@cdktf/provider-aws/lib/efs-mount-target';
import { EfsReplicationConfiguration } from '@cdktf/provider-aws/lib/efs-replication-configuration';
import { Construct } from 'constructs';
import { policyDocument } from '../iam/policy-document';
import type { RoleRef } from '../iam/role-ref';
import { keyRef } from '../kms/key-ref';
import { openToServices } from '../kms/open-key';
import { isOn } from '../opt-out';
import { assertProp, checkProps, regionName } from '../props';
import type { Connectable, Connections, SecurityGroupRef } from '../security-group/connections';
import { SecurityGroup } from '../security-group/security-group';
import { AccessPoint } from './access-point';
import { FileSystemAlarms } from './file-system-alarms';
import { protection } from './file-system-policy';
import { fileSystemProps, type FileSystemProps } from './file-system-props';
import type { FileSystemRef } from './file-system-ref';
import { grantMount, type MountAccess } from './grant-mount';
import { ImportedFileSystem } from './imported-file-system';
import { assertLifecycle, defaultLifecycle, lifecyclePolicies } from './lifecycle';
import { nfsPort } from './nfs-port';

/**
 * An EFS file system in the data tier: encrypted, mounted over TLS and by access points only, backed up each day, with alarms, and closed until a connection is declared:
 *
 * ```ts
 * web.connections.allowTo(shared, shared.port, 'uploads');
 * shared.grantMount('Web', webRole, 'uploads');
 * ```
 *
 * Clients mount with the EFS mount helper, TLS and IAM; ECS does so for tasks, and Lambda for functions.
 */
export class FileSystem extends Construct implements Connectable, SecurityGroupRef {
  static readonly props = fileSystemProps;
  readonly fileSystemId: string;
  readonly fileSystemArn: string;
  /** By name: what ECS mounts a volume by. */
  readonly accessPointIds: Readonly<Record<string, string>>;
  /** By name: what Lambda mounts a file system by. */
  readonly accessPointArns: Readonly<Record<string, string>>;
  readonly port = nfsPort;
  readonly securityGroupId: string;
  readonly connections: Connections;
  readonly nodes: {
    readonly fileSystem: EfsFileSystem;
    readonly policy: EfsFileSystemPolicy;
    readonly securityGroup: SecurityGroup;
    readonly accessPoints: Readonly<Record<string, AccessPoint>>;
    /** By zone. */
    readonly mountTargets: Readonly<Record<string, EfsMountTarget>>;
    readonly replication?: EfsReplicationConfiguration;
  };

  /** @throws PropsError for anything that EFS would refuse. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: FileSystemProps,
  ) {
    super(scope, id);
    this.check();
    const { name, network, key } = props;
    openToServices(key, 'elasticfilesystem');
    const fileSystem = this.addFileSystem();
    const policy = new EfsFileSystemPolicy(this, 'policy', {
      fileSystemId: fileSystem.id,
      policy: policyDocument(protection(fileSystem.arn)),
    });
    const isBackedUp = isOn(fileSystem, 'automatic_backups', props.optOuts?.automaticBackups);
    new EfsBackupPolicy(this, 'backup-policy', {
      fileSystemId: fileSystem.id,
      backupPolicy: { status: isBackedUp ? 'ENABLED' : 'DISABLED' },
    });
    const about = { name: `${name}-files`, description: `File system ${name}` };
    const securityGroup = new SecurityGroup(this, 'security-group', { network, ...about });
    const accessPoints = this.addAccessPoints(fileSystem);
    const mountTargets = this.addMountTargets(fileSystem, policy, securityGroup);
    const replication = this.addReplication(fileSystem);

    this.fileSystemId = fileSystem.id;
    this.fileSystemArn = fileSystem.arn;
    this.accessPointIds = mapped(accessPoints, ({ accessPointId }) => accessPointId);
    this.accessPointArns = mapped(accessPoints, ({ accessPointArn }) => accessPointArn);
    this.securityGroupId = securityGroup.securityGroupId;
    this.connections = securityGroup.connections;
    this.nodes = {
      ...{ fileSystem, policy, securityGroup, accessPoints, mountTargets },
      ...(replication && { replication }),
    };
    const { throughput, alarms: thresholds } = props;
    const replicaId = replication?.destination.fileSystemId;
    new FileSystemAlarms(this, 'alarms', { name, fileSystemId: fileSystem.id, throughput, replicaId, thresholds });
  }

  /** A file system of another stack, as a peer in this one: the rules and grants that name it belong to this stack. */
  static import(scope: Construct, id: string, ref: FileSystemRef): ImportedFileSystem {
    return new ImportedFileSystem(scope, id, ref);
  }

  /** What a stack above imports it by. */
  get ref(): FileSystemRef {
    const { fileSystemId, fileSystemArn, accessPointIds, accessPointArns, securityGroupId } = this;
    return { name: this.props.name, fileSystemId, fileSystemArn, accessPointIds, accessPointArns, securityGroupId };
  }

  /**
   * Lets `role` mount an access point.
   *
   * @param name says which role, in letters and digits: `Web`.
   * @param accessPoint one of the file system's access points.
   * @param access what it may do with the files.
   * @default access read-write
   * @throws PropsError for an access point that the file system does not have.
   */
  grantMount(name: string, role: RoleRef, accessPoint: string, access?: MountAccess): void {
    grantMount(this, this.ref, { name, role, accessPoint, access });
  }

  private get isElastic(): boolean {
    return (this.props.throughput ?? 'elastic') === 'elastic';
  }

  private check(): void {
    checkProps(this, fileSystemProps, this.props);
    const { network, lifecycle, replica, accessPoints } = this.props;
    const zones = Object.keys(network.subnetIds.data);
    assertProp(this, 'network', zones.length > 0, 'a zone or more with a data subnet', zones);
    if (lifecycle) assertLifecycle(this, lifecycle, this.isElastic);
    const paths = Object.entries(accessPoints).map(([name, { path = `/${name}` }]) => path);
    const shared = paths.find((path, index) => paths.indexOf(path) < index);
    assertProp(this, 'accessPoints', shared === undefined, 'a directory for each access point', shared);
    if (!replica) return;
    const { region, key } = replica;
    checkProps(this, { region: regionName, key: keyRef }, { region, key });
    const isElsewhere = !zones.some((zone) => zone.startsWith(region));
    assertProp(this, 'replica.region', isElsewhere, 'another region than that of the network', region);
  }

  private addFileSystem(): EfsFileSystem {
    const { name, key, throughput = 'elastic', lifecycle, optOuts } = this.props;
    const { infrequentAccessDays } = defaultLifecycle;
    const moves = lifecycle ?? (this.isElastic ? defaultLifecycle : { infrequentAccessDays });
    const policies = lifecyclePolicies(moves);
    const fileSystem = new EfsFileSystem(this, 'file-system', {
      ...{ creationToken: name, encrypted: true, kmsKeyId: key.keyArn, performanceMode: 'generalPurpose' },
      ...(typeof throughput === 'string'
        ? { throughputMode: throughput }
        : { throughputMode: 'provisioned', provisionedThroughputInMibps: throughput.provisionedMibps }),
      ...(policies.length > 0 && { lifecyclePolicy: policies }),
      tags: { Name: name },
    });
    if (isOn(fileSystem, 'deletion_protection', optOuts?.deletionProtection)) {
      fileSystem.lifecycle = { preventDestroy: true };
    }
    return fileSystem;
  }

  private addAccessPoints({ id: fileSystemId }: EfsFileSystem): Readonly<Record<string, AccessPoint>> {
    const scope = new Construct(this, 'access-points');
    const { name: fileSystem, accessPoints } = this.props;
    const made = Object.entries(accessPoints).map(
      ([name, props]) => [name, new AccessPoint(scope, name, { fileSystem, fileSystemId, name, props })] as const,
    );
    return Object.fromEntries(made);
  }

  private addMountTargets(fileSystem: EfsFileSystem, policy: EfsFileSystemPolicy, group: SecurityGroup) {
    const scope = new Construct(this, 'mount-targets');
    const made = Object.entries(this.props.network.subnetIds.data).map(([zone, subnetId]) => {
      const securityGroups = [group.securityGroupId];
      // Without a policy, EFS lets in every client that reaches a mount target.
      const dependsOn = [policy];
      const place = { fileSystemId: fileSystem.id, subnetId, securityGroups, dependsOn };
      return [zone, new EfsMountTarget(scope, zone, place)] as const;
    });
    return Object.fromEntries(made);
  }

  private addReplication({ id: sourceFileSystemId }: EfsFileSystem): EfsReplicationConfiguration | undefined {
    const { replica } = this.props;
    if (!replica) return undefined;
    openToServices(replica.key, 'elasticfilesystem');
    const destination = { region: replica.region, kmsKeyId: replica.key.keyArn };
    return new EfsReplicationConfiguration(this, 'replication', { sourceFileSystemId, destination });
  }
}

function mapped<T>(made: Readonly<Record<string, T>>, value: (one: T) => string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(made).map(([name, one]) => [name, value(one)]));
}
