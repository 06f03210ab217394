import { RdsGlobalCluster } from '@cdktf/provider-aws/lib/rds-global-cluster';
import { Construct, type IConstruct } from 'constructs';
import { isOn } from '../opt-out';
import { assertProp, checkProps } from '../props';
import { majorOf, serverlessClass } from './cluster-engine';
import type { ClusterCapacityProps } from './capacity-props';
import { globalClusterProps, type GlobalClusterProps, type SecondaryClusterProps } from './global-cluster-props';
import { SecondaryCluster } from './secondary-cluster';

/** Aurora user guide, Configuration requirements of an Amazon Aurora global database. */
const mostSecondaries = 10;

/**
 * An Aurora cluster that is replicated to other regions: written in the region of its primary, read in all, behind by less than a second as a rule.
 *
 * ```ts
 * const everywhere = new GlobalCluster(this, 'global', { name: 'prod-main-global', primary: cluster });
 * everywhere.addSecondary('frankfurt', { name: 'prod-main-frankfurt', provider, network, key, … });
 * ```
 *
 * RDS fails over to no other region by itself. After `aws rds switchover-global-cluster`, or `failover-global-cluster` when the region is lost, another member writes; the
 * plan stays empty, and the names of the endpoints are those of the members: `endpoint` of the global cluster leads to the one that writes. Versions are upgraded
 * for all members together, by `aws rds modify-global-cluster`; then write the new major version here.
 *
 * Terraform destroys in the order that RDS asks for: the instances of a secondary, its membership, itself; then the membership of the primary, the global cluster and the
 * primary. Each may go only where its deletion protection is off.
 *
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database.html
 */
export class GlobalCluster extends Construct {
  static readonly props = globalClusterProps;
  /** The identifier, known at synthesis. */
  readonly globalClusterIdentifier: string;
  readonly nodes: { readonly globalCluster: RdsGlobalCluster };
  private readonly regions: string[];

  /** @throws PropsError for a primary that RDS takes into no global cluster. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: GlobalClusterProps,
  ) {
    super(scope, id);
    check(this, props);
    const { name, primary, optOuts } = props;
    const { cluster, instances } = primary.nodes;
    const globalCluster = new RdsGlobalCluster(this, 'global-cluster', {
      globalClusterIdentifier: name,
      sourceDbClusterIdentifier: cluster.arn,
      // The provider asks for it with a source: it takes the members out before it deletes the global cluster, the one that writes last.
      forceDestroy: true,
      // RDS replicates a cluster that has an instance.
      dependsOn: Object.values(instances),
    });
    const isProtected = isOn(globalCluster, 'deletion_protection', optOuts?.deletionProtection);
    globalCluster.deletionProtection = isProtected;
    globalCluster.lifecycle = {
      // Nothing tells it later (provider's documentation of the resource, Import).
      ignoreChanges: ['source_db_cluster_identifier'],
      ...(isProtected && { preventDestroy: true }),
    };
    leaveToGlobal(primary);
    this.regions = [primary.shape.region];
    this.globalClusterIdentifier = name;
    this.nodes = { globalCluster };
  }

  /**
   * Adds a cluster in another region, which is read there.
   *
   * @param id constant for its life: `frankfurt`
   * @throws PropsError for a region that the global cluster has already, and for anything that RDS would refuse.
   */
  addSecondary(id: string, props: SecondaryClusterProps): SecondaryCluster {
    const { region = '' } = props.provider;
    const isNew = !this.regions.includes(region);
    assertProp(this, 'provider.region', isNew, `another region than ${this.regions.join(', ')}`, region);
    const isOneOf = this.regions.length <= mostSecondaries;
    assertProp(this, 'provider.region', isOneOf, `${mostSecondaries} secondary regions at most`, region);
    this.regions.push(region);
    checkClasses(this, props.capacity);
    return new SecondaryCluster(this, id, props, {
      ...{ globalCluster: this.nodes.globalCluster, primary: this.props.primary.shape },
    });
  }
}

/** What no member may change by itself, and what it is told of its membership. */
function leaveToGlobal({ nodes }: GlobalClusterProps['primary']): void {
  const { lifecycle = {} } = nodes.cluster;
  const own = Array.isArray(lifecycle.ignoreChanges) ? lifecycle.ignoreChanges : [];
  const ignoreChanges = [...own, 'engine_version', 'global_cluster_identifier', 'replication_source_identifier'];
  nodes.cluster.lifecycle = { ...lifecycle, ignoreChanges };
}

function check(scope: IConstruct, props: GlobalClusterProps): void {
  checkProps(scope, globalClusterProps, props);
  const { engine, capacity } = props.primary.shape;
  const { name, version, masterPasswordVersion, allowMajorVersionUpgrade = false } = engine;
  const isOwn = masterPasswordVersion !== undefined;
  const password = 'a version of the password: RDS manages that of no member of a global cluster';
  assertProp(scope, 'primary.engine.masterPasswordVersion', isOwn, password, masterPasswordVersion);
  const major = majorOf(name, version);
  const together = `${major} alone: the members of a global cluster are upgraded together`;
  assertProp(scope, 'primary.engine.version', version === major, together, version);
  const byItself = 'false: the members of a global cluster are upgraded together';
  const stays = !allowMajorVersionUpgrade;
  assertProp(scope, 'primary.engine.allowMajorVersionUpgrade', stays, byItself, allowMajorVersionUpgrade);
  checkClasses(scope, capacity, 'primary.');
}

/** Global clusters are of classes for much memory (Aurora user guide, Configuration requirements of an Amazon Aurora global database). */
function checkClasses(
  scope: IConstruct,
  { instanceClass, instances }: Pick<ClusterCapacityProps, 'instanceClass' | 'instances'>,
  of = '',
): void {
  for (const [name, { instanceClass: own = instanceClass }] of Object.entries(instances ?? {})) {
    const fits = own === serverlessClass || !/^db\.t/.test(own);
    const expected = 'a class of r5 or later, or db.serverless, as global clusters have';
    assertProp(scope, `${of}capacity.instances.${name}`, fits, expected, own);
  }
}
