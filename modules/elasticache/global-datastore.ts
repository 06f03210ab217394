import { ElasticacheGlobalReplicationGroup } from '@cdktf/provider-aws/lib/elasticache-global-replication-group';
import { Construct, type IConstruct } from 'constructs';
import { LastApplied } from '../last-applied';
import { isOn } from '../opt-out';
import { assertProp, checkProps } from '../props';
import { globalDatastoreProps, type GlobalDatastoreProps, type SecondaryCacheProps } from './global-datastore-props';
import { SecondaryCache } from './secondary-cache';

/** Families and sizes that have global datastores (ElastiCache user guide, "Global datastores", prerequisites and limitations). */
const nodeTypes = /^cache\.(m5|m6g|m7g|r5|r6g|r6gd|r7g|c7gn)\.(large|\d*xlarge)$/;
const aNodeType = 'a type of m5, m6g, m7g, r5, r6g, r6gd, r7g or c7gn, large or larger, as global datastores have';

/**
 * A cache that is replicated to up to two other regions: written in the region of its primary, read in all, asynchronously.
 *
 * ```ts
 * const datastore = new GlobalDatastore(this, 'global', { name: 'prod-main', primary: cache, region: 'eu-west-1' });
 * datastore.addSecondary('frankfurt', { name: 'prod-main-frankfurt', provider, network, key, … });
 * ```
 *
 * ElastiCache gives each member a parameter group of its own, a copy of that of the primary, and changes it with a new major version alone: other parameters of the
 * primary have no effect afterwards. It fails over to no other region by itself. After `aws elasticache failover-global-replication-group` another region is the
 * primary, which Terraform would replace the global datastore for: the plan is refused until it fails back. Terraform destroys in the order that ElastiCache asks for,
 * secondaries, global datastore, primary; each may go only where its deletion protection is off.
 *
 * Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Redis-Global-Datastores-Getting-Started.html
 */
export class GlobalDatastore extends Construct {
  static readonly props = globalDatastoreProps;
  /** The whole id, with the prefix of the region. */
  readonly globalDatastoreId: string;
  readonly nodes: { readonly globalReplicationGroup: ElasticacheGlobalReplicationGroup };
  private readonly regions: string[];

  /** @throws PropsError for a primary that cannot be replicated. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: GlobalDatastoreProps,
  ) {
    super(scope, id);
    check(this, props);
    const { name, primary, region, majorVersionUpgrade, optOuts } = props;
    const { engine, capacity } = primary.shape;
    const { replicationGroup, parameterGroup } = primary.nodes;
    const group = new ElasticacheGlobalReplicationGroup(this, 'global-replication-group', {
      globalReplicationGroupIdSuffix: name,
      globalReplicationGroupDescription: `Cache ${primary.ref.name} in several regions`,
      primaryReplicationGroupId: replicationGroup.id,
      engineVersion: engine.version,
      cacheNodeType: capacity.nodeType,
      numNodeGroups: capacity.shards,
      automaticFailoverEnabled: true,
      // The provider refuses it without a new major version.
      ...(majorVersionUpgrade && { parameterGroupName: parameterGroup.name }),
    });
    const majorStays = this.majorStays();
    group.lifecycle = {
      ...(isOn(group, 'deletion_protection', optOuts?.deletionProtection) && { preventDestroy: true }),
      ...(!majorVersionUpgrade && { precondition: [majorStays] }),
    };
    leaveToGlobal(primary);
    this.regions = [region];
    this.globalDatastoreId = group.globalReplicationGroupId;
    this.nodes = { globalReplicationGroup: group };
  }

  /** A major version needs a parameter group: without it ElastiCache refuses the change half-way through an apply. */
  private majorStays() {
    const { name, primary, majorVersionUpgrade = false } = this.props;
    const [value = ''] = primary.shape.engine.version.split('.');
    const last = new LastApplied(this, 'major-version', { value, mayChange: majorVersionUpgrade });
    const errorMessage = `Global datastore ${name}: expected major version ${last.applied}, or majorVersionUpgrade for an upgrade to ${value}.`;
    return { condition: last.isAsked, errorMessage };
  }

  /**
   * Adds a cache in another region, which is read there.
   *
   * @param id constant for its life: `frankfurt`
   * @throws PropsError for a region that the global datastore has already, for a third one, and for anything that ElastiCache would refuse.
   */
  addSecondary(id: string, props: SecondaryCacheProps): SecondaryCache {
    const { region = '' } = props.provider;
    const isNew = !this.regions.includes(region);
    assertProp(this, 'provider.region', isNew, `another region than ${this.regions.join(', ')}`, region);
    assertProp(this, 'provider.region', this.regions.length < 3, 'two secondary regions at most', region);
    this.regions.push(region);
    return new SecondaryCache(this, id, props, {
      globalDatastoreId: this.globalDatastoreId,
      ...this.props.primary.shape,
    });
  }
}

/** What ElastiCache lets no member change, and what it switches off for all of them. The provider leaves out engine, version and parameter group by itself. */
function leaveToGlobal({ nodes }: GlobalDatastoreProps['primary']): void {
  const { lifecycle = {} } = nodes.replicationGroup;
  const own = Array.isArray(lifecycle.ignoreChanges) ? lifecycle.ignoreChanges : [];
  const ignoreChanges = [...own, 'node_type', 'num_node_groups', 'auto_minor_version_upgrade'];
  nodes.replicationGroup.lifecycle = { ...lifecycle, ignoreChanges };
}

function check(scope: IConstruct, props: GlobalDatastoreProps): void {
  checkProps(scope, globalDatastoreProps, props);
  const { capacity, upkeep } = props.primary.shape;
  const { nodeType, replicasPerShard } = capacity;
  assertProp(scope, 'primary.capacity.nodeType', nodeTypes.test(nodeType), aNodeType, nodeType);
  const replicas = '1 replica or more: the members fail over within their regions';
  assertProp(scope, 'primary.capacity.replicasPerShard', replicasPerShard > 0, replicas, replicasPerShard);
  const { applyImmediately = false } = upkeep;
  const atOnce = !props.majorVersionUpgrade || applyImmediately;
  assertProp(scope, 'primary.upkeep.applyImmediately', atOnce, 'true, for a major version', applyImmediately);
}
