import type { ChangeJson } from './plan-json';

/** What changing an argument in place does to what runs, as AWS documents it. */
interface Effect {
  /** What users of it notice; nothing where it goes on. */
  readonly notice?: (after: Values) => string;
  /** Whether AWS waits for the maintenance window unless `apply_immediately` is set. @default false */
  readonly waits?: boolean;
}
type Values = Readonly<Record<string, unknown>>;

const restart = 'an outage while it restarts';
/** A standby takes over within 60 to 120 seconds: AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html */
const failoverOrRestart = ({ multi_az }: Values) => (multi_az === true ? 'a failover' : restart);
/** The standby is upgraded together with the instance: AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html */
const upgrade = () => 'an outage while the engine is upgraded, also of the standby';
/** Replicas are replaced first, then one takes over: AmazonElastiCache/latest/dg/redis-cluster-vertical-scaling.html */
const takeover = ({ automatic_failover_enabled }: Values) =>
  automatic_failover_enabled === true ? 'a failover of each shard' : restart;

/**
 * By type and argument. Databases: "Settings for DB instances", AmazonRDS/latest/UserGuide/USER_ModifyInstance.Settings.html, and "Settings for
 * Amazon Aurora", AmazonRDS/latest/AuroraUserGuide/Aurora.Modifying.html. Caches:
 * AmazonElastiCache/latest/dg/redis-cluster-vertical-scaling.html and VersionManagement.HowTo.html. An argument that is not here has no note.
 */
const effects: Readonly<Record<string, Readonly<Record<string, Effect>>>> = {
  // New tasks with the new configuration: AmazonECS/latest/APIReference/API_UpdateService.html
  aws_ecs_service: { network_configuration: { notice: () => 'new tasks, then the old ones stop' } },
  // It balances zones: autoscaling/ec2/userguide/auto-scaling-benefits.html#AutoScalingBehavior.InstanceUsage
  aws_autoscaling_group: {
    vpc_zone_identifier: { notice: () => 'servers may move between zones, the new ones start first' },
  },
  aws_db_instance: {
    allocated_storage: { notice: () => 'no other change of storage for six hours', waits: true },
    allow_major_version_upgrade: {},
    backup_window: {},
    engine_version: { notice: upgrade, waits: true },
    instance_class: { notice: failoverOrRestart, waits: true },
    iops: { notice: () => 'no other change of storage for six hours', waits: true },
    maintenance_window: {},
    multi_az: { waits: true },
    parameter_group_name: { notice: () => 'static parameters apply after a reboot' },
    storage_throughput: { notice: () => 'no other change of storage for six hours', waits: true },
    storage_type: { notice: () => 'no other change of storage for six hours', waits: true },
  },
  aws_rds_cluster: {
    allow_major_version_upgrade: {},
    db_cluster_parameter_group_name: { notice: () => 'static parameters apply after a reboot' },
    engine_version: { notice: () => 'an outage while the engine is upgraded', waits: true },
    preferred_backup_window: {},
    preferred_maintenance_window: {},
    serverlessv2_scaling_configuration: { notice: () => 'max_connections follows the maximum after a reboot' },
  },
  aws_rds_cluster_instance: {
    db_parameter_group_name: { notice: () => 'static parameters apply after a reboot' },
    instance_class: { notice: () => 'a restart, and a failover if it writes', waits: true },
    preferred_maintenance_window: {},
  },
  aws_elasticache_replication_group: {
    engine: { notice: takeover, waits: true },
    engine_version: { notice: takeover, waits: true },
    maintenance_window: {},
    node_type: { notice: takeover, waits: true },
    snapshot_window: {},
  },
};

/** What a change in place does to what runs, in words. @param attributes the arguments that change */
export function effectsOf(type: string, { after }: ChangeJson, attributes: readonly string[]): readonly string[] {
  const values = (after ?? {}) as Values;
  const its = Object.hasOwn(effects, type) ? effects[type] : undefined;
  const found = attributes.flatMap((name) => its?.[name] ?? []);
  const notices = [...new Set(found.flatMap(({ notice }) => notice?.(values) ?? []))];
  const waits = found.some(({ waits }) => waits) && values.apply_immediately !== true;
  return [...(waits ? [`waits for ${windowOf(values)}`] : []), ...notices];
}

function windowOf(values: Values): string {
  const window = values.maintenance_window ?? values.preferred_maintenance_window;
  return typeof window === 'string' && window ? `${window} UTC` : 'the maintenance window';
}
