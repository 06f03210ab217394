import { notKnown, type NotKnown } from '../../../review/engine/verdict';
import type { Graph } from '../../../review/model/graph';
import { Resource } from '../../../review/model/resource';
import { Unknown } from '../../../review/model/value';
import { quoted } from '../../../review/engine/verdict';

/** The bucket of a trail, or the verdict that it is not known. */
export function bucketOf(trail: Resource, graph: Graph, expected: string): Resource | NotKnown {
  const name = trail.at('s3_bucket_name');
  const bucket = graph.resolveFor(trail, name, 'aws_s3_bucket');
  if (bucket instanceof Resource && bucket.type === 'aws_s3_bucket' && bucket.mode === 'managed') return bucket;
  const because = bucket instanceof Unknown ? bucket : `the bucket ${quoted(name)} is not in the input`;
  return notKnown('s3_bucket_name', expected, because);
}
