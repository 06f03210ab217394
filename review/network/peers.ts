import { asText } from '../model/configuration/text';
import { memoized } from '../memoize';
import type { Graph } from '../model/graph';
import type { Resource } from '../model/resource';
import { blocksOf, isAbsent, isList, Reference, Text, Unknown, type Value } from '../model/value';
import { cloudFrontPrefixLists, isCloudFrontList } from './aws-prefix-lists';
import { parseCidr, type Cidr, type Family } from './cidr';

/** Who a rule admits, or what it lets out to. */
export type Peer = Who & {
  /** Where it is written: `cidr_blocks`, `cidr_ipv4`. */
  readonly attribute?: string;
};

type Who =
  /** Addresses that are known. */
  | { readonly kind: 'cidr'; readonly cidr: Cidr }
  /** Addresses that AWS decides, of which is known that they are few: those of a VPC, a subnet, an Elastic IP. */
  | { readonly kind: 'network'; readonly text: string; readonly of?: Resource }
  /** The members of a group, perhaps the rule's own. `group` is absent where it is only an id, or `unknown`. */
  | { readonly kind: 'group'; readonly text: string; readonly group?: Resource; readonly unknown?: Unknown }
  /** A list that AWS keeps, of its own services. */
  | { readonly kind: 'prefix-list'; readonly text: string; readonly list?: Resource; readonly isCloudFront?: boolean }
  /** Addresses that are not known; of one family where the attribute holds only that. */
  | { readonly kind: 'unknown'; readonly unknown: Unknown; readonly family?: Family };

/** All peers that an attribute, a list or a single value, names. */
export function peersOf(graph: Graph, attribute: string, value: Value | undefined): readonly Peer[] {
  return each(value)
    .flatMap((one): readonly Who[] => {
      if (/prefix_list/.test(attribute)) return listed(graph, one);
      if (/security_group/.test(attribute)) return [groupPeer(graph, one)];
      return [block(one, /ipv6/.test(attribute) ? 6 : 4, read(graph))];
    })
    .map((who) => ({ ...who, attribute }));
}

/** Runs over a list, or a single value, without what is null. */
function each(value: Value | undefined): readonly Value[] {
  return (isList(value) ? value : [value]).filter((one): one is Value => !isAbsent(one) && one !== '');
}

/** A graph has few texts, and each of them often. */
const parsed = memoized((_: Graph, text: string) => parseCidr(text));
const read =
  (graph: Graph): typeof parseCidr =>
  (text) =>
    parsed(graph, text);

/** A block of addresses, written in an attribute of a family or of either. */
export function cidrPeer(value: Value, attribute = 'cidr_block', family?: Family): Peer {
  return { ...block(value, family), attribute };
}

function block(value: Value, family: Family | undefined, parse = parseCidr): Who {
  if (value instanceof Unknown) return byPrefix(value.text, value, family);
  if (value instanceof Reference) {
    const text = value.toString();
    const isBlock = /(^|_)cidr_block$|^(private|public)_ip$/.test(value.attribute);
    if (isBlock) return { kind: 'network', text, of: value.resource };
    return unknownPeer(new Unknown(`${text} is known after apply`), family);
  }
  const text = typeof value === 'string' ? value : '';
  const cidr = parse(text);
  if (cidr) return { kind: 'cidr', cidr };
  return byPrefix(
    value instanceof Text ? value : undefined,
    new Unknown(`"${String(asText(value)).slice(0, 60)}" is not a CIDR block`),
    family,
  );
}

/** `${aws_eip.nat.public_ip}/32`: few addresses, whichever they are. */
function byPrefix(text: Text | undefined, unknown: Unknown, family?: Family): Who {
  const [address, length = ''] = text?.parts ?? [];
  const isPrefix = typeof address === 'object' && typeof length === 'string' && /^\/\d{1,3}$/.test(length);
  // A /17 is small in either family.
  const isSmall = isPrefix && Number(length.slice(1)) > 16;
  return isSmall ? { kind: 'network', text: String(text) } : unknownPeer(unknown, family);
}

function unknownPeer(unknown: Unknown, family?: Family): Who {
  return { kind: 'unknown', unknown, ...(family && { family }) };
}

/** A group as a peer: a reference, an id, or `<account>/<id>`. */
function groupPeer(graph: Graph, value: Value): Who {
  const group = graph.resolve(value, 'aws_security_group', 'aws_default_security_group', 'data.aws_security_group');
  if (group instanceof Unknown) {
    // A group is never the world, whichever it is.
    return { kind: 'group', text: group.toString(), unknown: group };
  }
  return { kind: 'group', text: String(asText(value)), ...(group && { group }) };
}

/** The entries of a prefix list where the graph has them. */
function listed(graph: Graph, value: Value): readonly Who[] {
  const list = graph.resolve(value, 'aws_ec2_managed_prefix_list', 'data.aws_ec2_managed_prefix_list');
  if (list instanceof Unknown) return [unknownPeer(list)];
  const text = String(asText(value));
  if (cloudFrontPrefixLists.has(text)) return [{ kind: 'prefix-list', text, isCloudFront: true }];
  if (!list) {
    return [unknownPeer(new Unknown(`the entries of prefix list "${text}" are not in the input`))];
  }
  if (list.type !== 'aws_ec2_managed_prefix_list' || list.mode !== 'managed') return [kept(list, text)];
  const { found, unknown } = graph.children(list, 'aws_ec2_managed_prefix_list_entry', 'prefix_list_id');
  const entries = blocksOf(list.at('entry'));
  const rest = [unknown, entries].flatMap((one) => (one instanceof Unknown ? [unknownPeer(one)] : []));
  const blocks = [...(entries instanceof Unknown ? [] : entries.map(({ cidr }) => cidr)), ...found.map(cidrOf)];
  return [...blocks.flatMap((cidr) => (isAbsent(cidr) ? [] : [block(cidr, undefined, read(graph))])), ...rest];
}

const cidrOf = (entry: Resource) => entry.at('cidr');

/** A list that is looked up or that an endpoint has: AWS's own by name, else somebody else's. */
function kept(list: Resource, text: string): Who {
  if (list.type === 'aws_vpc_endpoint' || list.type === 'aws_prefix_list') return { kind: 'prefix-list', text, list };
  const filters = blocksOf(list.at('filter'));
  const names = [list.at('name'), ...(filters instanceof Unknown ? [] : filters.flatMap(({ values }) => each(values)))];
  const ofAws = names.filter((name) => typeof name === 'string' && name.startsWith('com.amazonaws.'));
  if (ofAws.length > 0) {
    return { kind: 'prefix-list', text, list, ...(ofAws.some(isCloudFrontList) && { isCloudFront: true }) };
  }
  return unknownPeer(new Unknown(`the entries of ${list.address} are not in the input`));
}
