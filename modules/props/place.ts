import { isKnown, type Problem } from './error';
import { join, read, type Prop } from './prop';

/** Where a module creates its resources, as far as its props say. */
interface Place {
  readonly account?: string;
  readonly region?: string;
}

/** The ARNs in props that are of another account, region or partition than the module's own `account` and `region`. */
export function arnsElsewhere(prop: Prop<unknown>, props: object): readonly Problem[] {
  const known = (name: string) => {
    const value = read(props, name);
    return typeof value === 'string' && isKnown(value) ? value : undefined;
  };
  return elsewhere(prop, props, { account: known('account'), region: known('region') }, '');
}

function elsewhere(prop: Prop<unknown>, found: unknown, place: Place, path: string): readonly Problem[] {
  if (prop.isArn) return typeof found === 'string' && isKnown(found) ? problemsOf(found, place, path) : [];
  if (typeof found !== 'object' || found === null) return [];
  if (Array.isArray(found)) {
    return found.flatMap((one, index) => (prop.item ? elsewhere(prop.item, one, place, `${path}[${index}]`) : []));
  }
  if (prop.kinds) {
    const told = Object.entries(prop.kinds).filter(([name]) => read(found, name) !== undefined);
    return told.flatMap(([, kind]) => elsewhere(kind, found, place, path));
  }
  const members = prop.members ? Object.entries(prop.members) : [];
  const items = prop.item ? Object.keys(found).map((name) => [name, prop.item as Prop<unknown>] as const) : [];
  return [...members, ...items].flatMap(([name, member]) =>
    elsewhere(member, read(found, name), place, join(path, name)),
  );
}

/** IAM's ARNs have no region, and a policy of AWS has `aws` for its account. */
function problemsOf(arn: string, { account, region }: Place, prop: string): readonly Problem[] {
  const [, partition, , itsRegion, itsAccount] = arn.split(':');
  const isOther = (its: string | undefined, own: string | undefined) => own !== undefined && its !== '' && its !== own;
  if (isOther(itsRegion, region)) return [{ prop, expected: `an ARN of the module's region, ${region}`, found: arn }];
  if (itsAccount !== 'aws' && isOther(itsAccount, account)) {
    return [{ prop, expected: `an ARN of the module's account, ${account}`, found: arn }];
  }
  const own = region && partitionOf(region);
  return isOther(partition, own) ? [{ prop, expected: `an ARN of the partition ${own}`, found: arn }] : [];
}

/** AWS General Reference, Amazon Resource Names, "Partition". */
function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
