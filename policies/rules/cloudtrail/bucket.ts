import { notKnown, type NotKnown } from '../../engine/verdict';
import type { Graph } from '../../model/graph';
import { Resource } from '../../model/resource';
import { Unknown } from '../../model/value';
import { quoted } from '../../engine/verdict';

/** The bucket of a trail, or that it is not known. */
export function bucketOf(trail: Resource, graph: Graph, wanted: string): Resource | NotKnown {
  const name = trail.at('s3_bucket_name');
  const bucket = graph.resolveFor(trail, name, 'aws_s3_bucket');
  if (bucket instanceof Resource && bucket.type === 'aws_s3_bucket' && bucket.mode === 'managed') return bucket;
  const because = bucket instanceof Unknown ? bucket : `the bucket ${quoted(name)} is not of the input`;
  return notKnown('s3_bucket_name', wanted, because);
}
