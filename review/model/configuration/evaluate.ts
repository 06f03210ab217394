import { concat, identityOf, mapOf, valueOfText, type AnyText } from '../text';
import { isList, isMap, Reference, Text, Unknown, type Hole, type Value, type ValueMap } from '../value';
import { computed } from './computed';
import { evaluateFor, evaluateObject, evaluateSplat } from './collections';
import { SyntaxProblem, type Expression } from './expression/expression';
import { parseTemplate } from './expression/parse';
import { callFunction, isLazy, type FileReader } from './functions/call';
import { addDynamicBlocks } from './dynamic-blocks';
import { isDynamic } from './json-block';
import { doubtIn } from './existence';
import { EmbeddedExpression } from './hcl/embedded-expression';
import { Invalid } from './invalid';
import { binary, unary } from './operators';
import { bind, known, select, type Evaluates, type Scope } from './scope';
import { isTemplate, simpleReference } from './syntax';
import { asText, boolOfText, shortened } from './text';
import { holdsNumberOrBool, inTypeOfBoth } from './unify';
import { LazyEvaluation } from './lazy-value';

export { bind, select, type Scope } from './scope';
export { asText } from './text';

/** A text longer than this is not made: each doubling of a doubling would be. */
const longestText = 64 * 1024 * 1024;

/** Evaluates JSON with templates in it. What cannot be evaluated becomes `Unknown`; it never throws. */
export class Evaluator implements Evaluates {
  private readonly parsed = new Map<string, Expression | SyntaxProblem>();

  constructor(
    /** What `file()` and its like read. @default nothing */
    readonly files?: FileReader,
    /** Shared by evaluators whose values need each other's. */
    readonly evaluation = new LazyEvaluation(),
  ) {}

  value(raw: unknown, scope: Scope): Value {
    if (typeof raw === 'string') return this.template(raw, scope);
    if (Array.isArray(raw)) return raw.map((entry) => this.value(entry, scope));
    if (raw instanceof EmbeddedExpression) return this.node(raw.expression, scope);
    if (typeof raw !== 'object' || raw === null) return (raw ?? null) as Value;
    return this.map(raw, scope);
  }

  map(raw: object, scope: Scope): ValueMap {
    const map: Record<string, Value> = Object.create(null);
    const open: [AnyText, Value][] = [];
    for (const [key, entry] of Object.entries(raw)) {
      if (key === '//') continue;
      if (key === 'dynamic' && isDynamic(entry)) addDynamicBlocks(map, entry, this, scope);
      else if (isTemplate(key)) open.push([asText(this.template(key, scope)), this.value(entry, scope)]);
      else map[key] = this.value(entry, scope);
    }
    return open.length > 0 ? mapOf([...Object.entries(map), ...open]) : map;
  }

  /** What is written as an expression; nothing of a list, a map or what cannot be parsed. */
  expressionOf(raw: unknown): Expression | undefined {
    if (raw instanceof EmbeddedExpression) return raw.expression;
    if (typeof raw === 'number' || typeof raw === 'boolean') return { kind: 'literal', value: raw };
    const parsed = typeof raw === 'string' ? this.parse(raw) : undefined;
    return parsed instanceof SyntaxProblem ? undefined : parsed;
  }

  private parse(text: string): Expression | SyntaxProblem {
    let parsed = this.parsed.get(text);
    if (!parsed) this.parsed.set(text, (parsed = parseTemplate(text)));
    return parsed;
  }

  /** A string of JSON: text, or a template. */
  template(text: string, scope: Scope): Value {
    if (!isTemplate(text)) return text;
    const path = simpleReference(text);
    if (path) return scope.lookup(path);
    const parsed = this.parse(text);
    if (!(parsed instanceof SyntaxProblem)) return this.node(parsed, scope);
    return new Invalid(`"${shortened(text)}" is no expression: ${parsed.message}`);
  }

  node(node: Expression, scope: Scope): Value {
    this.evaluation.enter();
    const value = this.evaluate(node, scope);
    this.evaluation.leave();
    return value;
  }

  /** A template with values of its own: `templatefile`. */
  rendered(template: Expression, values: ValueMap, scope: Scope): Value {
    const rendered = this.node(template, bind(scope, values));
    return rendered instanceof Unknown ? rendered : asText(rendered);
  }

  private evaluate(node: Expression, scope: Scope): Value {
    switch (node.kind) {
      case 'literal':
        return node.value;
      case 'template':
        return this.join(node.parts, scope);
      case 'traversal':
        return scope.lookup(node.path);
      case 'index':
        return this.index(node.of, node.key, scope);
      case 'splat':
        return evaluateSplat(this, node, scope);
      case 'tuple':
        return node.items.map((item) => this.node(item, scope));
      case 'object':
        return evaluateObject(this, node.items, scope);
      case 'for':
        return evaluateFor(this, node, scope);
      case 'conditional':
        return this.conditional(node, scope);
      case 'unary':
        return unary(node.operator, this.node(node.of, scope));
      case 'binary':
        return binary(node.operator, this.node(node.left, scope), () => this.node(node.right, scope));
      case 'call':
        return this.call(node.name, node.given, node.isExpanded, scope);
    }
  }

  private index(of: Expression, key: Expression, scope: Scope): Value {
    const at = this.node(key, scope);
    if (at instanceof Unknown) return computed(at, () => `(${identityOf(this.node(of, scope))})[${identityOf(at)}]`);
    if (typeof at === 'object') return new Invalid(`[${shortened(at)}] is no key`);
    return select(this.node(of, scope), String(at));
  }

  private conditional(node: Expression & { kind: 'conditional' }, scope: Scope): Value {
    const condition = this.node(node.if, scope);
    const isTrue = typeof condition === 'string' ? boolOfText(condition) : condition;
    if (typeof isTrue === 'boolean') {
      const [chosen, other] = isTrue ? [node.then, node.else] : [node.else, node.then];
      const value = this.node(chosen, scope);
      // Both results have one type; a string stays a string.
      return holdsNumberOrBool(value) ? inTypeOfBoth(value, this.node(other, scope)) : value;
    }
    if (!(condition instanceof Unknown || condition instanceof Reference || condition instanceof Text)) {
      return new Invalid(`a condition is ${condition === null ? 'null' : shortened(condition)}`);
    }
    // Whichever it is, when both are the same, is known.
    const [one, other] = [this.node(node.then, scope), this.node(node.else, scope)];
    if (typeof one !== 'object' && one === other) return one;
    return computed(known(condition), () => [condition, one, other].map(identityOf).join(' ? '));
  }

  private call(name: string, given: readonly Expression[], isExpanded: boolean, scope: Scope): Value {
    // `try` and `can` evaluate arguments one by one; whether the rest can be evaluated does not matter.
    if (isLazy(name))
      return callFunction(
        name,
        given.map((one, index) => () => {
          const isLast = name === 'try' && index === given.length - 1;
          return (isLast ? undefined : doubtIn(one, scope)) ?? this.node(one, scope);
        }),
        this,
        scope,
      );
    const values = given.map((one) => this.node(one, scope));
    const rest = isExpanded ? values.pop() : [];
    const more = isMap(rest) ? undefined : rest;
    if (!isList(more)) return known(rest ?? null);
    return callFunction(
      name,
      [...values, ...more].map((value) => () => value),
      this,
      scope,
    );
  }

  private join(parts: readonly Expression[], scope: Scope): Value {
    const texts: (AnyText | Hole)[] = [];
    let length = 0;
    for (const part of parts) {
      const value = this.node(part, scope);
      if (value === null) texts.push(new Unknown('a part of a string is null'));
      else if (isList(value) || isMap(value)) texts.push(new Unknown('a part of a string is a list or a map'));
      else texts.push(asText(value));
      length += lengthOf(texts.at(-1) as AnyText | Hole);
      if (length > longestText) return new Unknown(`a string has more than ${longestText} characters`);
    }
    return valueOfText(concat(texts));
  }
}

/** Of memory, not of text: a part that is not known is an object. */
const holeLength = 1000;

function lengthOf(part: AnyText | Hole): number {
  if (typeof part === 'string') return part.length;
  const text = part instanceof Unknown ? part.text : part;
  return text instanceof Text ? text.parts.reduce((length, one) => length + lengthOf(one), 0) : holeLength;
}
