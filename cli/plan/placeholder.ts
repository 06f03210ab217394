import { placeholder } from '../../review/plan/attributes';
import type { Unknown } from '../terraform/protocol/msgpack';
import type { Type } from '../terraform/protocol/schema';

/** How an identifier begins, of what the provider validates. */
const idPrefixes: Readonly<Record<string, string>> = {
  aws_launch_template: 'lt-',
};

/** Lists that AWS makes of a fixed length, of which configurations refer to each element (SES API reference, DkimAttributes, Tokens). */
const lengths: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  aws_ses_domain_dkim: { dkim_tokens: 3 },
  aws_sesv2_email_identity: { tokens: 3 },
};

/** Makes up what AWS would choose, different each time: a set of two identifiers has two elements. */
export class Placeholders {
  private made = 0;

  /** @param resource the type of the resource that has the value */
  of(resource: string, { type, path, prefix = '', least = 0 }: Unknown): unknown {
    const name = path.findLast((part) => !/^\d+$/.test(part)) ?? '';
    const id = path.length === 1 && name === 'id' ? idPrefixes[resource] : undefined;
    return this.value(resource, type, name, prefix || (id ?? ''), least);
  }

  private value(resource: string, type: Type, name: string, prefix = '', least = 0): unknown {
    if (typeof type === 'string') {
      if (type === 'number') return 0;
      return type === 'bool' ? false : type === 'string' ? this.text(name, prefix) : null;
    }
    switch (type[0]) {
      case 'list':
      case 'set':
        return Array.from({ length: Math.max(least, lengths[resource]?.[name] ?? 1) }, () =>
          this.value(resource, type[1], name),
        );
      case 'map':
        return {};
      case 'tuple':
        return type[1].map((element) => this.value(resource, element, name));
      case 'object':
        return Object.fromEntries(
          Object.entries(type[1]).map(([key, member]) => [key, this.value(resource, member, key)]),
        );
    }
  }

  private text(name: string, prefix: string): string {
    const made = `${placeholder}${++this.made}`;
    if (prefix) return `${prefix}${made}`;
    return /(^|_)arns?$/.test(name) ? `arn:aws:iam::000000000000:${made}` : made;
  }
}
