import { asText } from '../model/configuration/text';
import type { Graph } from '../model/graph';
import { Resource } from '../model/resource';
import { isAbsent, Unknown } from '../model/value';
import { portsText, type Answer } from './answer';
import { named, nameOf } from './labels';
import type { Party } from './party';
import { anyClient, type Sender } from './requests';
import type { WayView } from './views';
import type { Stop } from './walk';

/** An answer by one way: what is passed between the two sides, and who the last of it sends for. */
export interface Way {
  readonly answer: Answer;
  readonly to: Party;
  /** Distributions and load balancers, in order. */
  readonly passes: readonly Resource[];
  /** A distribution that is somebody else's. */
  readonly isByAnyDistribution?: boolean;
  readonly sender: Sender;
  /** Whose addresses the connection comes from. */
  readonly client: Party;
}

export const directWay = (answer: Answer, to: Party, client: Party): Way => ({
  ...{ answer, to, passes: [], sender: anyClient, client },
});

/** What a page or a terminal says of a way from the internet to something. */
export function wayView(graph: Graph, way: Way): WayView {
  const { answer, passes, to } = way;
  const own = to.resource && isBalancer(to.resource) ? firewallOf(graph, to.resource) : undefined;
  const firewalls = passes.map((one) => firewallOf(graph, one));
  const { verdict, stop } = answer;
  const stopKey = stop?.rule ?? stop?.key;
  const stopping = verdict === 'blocked' ? graph.resources.filter(({ key }) => key === stopKey) : [];
  const evidence = [...passes.flatMap((one, index) => [one, firewalls[index]]), own, ...stopping].flatMap((one) =>
    one instanceof Resource ? [named(one)] : [],
  );
  return { verdict, text: sentence(way, firewalls, own), evidence };
}

type Firewall = Resource | Unknown | undefined;

function sentence(
  { answer, passes, to: { resource }, isByAnyDistribution = false }: Way,
  firewalls: readonly Firewall[],
  own: Firewall,
): string {
  const { verdict, from, to, ports, entryPorts = ports, stop } = answer;
  const isProtected = verdict === 'blocked' || [...firewalls, own].some((one) => one instanceof Resource);
  const names = passes.map((one, index) => passText(one, firewalls[index], isProtected));
  const all = isByAnyDistribution ? ['any CloudFront distribution of any AWS account', ...names] : names;
  const isBare = passes.length === 0 && !isProtected && resource !== undefined && isBalancer(resource);
  const guard = own && resource ? firewallText(resource, own) : isBare ? ' (no web ACL)' : '';
  const through = `${all.length > 0 ? `through ${joined(all)}` : 'directly'}${verdict === 'blocked' ? '' : guard}`;
  if (verdict === 'blocked') {
    // What is let in instead tells more than that there is no public address.
    const stops = [stop, ...answer.alsoStops.filter(({ instead }) => instead)].flatMap((one) => one ?? []);
    const why = stops.map(stopText).join('; ') || 'no path leads there';
    return `${from} does not reach ${to} ${through}: ${why}`;
  }
  const [entered, listened] = [portsText(entryPorts), portsText(ports)];
  const listens = entered === listened ? '' : `; ${to} listens on ${listened}`;
  const text = `on ${entered} ${through}${listens}`;
  if (verdict === 'unknown') return `${from} may reach ${to} ${text}: not known is ${answer.because ?? ''}`;
  return `${from} reaches ${to} ${text}${isByAnyDistribution ? `: ${whyAnybody(passes.length > 0)}` : ''}`;
}

const stopText = ({ layer, label, text, instead }: Stop) =>
  `${layer} ${label} ${text}${instead ? ` (${instead})` : ''}`;

const whyAnybody = (isByBalancer: boolean) =>
  isByBalancer
    ? 'no listener rule asks for a header that only your distribution sends'
    : 'the prefix list holds the addresses of all of them';

function passText(resource: Resource, firewall: Firewall, isProtected: boolean): string {
  const kind = kindOf(resource);
  const name = `${kind} ${nameOf(resource)}`;
  if (firewall) return `${name}${firewallText(resource, firewall)}${firewall instanceof Resource ? ',' : ''}`;
  return isProtected || kind === 'endpoint' ? name : `${name} (no web ACL)`;
}

const isBalancer = ({ type }: Resource) => /^aws_(lb|alb|elb)$/.test(type);

function kindOf(resource: Resource): string {
  if (resource.type === 'aws_cloudfront_distribution') return 'CloudFront';
  if (resource.type === 'aws_apigatewayv2_api') return 'API Gateway';
  return isBalancer(resource) ? 'load balancer' : 'endpoint';
}

const firewallText = (resource: Resource, firewall: Resource | Unknown) =>
  firewall instanceof Resource
    ? `, behind web ACL ${nameOf(firewall)}${wrongScope(resource, firewall)}`
    : ' (whether a web ACL is before it is not known)';

function wrongScope({ type }: Resource, firewall: Resource): string {
  if (firewall.type !== 'aws_wafv2_web_acl') return '';
  const [scope, expected] = [firewall.at('scope'), type === 'aws_cloudfront_distribution' ? 'CLOUDFRONT' : 'REGIONAL'];
  return typeof scope === 'string' && scope !== expected ? ` of the wrong scope ${scope}` : '';
}

/** `A, behind web ACL X, and B` */
function joined(names: readonly string[]): string {
  const last = names.at(-1)?.replace(/,$/, '') ?? '';
  const before = names.slice(0, -1).join(' ');
  return before ? `${before} and ${last}` : last;
}

const webAcls = ['aws_wafv2_web_acl', 'aws_waf_web_acl', 'aws_wafregional_web_acl', 'data.aws_wafv2_web_acl'] as const;

/** The web ACL before a distribution or a load balancer. */
export function firewallOf(graph: Graph, resource: Resource): Firewall {
  if (resource.type === 'aws_cloudfront_distribution') {
    const written = resource.at('web_acl_id');
    if (isAbsent(written) || written === '') return undefined;
    const found = graph.resolveFor(resource, written, ...webAcls);
    return found ?? new Unknown(`web ACL ${String(asText(written))} is not in the input`);
  }
  for (const type of ['aws_wafv2_web_acl_association', 'aws_wafregional_web_acl_association']) {
    const { found, unknown } = graph.children(resource, type, 'resource_arn');
    const [association] = found;
    if (association) {
      const acl = graph.resolveFor(
        association,
        association.at('web_acl_arn') ?? association.at('web_acl_id'),
        ...webAcls,
      );
      return acl ?? new Unknown(`the web ACL of ${association.address} is not in the input`);
    }
    if (unknown) return unknown;
  }
  return undefined;
}
