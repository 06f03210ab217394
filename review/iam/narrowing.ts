import type { Condition } from './document';
import { operatorOf } from './operators';
import { elided, join, split, unknownStart, type AnyText } from '../model/text';
import { Reference, Text, type Unknown } from '../model/value';

/** Operators that match only if the key has one of the values. A negative one also matches without the key. */
const positive = ['stringequals', 'stringequalsignorecase', 'stringlike', 'arnequals', 'arnlike', 'ipaddress'];

/**
 * Whether a condition matches only if its key is present and has one of its values: no negative operator, no `…IfExists`,
 * which matches without the key, and no `ForAllValues:`, which does too.
 */
export function requires(condition: Condition): boolean {
  const { name, set, ifExists } = operatorOf(condition.operator);
  return positive.includes(name) && set !== 'all' && !ifExists;
}

/** Policy variables for the account or organization of the resource itself. */
const own = /^\$\{aws:resource(account|orgid|orgpaths)\}$/i;

/** Whether a value of a condition is a single value: no wildcard, and no variable that the caller controls. */
export function isFixed(value: AnyText): boolean {
  if (value instanceof Text) return value.parts.every((part) => typeof part !== 'string' || !/[*?]|\$\{/.test(part));
  return own.test(value) || (value !== '' && !/[*?]|\$\{/.test(value));
}

/** Whether an ARN with wildcards stays within an account, a bucket, whose ARN has no account, or an API, whose id AWS gives out. */
export function isWithinAccount(arn: AnyText): boolean {
  // A text that starts with an attribute of a resource in the graph names one resource.
  if (isFixed(arn) || startsWithResource(arn)) return true;
  const [prefix, , service, , account, ...rest] = split(arn, ':');
  if (prefix !== 'arn' || account === undefined) return false;
  const first = split(join(rest, ':'), '/')[0] ?? '';
  if (service === 'execute-api' && isFixed(first)) return true;
  return account === '' ? service === 's3' && isFixed(first) : isFixed(account);
}

const isOrgPath = (value: AnyText): boolean => own.test(elided(value)) || /^o-[^/*?$]+(\/|$)/.test(elided(value));
const isUniqueId = (value: AnyText): boolean => isFixed(value) || /^(A[A-Z]{3}[A-Z0-9]{8,}|\d{12})/.test(elided(value));
const isTrue = (value: AnyText): boolean => elided(value).toLowerCase() === 'true';

function startsWithResource(arn: AnyText): boolean {
  const [first] = arn instanceof Text ? arn.parts : [];
  return first instanceof Reference;
}

/** S3 treats a range as non-public from /8, and for IPv6 from /32. */
function isNarrowRange(cidr: AnyText): boolean {
  const [address = '', length] = elided(cidr).split('/');
  if (address.includes(':')) return length === undefined || Number(length) >= 32;
  return /^\d+(\.\d+){3}$/.test(address) && (length === undefined || Number(length) >= 8);
}

/**
 * Condition keys that identify the caller, and what a specific value is. `kms:ViaService` is not one of them: it tells
 * the service in between, through which principals of any account can call.
 */
const callers: Readonly<Record<string, (value: AnyText) => boolean>> = {
  'aws:sourceaccount': isFixed,
  'aws:sourceowner': isFixed,
  'aws:principalaccount': isFixed,
  'kms:calleraccount': isFixed,
  's3:dataaccesspointaccount': isFixed,
  'aws:principalorgid': isFixed,
  'aws:sourceorgid': isFixed,
  'aws:principalorgpaths': isOrgPath,
  'aws:sourceorgpaths': isOrgPath,
  'aws:sourcearn': isWithinAccount,
  'aws:principalarn': isWithinAccount,
  's3:dataaccesspointarn': isWithinAccount,
  'aws:sourcevpc': isFixed,
  'aws:sourcevpce': isFixed,
  'aws:sourcevpcarn': isWithinAccount,
  'aws:vpceaccount': isFixed,
  'aws:vpceorgid': isFixed,
  'aws:vpceorgpaths': isOrgPath,
  'aws:userid': isUniqueId,
  'aws:sourceip': isNarrowRange,
  'cognito-identity.amazonaws.com:aud': isFixed,
  'lambda:eventsourcetoken': isFixed,
};

/** Whether a condition limits the callers to named ones. */
export function narrowsCaller(condition: Condition): boolean | Unknown {
  const key = condition.key.toLowerCase();
  const names = Object.hasOwn(callers, key) ? callers[key] : undefined;
  if (names) return requires(condition) && everyValue(condition, names);
  // An EFS client may have no IAM identity; through a mount target it is inside the VPC.
  if (key === 'elasticfilesystem:accessedviamounttarget') {
    return operatorOf(condition.operator).name === 'bool' && everyValue(condition, isTrue);
  }
  return false;
}

/** Whether a Deny with this condition limits the callers to named ones: `StringNotEquals` on the organization. */
export function narrowsByDenial(condition: Condition): boolean | Unknown {
  const { name, set } = operatorOf(condition.operator);
  const names = callers[condition.key.toLowerCase()];
  const negative = ['stringnotequals', 'stringnotequalsignorecase', 'stringnotlike', 'arnnotequals', 'arnnotlike'];
  return names !== undefined && set === undefined && [...negative, 'notipaddress'].includes(name)
    ? everyValue(condition, names)
    : false;
}

/** Whether a condition limits for whom a service acts: by the source of the request, or by the encryption context. */
export function narrowsSource(condition: Condition): boolean | Unknown {
  const key = condition.key.toLowerCase();
  if (/^kms:encryptioncontext:aws:.*arn$/.test(key) && requires(condition)) {
    return everyValue(condition, isWithinAccount);
  }
  return /^aws:source(arn|account|owner|orgid|orgpaths)$/.test(key) ? narrowsCaller(condition) : false;
}

/**
 * Keys about the caller, the network path or the time. They do not limit the resources. `aws:ResourceAccount` and
 * similar keys mean the own account, to which an identity policy is mostly limited anyway.
 */
const context =
  /^(aws:(?!resourcetag\/|requesttag\/)|[a-z0-9-]+:(region|sourceip|sessiondocumentaccesscheck|viaservice|calleraccount)$)/;

/** Whether a condition limits the resources or requests of a statement: tags, service-specific keys. */
export function narrowsResources(condition: Condition): boolean | Unknown {
  const key = condition.key.toLowerCase();
  if (context.test(key)) return false;
  if (key === 'kms:grantisforawsresource')
    return operatorOf(condition.operator).name === 'bool' && everyValue(condition, isTrue);
  return requires(condition) && everyValue(condition, (value) => !/^[*?]*$/.test(elided(value)));
}

/** The values of a condition are alternatives: all of them have to be narrow. */
function everyValue({ values }: Condition, holds: (value: AnyText) => boolean): boolean | Unknown {
  const unknown = values.map(unknownStart).find((one) => one !== undefined);
  return values.every((value) => unknownStart(value) !== undefined || holds(value)) ? (unknown ?? true) : false;
}

/** Whether one of the conditions, which all have to match, is narrow: true, else what is not known. */
export function someNarrow(
  conditions: readonly Condition[],
  narrows: (condition: Condition) => boolean | Unknown,
): boolean | Unknown {
  const found = conditions.map(narrows);
  return found.includes(true) || (found.find((one) => typeof one === 'object') ?? false);
}
