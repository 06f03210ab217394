import { Attribute } from '../../../review/engine/attribute';
import type { Context } from '../../../review/engine/rule';
import type { Resource } from '../../../review/model/resource';
import { Unknown, type Value } from '../../../review/model/value';

/** A setting of an instance, which a member of a cluster has from its cluster where it has none of its own. */
export function ofInstance(instance: Resource, path: string, { graph }: Context): Attribute {
  return new Attribute(path, settingOf(instance, path, graph));
}

function settingOf(instance: Resource, path: string, graph: Context['graph']): Value | undefined {
  const own = instance.at(path);
  if (own !== undefined || instance.type !== 'aws_rds_cluster_instance') return own;
  const cluster = graph.resolveBy(instance, instance.at('cluster_identifier'), 'aws_rds_cluster', 'cluster_identifier');
  return cluster instanceof Unknown ? cluster : cluster?.at(path);
}

/** Whether a cluster has instances of its own: members of others are resources, and are judged as such. Unknown where it is not known. */
export function hasOwnInstances(resource: Resource): boolean | Unknown {
  const instanceClass = resource.at('db_cluster_instance_class');
  return instanceClass instanceof Unknown ? instanceClass : instanceClass !== undefined;
}

/** Whether a resource is a cluster whose members are judged in its place. */
export function isJudgedByMembers(resource: Resource): boolean {
  return resource.type === 'aws_rds_cluster' && hasOwnInstances(resource) === false;
}
