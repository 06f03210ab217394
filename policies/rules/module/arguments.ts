import type { Resource } from '../../../review/model/resource';
import { isList, isMap, Unknown, type Value, type ValueMap } from '../../../review/model/value';
import { isWorld, parseCidr } from '../../../review/network/cidr';

/** An argument of a call of a module, or an entry of one that is an object. */
export interface Argument {
  /** `ingress_with_cidr_blocks.0.cidr_blocks` */
  readonly path: string;
  /** `cidr_blocks` */
  readonly name: string;
  readonly value: Value;
  /** The arguments beside it. */
  readonly beside: ValueMap;
}

/** What Terraform takes of a call itself, and what the model adds. */
const own: readonly string[] = ['source', 'version', 'providers', 'count', 'for_each', 'depends_on', 'not_read', '//'];

/** The arguments of a module that was not read, at any depth. */
export function argumentsOf(module: Resource): readonly Argument[] {
  const given = Object.entries(module.attributes).filter(([name]) => !own.includes(name));
  return entriesOf(Object.fromEntries(given), '');
}

function entriesOf(values: ValueMap, path: string): readonly Argument[] {
  return Object.entries(values).flatMap(([name, value]): readonly Argument[] => {
    const here = path === '' ? name : `${path}.${name}`;
    const inner = isMap(value) ? entriesOf(value, here) : isList(value) ? listed(value, here) : [];
    return [{ path: here, name, value, beside: values }, ...inner];
  });
}

function listed(values: readonly Value[], path: string): readonly Argument[] {
  return values.flatMap((value, index) => (isMap(value) ? entriesOf(value, `${path}.${index}`) : []));
}

/** Whether ranges are the whole internet: a list, or one text with commas between, as some modules take them. */
export function namesInternet(value: Value): boolean | Unknown {
  if (value instanceof Unknown) return value;
  const texts = (isList(value) ? value : [value]).flatMap((one) => (typeof one === 'string' ? one.split(',') : []));
  const cidrs = texts.map((text) => parseCidr(text.trim())).filter((cidr) => cidr !== undefined);
  return isWorld(cidrs, 4) || isWorld(cidrs, 6);
}
