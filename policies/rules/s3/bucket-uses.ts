import { Resource } from '../../../review/model/resource';
import { blocksOf, isMap, Unknown, type Value } from '../../../review/model/value';
import type { Graph } from '../../../review/model/graph';
import { memoized } from '../../../review/memoize';

/** What AWS services write into a bucket. */
export type Use = 'access-logs' | 'load-balancer-logs' | 'audit-logs' | 'trail';

const users: readonly (readonly [type: string, path: string, use: Use])[] = [
  ['aws_s3_bucket_logging', 'target_bucket', 'access-logs'],
  ['aws_s3_bucket', 'logging.target_bucket', 'access-logs'],
  ['aws_lb', 'access_logs.bucket', 'load-balancer-logs'],
  ['aws_lb', 'connection_logs.bucket', 'load-balancer-logs'],
  ['aws_alb', 'access_logs.bucket', 'load-balancer-logs'],
  ['aws_elb', 'access_logs.bucket', 'load-balancer-logs'],
  ['aws_cloudtrail', 's3_bucket_name', 'audit-logs'],
  ['aws_cloudtrail', 's3_bucket_name', 'trail'],
  ['aws_config_delivery_channel', 's3_bucket_name', 'audit-logs'],
  ['aws_flow_log', 'log_destination', 'audit-logs'],
];

/** What a bucket is for, by what writes into it. */
export function usesOf(bucket: Resource, graph: Graph): ReadonlySet<Use> {
  return indexOf(graph).get(bucket) ?? new Set();
}

/** The bucket that a value names: by reference, name or ARN, also with a prefix. */
export function bucketOf(user: Resource, value: Value | undefined, graph: Graph): Resource | Unknown | undefined {
  const isArn = typeof value === 'string' && value.startsWith('arn:');
  return graph.resolveFor(user, isArn ? value.split('/', 1)[0] : value, 'aws_s3_bucket');
}

/** The data classification of a bucket, by its tag: `data-classification = confidential`. */
export function classificationOf(bucket: Resource): Value | undefined {
  for (const tags of [bucket.at('tags'), bucket.provider.defaultTags]) {
    if (!isMap(tags)) continue;
    const found = Object.entries(tags).find(([key]) => /classification|sensitivity/i.test(key));
    if (found) return found[1];
  }
  return undefined;
}

const indexOf = memoized((graph: Graph): ReadonlyMap<Resource, ReadonlySet<Use>> => {
  const index = new Map<Resource, Set<Use>>();
  for (const [type, path, use] of users) {
    for (const user of graph.all(type)) {
      const bucket = bucketOf(user, last(user, path), graph);
      if (!(bucket instanceof Resource)) continue;
      const uses = index.get(bucket) ?? new Set<Use>();
      index.set(bucket, uses.add(use));
    }
  }
  return index;
});

/** A logging block that is disabled writes nothing, but its bucket is still meant for logs. */
function last(user: Resource, path: string): Value | undefined {
  const [block = '', name] = path.split('.');
  if (name === undefined) return user.at(path);
  const blocks = blocksOf(user.at(block));
  return blocks instanceof Unknown ? blocks : blocks[0]?.[name];
}
