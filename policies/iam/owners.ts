import { arnOf } from '../model/identity';
import type { Resource } from '../model/resource';
import { isAbsent, isList, Reference, Unknown, type Value } from '../model/value';
import { textIn } from './document';

/**
 * Finds roles, users, groups and policies by what attachments call them. A name is unique in an account only, and
 * environments call theirs alike: whoever is nearest to who asks is meant.
 */
export class Owners {
  private readonly resources: ReadonlySet<Resource>;
  private readonly byText = new Map<string, Resource>();

  constructor(resources: readonly Resource[]) {
    this.resources = new Set(resources);
    for (const resource of resources) {
      const name = resource.at('name');
      const texts = [arnOf(resource), ...(typeof name === 'string' ? [name] : [])];
      for (const text of texts) for (const scope of scopesOf(resource)) this.add(`${scope} ${text}`, resource);
    }
  }

  /** The resources that a value, or each of a list, names; `unknown` where that cannot be told. */
  of(value: Value | undefined, from: Resource): { found: Resource[]; unknown?: Unknown } {
    const found: Resource[] = [];
    let unknown: Unknown | undefined;
    for (const one of isAbsent(value) ? [] : isList(value) ? value : [value]) {
      const named = this.one(one, from);
      if (named instanceof Unknown) unknown ??= named;
      else if (named) found.push(named);
    }
    return unknown ? { found, unknown } : { found };
  }

  private one(value: Value, from: Resource): Resource | Unknown | undefined {
    if (value instanceof Unknown) return value;
    if (value instanceof Reference && this.resources.has(value.resource)) return value.resource;
    const text = textIn(value);
    for (const scope of scopesOf(from)) {
      const found = this.byText.get(`${scope} ${text}`);
      if (found) return found;
    }
    return undefined;
  }

  private add(key: string, resource: Resource): void {
    if (!this.byText.has(key)) this.byText.set(key, resource);
  }
}

/** The nearest first: the root, the environment, the account. */
function scopesOf({ root, provider, environment }: Resource): string[] {
  return [
    `root ${root.name}`,
    `environment ${environment}`,
    ...(provider.account ? [`account ${provider.account}`] : []),
  ];
}
