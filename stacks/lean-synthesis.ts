import { TerraformStack, type IResolveContext } from 'cdktf';
import type { IConstruct } from 'constructs';
import expressions = require('cdktf/lib/tfExpression');
import resolution = require('cdktf/lib/tokens/private/resolve');
import stackTrace = require('cdktf/lib/tokens/private/stack-trace');

type Resolve = typeof resolution.resolve;
type Options = Parameters<Resolve>[1];

const original: Resolve = resolution.resolve;
/** Private to cdktf: the class of every reference to an attribute. */
const reference = Object.getPrototypeOf(expressions.ref('', undefined as never)) as Reference;
const { resolve: resolveReference } = reference;

interface Reference {
  readonly originStack?: TerraformStack;
  resolve(context: IResolveContext): unknown;
}

let isLean = false;

/**
 * Takes three kinds of work out of cdktf's synthesis, more than half of it, and changes no byte of what it writes:
 *
 * - It captures an unlimited stack trace for every token. What is lost is "object creation stack" in some errors.
 * - It resolves tokens three times over, in every attribute that every resource could have; nearly all are undefined or
 *   plain. Only values with a token still go that way.
 * - It resolves every stack once more before, to find references to other stacks. Where every stack refuses them, they are
 *   refused when they are written.
 *
 * `TERRACE_DEBUG=1` leaves cdktf as it is. The paths are private to cdktf 0.21; a test holds them, and the bytes.
 */
export function leanSynthesis(): void {
  if (process.env.TERRACE_DEBUG) return;
  Object.assign(stackTrace, { captureStackTrace: () => [] });
  Object.assign(resolution, { resolve: resolvePlain });
  isLean = true;
  reference.resolve = function (context) {
    const stack = TerraformStack.of(context.scope);
    const isOwn = !this.originStack || this.originStack === stack;
    const preparing = context.preparing || (!isOwn && isWrittenUnprepared(stack));
    return resolveReference.call(this, Object.assign(context, { preparing }));
  };
}

/** Whether a stack needs no pass that finds references to other stacks, because no stack of its app allows one. */
export function isWrittenUnprepared({ node }: TerraformStack): boolean {
  return isLean && node.root.node.children.every(refusesReferences);
}

function refusesReferences(child: IConstruct): boolean {
  const allows = TerraformStack.prototype.registerOutgoingCrossStackReference;
  return TerraformStack.isStack(child) && child.registerOutgoingCrossStackReference !== allows;
}

/** What cdktf's `resolve` gives, with plain values taken as they are. */
function resolvePlain(value: unknown, options: Options): unknown {
  if (isPlain(value)) return value;
  if (Array.isArray(value)) return value.some(mayBeToken) ? original(value, options) : resolveEach(value, options);
  if (!isRecord(value)) return original(value, options);
  const keys = Object.keys(value);
  if (keys.some(keyMayBeToken)) return original(value, options);
  const resolved: Record<string, unknown> = {};
  for (const key of keys) {
    const child = value[key] === undefined ? undefined : resolvePlain(value[key], options);
    if (child !== undefined) resolved[key] = child;
  }
  return resolved;
}

function resolveEach(list: readonly unknown[], options: Options): unknown[] {
  return list.map((element) => resolvePlain(element, options)).filter((element) => element !== undefined);
}

/** A string, number or the like in which cdktf has encoded nothing. */
function isPlain(value: unknown): boolean {
  return value === null || (['boolean', 'number', 'string'].includes(typeof value) && !mayBeToken(value));
}

/** Tokens are encoded as `${TfToken[…]}`, `#{TfToken[…]}`, or numbers near -1e289, in strings too; some maps by name. */
function mayBeToken(value: unknown): boolean {
  if (typeof value === 'number') return !(Math.abs(value) < Number.MAX_SAFE_INTEGER);
  return typeof value === 'string' && /TfToken\[|e\+|TOKEN/i.test(value);
}

const keysSeen = new Map<string, boolean>();

/** Keys are the same few thousand, over and over. */
function keyMayBeToken(key: string): boolean {
  let found = keysSeen.get(key);
  if (found === undefined) keysSeen.set(key, (found = mayBeToken(key)));
  return found;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
