import { asText } from '../model/configuration/text';
import type { Graph } from '../model/graph';
import type { Resource } from '../model/resource';
import { nameOf } from '../reach/labels';
import { isAbsent, isList } from '../model/value';

/** Who writes an attribute that Terraform ignores. */
export interface Owner {
  readonly what: string;
  readonly writer: string;
  /** What Terraform still decides of it. */
  readonly decided: string;
}

type Find = (resource: Resource, graph: Graph) => Pick<Owner, 'writer' | 'decided'>;

interface Known {
  readonly type: RegExp;
  /** Of an attribute, without the rest of its path: `scaling_config` of `scaling_config[0].desired_size`. */
  readonly attribute: RegExp;
  readonly what: string;
  readonly of: Find;
}

const rest = 'everything else of it';
const by =
  (writer: string, decided = rest): Find =>
  () => ({ writer, decided });

/** Who owns an attribute of `ignore_changes`. A type or attribute that is in no row has an owner that is not known. */
export function ownersOf(graph: Graph, resource: Resource, attribute: string): Owner {
  if (attribute === 'all')
    return {
      what: 'every attribute: Terraform creates and deletes it, and never changes it',
      writer: 'not known',
      decided: 'whether it exists',
    };
  const found = rows.find((row) => row.type.test(resource.type) && row.attribute.test(attribute));
  return found ? { what: found.what, ...found.of(resource, graph) } : { what: '', writer: 'not known', decided: rest };
}

/** The bounds that a scalable target sets: of a service, a table, a cluster, by `resource_id`. */
const autoscaler =
  (namespace: string, name: string): Find =>
  (resource, graph) => {
    const called = String(asText(resource.at(name) ?? null));
    const target = graph
      .all('aws_appautoscaling_target')
      .find(
        (one) =>
          one.environment === resource.environment &&
          one.at('service_namespace') === namespace &&
          new RegExp(`[/:]${escaped(called)}$`).test(String(asText(one.at('resource_id') ?? null))),
      );
    if (!target) return { writer: 'not known: no aws_appautoscaling_target here scales it', decided: rest };
    return { writer: 'Application Auto Scaling', decided: boundsOf(target, 'min_capacity', 'max_capacity') };
  };

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

function boundsOf(resource: Resource, ...names: readonly string[]): string {
  const ignored = resource.at('lifecycle.ignore_changes');
  const own = names.filter((name) => !(isList(ignored) && ignored.includes(name)));
  if (own.length === 0) return rest;
  const bounds = own.map((name) => {
    const value = resource.at(name);
    return `${name} ${isAbsent(value) ? 'not written' : String(asText(value))}`;
  });
  return `${bounds.join(' and ')} (${resource.address})`;
}

/** The policies and schedules of an Auto Scaling group, which move its capacity between its bounds. */
const scalingGroup: Find = (group, graph) => {
  const of = (type: string) => graph.children(group, type, 'autoscaling_group_name', 'name').found.length > 0;
  const writers = [
    ...(of('aws_autoscaling_policy') ? ['scaling policies'] : []),
    ...(of('aws_autoscaling_schedule') ? ['schedules'] : []),
  ];
  const writer = writers.join(' and ') || 'not known: no scaling policy or schedule here changes it';
  return { writer, decided: boundsOf(group, 'min_size', 'max_size') };
};

/** The bounds of a group, which a schedule sets at its time. */
const bounds: Find = (group, graph) => {
  const scheduled = graph.children(group, 'aws_autoscaling_schedule', 'autoscaling_group_name', 'name').found;
  if (scheduled.length === 0) return { writer: 'not known: no schedule here changes them', decided: rest };
  return {
    writer: 'schedules',
    decided: `those at first, and those of ${scheduled.map(({ address }) => address).join(', ')}`,
  };
};

const deployment: Find = (service) =>
  asText(service.at('deployment_controller.type') ?? 'ECS') === 'CODE_DEPLOY'
    ? { writer: 'CodeDeploy', decided: rest }
    : { writer: 'the pipeline', decided: rest };

/** A parameter that is encrypted is a secret; one that is not is what a pipeline points somewhere else. */
const parameter: Find = (one) =>
  asText(one.at('type') ?? 'String') === 'SecureString'
    ? { writer: 'people or a rotation', decided: `that ${nameOf(one)} exists, its key, and its first value` }
    : { writer: 'the pipeline', decided: `that ${nameOf(one)} exists, and its first value` };

const row = (type: RegExp, attribute: RegExp, what: string, of: Find): Known => ({ type, attribute, what, of });

const rows: readonly Known[] = [
  row(/^aws_ecs_service$/, /^desired_count/, 'the number of tasks', autoscaler('ecs', 'name')),
  row(/^aws_ecs_service$/, /^task_definition/, 'the revision of the task definition that runs', deployment),
  row(/^aws_ecs_service$/, /^load_balancer/, 'the target group that gets requests', deployment),
  row(/^aws_ecs_task_definition$/, /^container_definitions/, 'images and settings of containers', by('the pipeline')),
  row(/^aws_autoscaling_group$/, /^desired_capacity/, 'the number of instances', scalingGroup),
  row(/^aws_autoscaling_group$/, /^(min|max)_size/, 'the bounds of the number of instances', bounds),
  row(
    /^aws_autoscaling_group$/,
    /^(target_group_arns|load_balancers|traffic_source)/,
    'what it registers its instances in',
    by('attachments: aws_autoscaling_attachment, aws_autoscaling_traffic_source_attachment'),
  ),
  row(
    /^aws_(lb|alb)_listener_rule$/,
    /^action/,
    'the weights of its target groups',
    by('the pipeline or CodeDeploy', 'its conditions and its priority'),
  ),
  row(
    /^aws_(lb|alb)_listener$/,
    /^default_action/,
    'where requests go that no rule takes',
    by('the pipeline or CodeDeploy', 'its port, its protocol and its certificates'),
  ),
  row(/^aws_ssm_parameter$/, /^(insecure_value|value)/, 'the value of the parameter', parameter),
  row(
    /^aws_secretsmanager_secret_version$/,
    /^secret_(string|binary)/,
    'the value of the secret',
    by('people or a rotation', 'its first value'),
  ),
  row(
    /^aws_lambda_function$/,
    /^(filename|s3_|source_code_hash|image_uri)/,
    'the code of the function',
    by('the pipeline', 'its memory, timeout, role and environment'),
  ),
  row(
    /^aws_lambda_alias$/,
    /^(function_version|routing_config)/,
    'the version that the alias runs',
    by('the pipeline or CodeDeploy', 'its name'),
  ),
  row(/^aws_dynamodb_table$/, /^(read|write)_capacity/, 'the throughput of the table', autoscaler('dynamodb', 'name')),
  row(
    /^aws_elasticache_replication_group$/,
    /^(num_node_groups|replicas_per_node_group|num_cache_clusters)/,
    'the number of nodes',
    autoscaler('elasticache', 'replication_group_id'),
  ),
  row(
    /^aws_(db_instance|rds_cluster|rds_cluster_instance|elasticache_replication_group)$/,
    /^engine_version/,
    'the version of the engine',
    by('AWS, where it upgrades minor versions by itself, or people'),
  ),
  row(
    /^aws_db_instance$/,
    /^allocated_storage/,
    'the size of the storage',
    by('storage autoscaling of RDS', 'max_allocated_storage'),
  ),
  row(
    /^aws_(db_instance|rds_cluster)$/,
    /^(snapshot_identifier|restore_to_point_in_time)/,
    'what the database was restored from',
    by('nobody: it is decided once, when the database is made'),
  ),
  row(/^aws_(db_instance|rds_cluster)$/, /^(master_)?password/, 'the master password', by('people or a rotation')),
  row(
    /^aws_eks_node_group$/,
    /^scaling_config/,
    'the number of nodes',
    by('the autoscaler of the cluster', 'min_size and max_size, unless they are ignored too'),
  ),
  row(
    /^aws_appconfig_hosted_configuration_version$/,
    /^content/,
    'the configuration that applications read',
    by('the pipeline or people', 'its profile and validators'),
  ),
  row(
    /^aws_default_network_acl$/,
    /^subnet_ids/,
    'the subnets that have it',
    by('AWS: those that no other network ACL has', 'its rules'),
  ),
  row(
    /^aws_route53_zone$/,
    /^vpc/,
    'the VPCs of the zone',
    by('aws_route53_zone_association, here or in other accounts'),
  ),
];
