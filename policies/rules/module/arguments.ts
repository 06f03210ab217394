import type { Truth } from '../../../review/iam/three-valued-logic';
import type { Resource } from '../../../review/model/resource';
import { isList, isMap, Unknown, type Value, type ValueMap } from '../../../review/model/value';
import { isWorld, parseCidr } from '../../../review/network/cidr';
import { textOfValue } from '../support/text';

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

/** Whether the arguments beside the ranges say that only HTTP and HTTPS come in. */
export function isWeb({ ingress_rules: rules, rule, from_port: from, to_port: to }: Argument['beside']): Truth {
  const unknown = [from, to, rules ?? rule].find((one) => one instanceof Unknown);
  if (unknown instanceof Unknown) return unknown;
  const isWebPort = (port: Value | undefined) => ['80', '443'].includes(textOfValue(port));
  if (from !== undefined) return isWebPort(from) && textOfValue(from) === textOfValue(to ?? from);
  const named = [rules ?? rule ?? []].flat().map(textOfValue);
  return named.length > 0 && named.every((one) => /^https?-(?:80|443)-tcp$/.test(one));
}
