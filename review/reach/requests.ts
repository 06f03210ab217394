import { asText } from '../model/configuration/text';
import type { Resource } from '../model/resource';
import { identityOf } from '../model/text';
import { blocksOf, Reference, Unknown, type Value, type ValueMap } from '../model/value';
import { elements } from './member-type';

/** What a load balancer can tell of a request, by who sends it. */
export interface Sender {
  /** `distribution prod-shop`, `a client` */
  readonly label: string;
  /** Headers that it adds to what the client sends, by their name in lower case. */
  readonly headers: ReadonlyMap<string, Value>;
  /** Why it may add others. */
  readonly moreHeaders?: Unknown;
  /** Pairs of host and path of its requests, as patterns; absent: any, since the client chooses. */
  readonly requests?: readonly { readonly hosts: readonly Value[]; readonly paths: readonly string[] }[];
  /** Why there may be others. */
  readonly moreRequests?: Unknown;
}

export const anyClient: Sender = { label: 'a client', headers: new Map() };
export const anyDistribution: Sender = { label: 'a distribution of somebody else', headers: new Map() };

/** One way from a listener to a target group: its default action, or a rule. */
export interface Route {
  readonly by: Resource;
  readonly conditions: readonly Condition[];
}

interface Condition {
  readonly kind: 'host' | 'path' | 'header' | 'source';
  /** Of a header. */
  readonly name?: string;
  readonly values: readonly Value[];
}

/** Why no request passes. */
export interface Refusal {
  readonly by: Resource;
  readonly text: string;
  readonly needs: string;
}

/** The conditions of a listener rule; those on methods and query strings stop nobody. */
export function conditionsOf(rule: Resource): readonly Condition[] | Unknown {
  const blocks = rule.blocks('condition');
  if (blocks instanceof Unknown) return blocks;
  return blocks.flatMap((block): Condition[] => [
    ...valuesIn(block, 'host_header', 'values').map((values): Condition => ({ kind: 'host', values })),
    ...valuesIn(block, 'path_pattern', 'values').map((values): Condition => ({ kind: 'path', values })),
    ...valuesIn(block, 'source_ip', 'values').map((values): Condition => ({ kind: 'source', values })),
    ...nested(block, 'http_header').map((header): Condition => {
      const name = asText(header.http_header_name);
      return { kind: 'header', name: String(name), values: elements(header.values) };
    }),
  ]);
}

function nested(block: ValueMap, name: string): readonly ValueMap[] {
  const found = blocksOf(block[name]);
  return found instanceof Unknown ? [{ values: found }] : found;
}

const valuesIn = (block: ValueMap, name: string, attribute: string): (readonly Value[])[] =>
  nested(block, name).map((one) => elements(one[attribute]));

/** Whether one of the routes takes requests of a sender: true, why none does, or what is not known. */
export function takes(routes: readonly Route[], sender: Sender): true | Refusal | Unknown {
  const answers = routes.map((route) => routeTakes(route, sender));
  if (answers.length === 0 || answers.includes(true)) return true;
  return answers.find((one): one is Unknown => one instanceof Unknown) ?? (answers[0] as Refusal);
}

function routeTakes({ by, conditions }: Route, sender: Sender): true | Refusal | Unknown {
  const headers = conditions.filter(({ kind }) => kind === 'header').map((one) => takesHeader(by, one, sender));
  const addresses = conditions
    .filter(({ kind }) => kind === 'source')
    .map(() => new Unknown(`which addresses the source_ip of ${by.address} means`));
  const answers = [...headers, takesRequest(by, conditions, sender), ...addresses];
  const refusal = answers.find((one): one is Refusal => one !== true && !(one instanceof Unknown));
  return refusal ?? answers.find((one): one is Unknown => one instanceof Unknown) ?? true;
}

function takesRequest(by: Resource, conditions: readonly Condition[], { label, requests, moreRequests }: Sender) {
  if (requests === undefined) return true;
  const asked = (kind: Condition['kind']) => conditions.filter((one) => one.kind === kind);
  const matches = requests.map(({ hosts, paths }) => {
    const both = [
      ...asked('host').map(({ values }) => someMatch(values, hosts, true)),
      ...asked('path').map(({ values }) => someMatch(values, paths, false)),
    ];
    return both.includes(false) ? false : (both.find((one) => one instanceof Unknown) ?? true);
  });
  if (matches.includes(true)) return true;
  const unknown = matches.find((one): one is Unknown => one instanceof Unknown) ?? moreRequests;
  if (unknown) return unknown;
  const text = (values: readonly Value[]) => values.map((value) => String(asText(value))).join(', ');
  const isHost = asked('host').length > 0;
  const [kind, written] = isHost ? ['host', asked('host')] : ['path', asked('path')];
  const found = text([...new Set(requests.flatMap((one): readonly Value[] => (isHost ? one.hosts : one.paths)))]);
  const expected = text((written as readonly Condition[]).flatMap(({ values }) => values));
  return {
    by,
    text: `answers only for ${kind} ${expected}; ${label} asks for ${found}`,
    needs: `a rule for what ${label} asks for`,
  };
}

/** Whether two sets of patterns have a text in common. */
function someMatch(some: readonly Value[], others: readonly Value[], ignoresCase: boolean): boolean | Unknown {
  let unknown: Unknown | undefined;
  for (const one of some) {
    for (const other of others) {
      const [a, b] = [one, other].map((value) => (typeof value === 'string' ? value : undefined));
      if (identityOf(one) === identityOf(other)) return true;
      if (a === '*' || b === '*') return true;
      if (a !== undefined && b !== undefined) {
        if (ignoresCase ? overlap(a.toLowerCase(), b.toLowerCase()) : overlap(a, b)) return true;
      } else unknown ??= new Unknown(`whether ${String(asText(one))} and ${String(asText(other))} match`);
    }
  }
  return unknown ?? false;
}

/** Whether some text matches both patterns, in which `*` is any text and `?` any character. */
export function overlap(one: string, other: string): boolean {
  let reached = new Set([0]);
  const closed = (places: Set<number>) => {
    for (const place of places) if (other[place] === '*') places.add(place + 1);
    return places;
  };
  closed(reached);
  for (const char of one) {
    const next = new Set<number>();
    for (const place of reached) {
      const found = other[place];
      if (char === '*') for (let at = place; at <= other.length; at++) next.add(at);
      else if (found === '*') next.add(place);
      else if (found !== undefined && (found === char || found === '?' || char === '?')) next.add(place + 1);
    }
    reached = closed(next);
  }
  return reached.has(other.length);
}

/** Headers that every client writes as it likes, so that asking for one keeps nobody out. */
const clientHeaders =
  /^(accept.*|user-agent|referer|origin|cookie|content-.*|cache-control|x-forwarded-.*|cloudfront-.*|x-requested-with|sec-.*|dnt|range|upgrade.*)$/;

/** Whether nobody can guess the values: long, or not written in the configuration. */
const isSecret = (values: readonly Value[]) =>
  values.length > 0 &&
  values.every((value) => typeof value !== 'string' || (value.length >= 12 && !/[*?]/.test(value)));

function takesHeader(
  by: Resource,
  { name = '', values }: Condition,
  { label, headers, moreHeaders }: Sender,
): true | Refusal | Unknown {
  const sent = headers.get(name.toLowerCase());
  if (sent !== undefined) {
    const isSame = someMatch(values, [sent], true);
    if (isSame === true) return true;
    if (isSame instanceof Unknown)
      return new Unknown(`whether ${label} sends the header ${name} that ${by.address} asks for`);
  } else if (moreHeaders) return moreHeaders;
  if (!isSecret(values) || clientHeaders.test(name.toLowerCase())) return true;
  const text =
    sent === undefined
      ? `asks for header ${name}, which ${label} does not send`
      : `asks for another value of header ${name} than ${label} sends`;
  return { by, text, needs: `the value of header ${name}` };
}

/** A route by a rule, or by the default action of its listener. */
export function routeBy(by: Resource, isDefault: boolean): Route {
  const conditions = isDefault ? [] : conditionsOf(by);
  return { by, conditions: conditions instanceof Unknown ? [{ kind: 'host', values: [conditions] }] : conditions };
}

/** The DNS name of a load balancer, which AWS decides, as a host. */
export function hostOf(value: Value): Value {
  return value instanceof Reference && value.attribute === 'dns_name' ? 'balancer.elb.amazonaws.com' : value;
}
