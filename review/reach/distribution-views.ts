import { asText } from '../model/configuration/text';
import type { Graph } from '../model/graph';
import { Resource } from '../model/resource';
import { Unknown } from '../model/value';
import { distributionRelays } from './distributions';
import { byKey, named, nameOf } from './labels';
import { elements, inBlocks } from './member-type';
import { partyOf, theInternet } from './party';
import { reach } from './reach';
import type { Topology } from './topology';
import type { DistributionView, MemberView, ReachVerdict } from './views';
import { firewallOf } from './ways';

/** The distributions of an environment, and what they ask in its VPCs. */
export function distributionViews(topology: Topology, environment: string): DistributionView[] {
  const { graph } = topology;
  const all = graph.all('aws_cloudfront_distribution').filter((one) => one.environment === environment);
  return all.map((one) => distributionView(topology, one)).sort(byKey);
}

function distributionView(topology: Topology, by: Resource): DistributionView {
  const { graph } = topology;
  const aliases = elements(by.at('aliases')).map((alias) => String(asText(alias)));
  const member = topology.byResource.get(by);
  const verdict = member ? reach(topology, theInternet, partyOf(member)).verdict : 'unknown';
  return { ...named(by), name: nameOf(by), aliases, verdict, ...webAclOf(graph, by), origins: originsOf(topology, by) };
}

function originsOf(topology: Topology, by: Resource): DistributionView['origins'] {
  const inVpc = distributionRelays(topology).flatMap(({ to, relay }) => {
    const member = to instanceof Resource ? topology.byResource.get(to) : undefined;
    if (relay.by !== by || !member) return [];
    const { ways = [] } = reach(topology, theInternet, partyOf(member));
    const own = ways.filter(({ evidence }) => evidence[0]?.key === by.key).map(({ verdict }) => verdict);
    const { targetPort } = relay;
    const port = typeof targetPort === 'number' ? `tcp ${targetPort}` : 'a port that is not known';
    return [{ ...named(member.resource), traffic: port, verdict: best(own) }];
  });
  const names = inBlocks(by, 'origin', 'domain_name');
  const buckets = (names instanceof Unknown ? [] : elements(names)).flatMap((name) => {
    const bucket = topology.graph.resolveBy(by, name, 'aws_s3_bucket', 'bucket_regional_domain_name');
    return bucket instanceof Resource && bucket.type === 'aws_s3_bucket' ? [bucket] : [];
  });
  const ofBuckets = buckets.map((bucket) => ({ ...named(bucket), traffic: 'HTTPS', verdict: 'reachable' as const }));
  const keys = new Set<string>();
  return [...inVpc, ...ofBuckets].filter(({ key, traffic }) => {
    const isNew = !keys.has(`${key} ${traffic}`);
    keys.add(`${key} ${traffic}`);
    return isNew;
  });
}

function best(verdicts: readonly ReachVerdict[]): ReachVerdict {
  return (['reachable', 'unknown'] as const).find((one) => verdicts.includes(one)) ?? 'blocked';
}

/** The web ACL by its name, or that it is not known; absent where there is none. */
export function webAclOf(graph: Graph, resource: Resource): Pick<MemberView, 'webAcl'> {
  const firewall = firewallOf(graph, resource);
  if (!firewall) return {};
  return { webAcl: firewall instanceof Unknown ? 'not known' : nameOf(firewall) };
}
