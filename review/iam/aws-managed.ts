import { Unknown, type Value } from '../model/value';
import { actionOf } from './actions';
import file from './aws-managed-policies.json';
import type { Document } from './document';
import { documentOf } from './read-document';
import { matches } from './wildcard';

/** One of AWS's policies, as far as it is known. */
export interface AwsManagedPolicy {
  /** `AdministratorAccess` */
  readonly name: string;
  readonly document: Document | Unknown;
  /** Whether an unknown document may allow an action. It is assumed to deny nothing. */
  readonly atMost?: (action: string) => boolean;
}

/** A statement of the table: actions by service, `ec2:RunInstances,StartInstances s3:Get*`; without resources, of all. */
interface Row {
  readonly deny?: true;
  readonly actions?: string;
  readonly notActions?: string;
  readonly resources?: readonly string[];
  readonly notResources?: readonly string[];
  readonly conditions?: Value;
}

/** Of a policy that the table does not hold whole: the services that it reads, and those of which it allows more. */
interface Limit {
  readonly reads: string;
  readonly writes: string;
}

interface Table {
  readonly asOf: string;
  readonly policies: Readonly<Record<string, readonly Row[]>>;
  readonly atMost: Readonly<Record<string, Limit>>;
}

const table = file as unknown as Table;
const known = new Map<string, AwsManagedPolicy>();

/** The day of the policies' texts: AWS changes them, mostly by adding actions. */
export const managedPoliciesAsOf: string = table.asOf;

/** The policy of an ARN such as `arn:aws:iam::aws:policy/AdministratorAccess`; nothing when it is none of AWS's. */
export function awsManagedPolicy(arn: string): AwsManagedPolicy | undefined {
  const [, partition, path] = /^arn:([\w-]+):iam::aws:policy\/(.+)$/.exec(arn) ?? [];
  if (partition === undefined || path === undefined) return undefined;
  const found = known.get(arn) ?? read(arn, partition, path);
  known.set(arn, found);
  return found;
}

function read(arn: string, partition: string, path: string): AwsManagedPolicy {
  const name = path.split('/').at(-1) as string;
  const rows = Object.hasOwn(table.policies, path) ? table.policies[path] : undefined;
  const document =
    rows && documentOf({ Version: '2012-10-17', Statement: rows.map((row) => statement(row, partition)) });
  if (document) return { name, document };
  const limit = Object.hasOwn(table.atMost, path) ? table.atMost[path] : undefined;
  const unknown = new Unknown(`the text of ${arn}, which Terrace does not have`);
  return { name, document: unknown, ...(limit && { atMost: within(limit) }) };
}

function statement({ deny, actions, notActions, resources = ['*'], notResources, conditions }: Row, partition: string) {
  const inPartition = (arns: readonly string[]) => arns.map((arn) => arn.replace(/^arn:aws:/, `arn:${partition}:`));
  return {
    Effect: deny ? 'Deny' : 'Allow',
    ...(actions !== undefined && { Action: listed(actions) }),
    ...(notActions !== undefined && { NotAction: listed(notActions) }),
    ...(notResources ? { NotResource: inPartition(notResources) } : { Resource: inPartition(resources) }),
    ...(conditions !== undefined && { Condition: conditions }),
  };
}

function listed(actions: string): string[] {
  return actions.split(' ').flatMap((group) => {
    const [service, names = ''] = group.split(':');
    return names.split(',').map((name) => (service === '*' ? '*' : `${service}:${name}`));
  });
}

function within({ reads, writes }: Limit): (action: string) => boolean {
  const [reading, writing] = [patterns(reads), patterns(writes)];
  return (action) =>
    writing.some((pattern) => matches(pattern, action, true)) ||
    (isReading(action) && reading.some((pattern) => matches(pattern, action, true)));
}

/** `ec2` is all of it; `iam:PassRole` that one. */
function patterns(names: string): string[] {
  return names.split(' ').flatMap((name) => (name === '' ? [] : name.includes(':') ? [name] : [`${name}:*`]));
}

/** An action that the service reference does not know may be one that reads. */
function isReading(action: string): boolean {
  const level = actionOf(action)?.accessLevel;
  return level === undefined || level === 'List' || level === 'Read';
}
