import { eachBlock, type Block } from '../../../review/engine/attribute';
import { asText } from '../../../review/model/configuration/text';
import type { Graph } from '../../../review/model/graph';
import { Resource } from '../../../review/model/resource';
import { isAbsent, Reference, Unknown } from '../../../review/model/value';
import { elided } from '../../../review/model/text';

/** An origin of a distribution, and what is known of where it is. */
export interface Origin {
  readonly block: Block;
  /** `custom` is anything that speaks HTTP, `website` the website endpoint of a bucket, which has no TLS. */
  readonly kind: 'bucket' | 'website' | 'custom' | Unknown;
  /** The bucket of the first two kinds, if it is in the graph, also as a data source. */
  readonly bucket?: Resource;
}

const website = /^(?<name>.+)\.s3-website[.-][a-z0-9-]+\.amazonaws\.com$/;
const endpoint = /^(?<name>.+)\.s3(?:\.dualstack)?(?:[.-][a-z0-9-]+)?\.amazonaws\.com$/;

/** The origins of a distribution; `Unknown` when their number is. */
export function originsOf(graph: Graph, distribution: Resource): readonly Origin[] | Unknown {
  const blocks = eachBlock(distribution, 'origin');
  return blocks instanceof Unknown
    ? blocks
    : blocks.map((block) => ({ block, ...placeOf(graph, distribution, block) }));
}

function placeOf(graph: Graph, distribution: Resource, { values }: Block): Pick<Origin, 'kind' | 'bucket'> {
  const { domain_name: domain, custom_origin_config: custom, s3_origin_config: s3 } = values;
  if (domain instanceof Reference) {
    const isBucket = domain.resource.type.startsWith('aws_s3_bucket');
    if (!isBucket) return { kind: 'custom' };
    const owner = graph.resolveFor(domain.resource, domain.resource.at('bucket'), 'aws_s3_bucket');
    const isOwn = domain.resource.type === 'aws_s3_bucket';
    const bucket = isOwn ? domain.resource : owner instanceof Resource ? owner : undefined;
    return { kind: domain.attribute.startsWith('website') ? 'website' : 'bucket', ...(bucket && { bucket }) };
  }
  if (domain instanceof Unknown && !isAbsent(custom)) return { kind: 'custom' };
  if (domain instanceof Unknown) return { kind: isAbsent(s3) ? domain : 'bucket' };
  const text = elided(asText(domain));
  const site = website.exec(text)?.groups?.name;
  const name = site ?? endpoint.exec(text)?.groups?.name;
  if (name === undefined) return { kind: isAbsent(s3) ? 'custom' : 'bucket' };
  const bucket = graph.resolveFor(distribution, name, 'aws_s3_bucket', 'data.aws_s3_bucket');
  return { kind: site === undefined ? 'bucket' : 'website', ...(bucket instanceof Resource && { bucket }) };
}
