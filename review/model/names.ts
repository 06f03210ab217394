import { holdsUnknownAccount } from './identity';
import type { Resource, Root } from './resource';
import { isOwn, keyOf, startOf, type AnyText } from './text';
import { Text } from './value';

/** Texts that name one thing of all the world: an ARN, a URL, an id that AWS made. */
const worldwide = /^(?:arn:|https?:\/\/)|^[a-z]+-(?:[0-9a-f]{8}|[0-9a-f]{17})$|^(?:mrk-|[0-9a-f]{8}-)[0-9a-f-]{20,40}$/;

/**
 * Resources of a kind by the texts that name them. A name is unique in an account and a region only, and environments
 * call theirs alike: whoever is nearest to who asks is meant.
 */
export class Names {
  private readonly byScope = new Map<string, Resource[]>();

  /** @param keysOf the keys of the texts that name a resource: `keyOf` */
  constructor(resources: Iterable<Resource>, keysOf: (resource: Resource) => Iterable<string>) {
    for (const resource of resources) {
      for (const text of keysOf(resource)) {
        for (const scope of scopesOf(resource)) this.add(`${scope}\n${text}`, resource);
        this.add(`\n${text}`, resource);
      }
    }
  }

  /**
   * The resource that a text names for the referring resource: in its own root, else its environment, else its account.
   * In another environment only if the name is globally unique, or if neither has an environment.
   */
  nearest(text: AnyText, asking: Resource): Resource | undefined {
    const key = keyOf(text);
    for (const scope of scopesOf(asking)) {
      const found = nearestOf(this.byScope.get(`${scope}\n${key}`) ?? [], asking);
      if (found) return found;
    }
    const all = this.byScope.get(`\n${key}`) ?? [];
    const ofAccount = all.find((one) => isSame(one.provider.account, asking.provider.account) && reaches(one, asking));
    if (ofAccount) return ofAccount;
    const only = this.only(text);
    return only && (isWorldwide(text, only) || (hasOwnEnvironment(only.root) && hasOwnEnvironment(asking.root)))
      ? only
      : undefined;
  }

  /** The resource that a text names, from any root; undefined if several environments have one of that name. */
  only(text: AnyText): Resource | undefined {
    const all = this.byScope.get(`\n${keyOf(text)}`) ?? [];
    const [first] = all;
    const isOne = all.every(({ environment }) => environment === first?.environment);
    return isOne || (startOf(text).startsWith('arn:') && !holdsUnknownAccount(text)) ? first : undefined;
  }

  /** Two of a name in one place are one: the first is enough, and the lists stay short. */
  private add(key: string, resource: Resource): void {
    const same = this.byScope.get(key);
    if (!same) this.byScope.set(key, [resource]);
    else if (!same.some((one) => isSamePlace(one, resource))) same.push(resource);
  }
}

/** Whether two are of one environment, or either may be of any: its root names no environment. */
export function mayMeet(one: Root, other: Root): boolean {
  return one.environment === other.environment || (hasOwnEnvironment(one) && hasOwnEnvironment(other));
}

/** Whether a root was loaded without an environment, and so is one of its own. */
function hasOwnEnvironment({ name, environment }: Root): boolean {
  return name === environment;
}

function scopesOf({ root, environment }: Resource): readonly string[] {
  return [`root ${root.name}`, `environment ${environment}`];
}

function nearestOf(named: readonly Resource[], asking: Resource): Resource | undefined {
  if (named.length === 0) return undefined;
  const { account, region } = asking.provider;
  const open = named.filter((one) => one.type === 'aws_s3_bucket' || !isOther(one.provider.account, account));
  const isNear = [
    (one: Resource) => isSame(one.provider.account, account) && isSame(one.provider.region, region),
    (one: Resource) => isSame(one.provider.account, account),
    (one: Resource) => !isOther(one.provider.account, account) && isSame(one.provider.region, region),
    (one: Resource) => !isOther(one.provider.account, account),
  ];
  for (const near of isNear) {
    const found = open.find(near);
    if (found) return found;
  }
  return open[0];
}

function isSamePlace(one: Resource, other: Resource): boolean {
  if (one.environment !== other.environment) return false;
  const [a, b] = [one.provider, other.provider];
  return a === b || (a.account === b.account && a.region === b.region);
}

const isSame = (one: string | undefined, other: string | undefined) => one !== undefined && one === other;
const isOther = (one: string | undefined, other: string | undefined) =>
  one !== undefined && other !== undefined && one !== other;

/** Names of IAM hold in all regions. */
function reaches(one: Resource, asking: Resource): boolean {
  return one.type.startsWith('aws_iam_') || isSame(one.provider.region, asking.provider.region);
}

/** The name of a bucket is nobody else's. */
function isWorldwide(text: AnyText, { type }: Resource): boolean {
  const isOfOne = text instanceof Text && text.holes.some(isOwn);
  return type === 'aws_s3_bucket' || isOfOne || worldwide.test(startOf(text));
}
