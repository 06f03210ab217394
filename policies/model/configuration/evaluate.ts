import { textOf } from '../identity';
import { isList, isMap, Reference, step, Unknown, type Value, type ValueMap } from '../value';
import { callFunction } from './functions';
import { isTemplate, simpleReference, type Node, type Syntax } from './syntax';
import { binary, unary } from './operators';

/** What names mean where an expression stands. */
export interface Scope {
  /** The value at a traversal: `['var', 'cidr']`, `['aws_vpc', 'main', 'id']`, `['each', 'value']`. */
  lookup(path: readonly string[]): Value;
}

/** Evaluates JSON with templates in it. What cannot be told becomes `Unknown`; nothing throws. */
export class Evaluator {
  constructor(private readonly syntax: Syntax) {}

  value(raw: unknown, scope: Scope): Value {
    if (typeof raw === 'string') return this.template(raw, scope);
    if (Array.isArray(raw)) return raw.map((entry) => this.value(entry, scope));
    if (typeof raw !== 'object' || raw === null) return (raw ?? null) as Value;
    return this.map(raw, scope);
  }

  /** Without what is null, which in Terraform is not written. */
  map(raw: object, scope: Scope): ValueMap {
    const map: Record<string, Value> = Object.create(null);
    for (const [key, entry] of Object.entries(raw)) {
      if (key === '//') continue;
      const value = this.value(entry, scope);
      if (value !== null) map[key] = value;
    }
    return map;
  }

  private template(text: string, scope: Scope): Value {
    if (!isTemplate(text)) return text;
    const path = simpleReference(text);
    if (path) return scope.lookup(path);
    const node = this.syntax.of(text);
    if (node instanceof Error) return new Unknown(`"${shortened(text)}" is no expression: ${node.message}`);
    return this.heredoc(node, scope);
  }

  /** The template inside the heredoc that it was parsed in: without the newline that a heredoc ends with. */
  private heredoc(node: Node, scope: Scope): Value {
    const parts = node.children as Node[];
    const last = parts.at(-1);
    if (parts.length === 2 && last && literal(last) === '\n') return this.node(parts[0] as Node, node.source, scope);
    const joined = this.join(parts, node.source, scope);
    if (joined instanceof Unknown) return new Unknown(joined.because, joined.partial?.replace(/\n$/, ''));
    return joined.replace(/\n$/, '');
  }

  private node(node: Node, source: string, scope: Scope): Value {
    const children = node.children as Node[];
    const child = (index: number) => this.node(children[index] as Node, source, scope);
    const meta = node.meta as unknown as Readonly<Record<string, unknown>> | undefined;
    switch (node.type) {
      case 'literalValue':
        return literal(node);
      case 'template':
        return this.join(children, source, scope);
      case 'templateWrap':
      case '':
        return children[0] ? child(0) : null;
      case 'tuple':
        return children.map((_, index) => child(index));
      case 'object':
        return this.object(children, source, scope);
      case 'scopeTraversal':
        return scope.lookup(segmentsOf(meta));
      case 'relativeTraversal':
        return segmentsOf(meta).reduce<Value>((value, key) => select(value, key), child(0));
      case 'index':
        return at(child(0), child(1));
      case 'splat':
        return this.splat(children, source, scope);
      case 'for':
        return this.for(node, source, scope);
      case 'conditional': {
        const condition = child(0);
        if (condition instanceof Unknown || condition instanceof Reference) return unknown(condition);
        return condition === true || condition === 'true' ? child(1) : child(2);
      }
      case 'unaryOp':
        return unary(String(meta?.operator), child(0));
      case 'binaryOp':
        return binary(String(meta?.operator), child(0), () => child(1));
      case 'function': {
        const given = children.map((_, index) => child(index));
        const expanded = meta?.expandedFinalArgument === true ? given.pop() : [];
        if (!isList(expanded)) return unknown(expanded);
        return callFunction(String(meta?.name), [...given, ...expanded]);
      }
      default:
        return new Unknown(`an expression of kind "${node.type}" cannot be evaluated`);
    }
  }

  private object(children: readonly Node[], source: string, scope: Scope): Value {
    const map: Record<string, Value> = Object.create(null);
    for (let index = 0; index + 1 < children.length; index += 2) {
      const [key, value] = [children[index] as Node, children[index + 1] as Node];
      const bare = source.slice(key.range.start.byte, key.range.end.byte);
      const name = key.children.length > 0 ? this.node(key, source, scope) : bare;
      if (typeof name !== 'string' && typeof name !== 'number') return unknown(name);
      map[String(name)] = this.node(value, source, scope);
    }
    return map;
  }

  private join(parts: readonly Node[], source: string, scope: Scope): string | Unknown {
    let text = '';
    let because: string | undefined;
    for (const part of parts) {
      const value = this.node(part, source, scope);
      if (value instanceof Unknown) {
        because ??= value.because;
        text += value.partial ?? `{${value.because}}`;
      } else text += asText(value);
    }
    return because === undefined ? text : new Unknown(because, text);
  }

  private splat([source, each]: readonly Node[], text: string, scope: Scope): Value {
    const all = this.node(source as Node, text, scope);
    if (all instanceof Unknown) return all;
    const list = isList(all) ? all : all === null ? [] : [all];
    const path = each?.type === 'relativeTraversal' ? segmentsOf(each.meta as never) : [];
    return list.map((one) => path.reduce<Value>((value, key) => select(value, key), one));
  }

  private for(node: Node, source: string, scope: Scope): Value {
    const meta = node.meta as TFMeta;
    const children = node.children as Node[];
    const all = this.node(children[0] as Node, source, scope);
    if (!isList(all) && !isMap(all)) return unknown(all);
    const isObject = Boolean(meta.keyExpression);
    const [key, value, condition] = isObject
      ? [children[1], children[2], children[3]]
      : [undefined, children[1], children[2]];
    const list: Value[] = [];
    const map: Record<string, Value> = Object.create(null);
    for (const [index, entry] of Object.entries(all)) {
      const inner = bind(scope, {
        ...(meta.keyVar && { [meta.keyVar]: isList(all) ? Number(index) : index }),
        [meta.valVar]: entry,
      });
      const kept = condition ? this.node(condition, source, inner) : true;
      if (kept instanceof Unknown) return kept;
      if (kept !== true) continue;
      const made = this.node(value as Node, source, inner);
      if (!key) {
        list.push(made);
        continue;
      }
      const name = this.node(key, source, inner);
      if (name instanceof Unknown) return name;
      const text = asText(name);
      map[text] = meta.groupedValue ? [...((map[text] as Value[] | undefined) ?? []), made] : made;
    }
    return isObject ? map : list;
  }
}

interface TFMeta {
  readonly keyVar: string;
  readonly valVar: string;
  readonly keyExpression?: string;
  readonly groupedValue: boolean;
}

/** A scope in which some names mean something else. */
export function bind(scope: Scope, names: Readonly<Record<string, Value>>): Scope {
  return {
    lookup: (path) =>
      Object.hasOwn(names, path[0] as string)
        ? path.slice(1).reduce<Value>((value, key) => select(value, key), names[path[0] as string] as Value)
        : scope.lookup(path),
  };
}

/** One step of a traversal: into a map or a list, or to an attribute of a resource. */
export function select(value: Value, key: string): Value {
  if (value instanceof Reference) {
    if (value.attribute !== '') return new Unknown(`${value.toString()}.${key} is known after apply`);
    const written = value.resource.at(key);
    return written === undefined ? new Reference(value.resource, key) : written;
  }
  if (key === '*' && isList(value)) return value;
  return step(value, key) ?? null;
}

function at(collection: Value, key: Value): Value {
  if (key instanceof Unknown) return key;
  return select(collection, asText(key));
}

function unknown(value: Value | undefined): Unknown {
  return value instanceof Unknown ? value : new Unknown(`${asText(value ?? null)} is known after apply`);
}

/** As Terraform writes a value inside a text. */
export function asText(value: Value): string {
  if (value === null) return '';
  if (value instanceof Reference) return textOf(value);
  if (value instanceof Unknown) return value.toString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function segmentsOf(meta: Readonly<Record<string, unknown>> | undefined): string[] {
  const traversal = (meta?.traversal ?? []) as readonly { segment: string }[];
  return traversal.map(({ segment }) => (segment.startsWith('"') ? JSON.parse(segment) : segment));
}

function literal(node: Node): Value {
  const { type, value } = node.meta as unknown as { type: string; value: string };
  if (type === 'string') return value.replaceAll('$${', '${').replaceAll('%%{', '%{');
  if (type === 'number') return Number(value);
  if (type === 'bool') return value === 'true';
  return null;
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
