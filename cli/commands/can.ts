import { closest } from 'fastest-levenshtein';
import { actionsMatching, fullName, serviceNames } from '../../review/iam/actions';
import type { Answer } from '../../review/iam/can';
import { canInEveryVariant, externalAccessInEveryVariant } from '../../review/iam/can-in-every-variant';
import { identitiesIn, type Identity } from '../../review/iam/identities';
import { arnNamed, identitiesNamed } from '../../review/iam/lookup';
import type { ExternalAccess } from '../../review/iam/external-access';
import { policyOutsideInput } from '../../review/iam/unread-policies';
import { statementLabel } from '../../review/iam/statement-label';
import type { Graph } from '../../review/model/graph';
import { keyOf, type AnyText } from '../../review/model/text';
import { CliError } from '../errors';
import { toJson } from '../files';
import { colours, print, type Io } from '../io';
import { withInputErrors } from '../review/errors';
import { withoutSensitive } from '../review/sensitive-output';
import { reviewInput } from '../review/input';

export interface CanOptions {
  readonly env?: string;
  readonly path?: string;
  /** `aws:MultiFactorAuthPresent=true`, several times. */
  readonly context?: readonly string[];
  readonly json?: boolean;
}

/** Who is asked about when nobody in particular is. */
const anyone = 'anyone';

/** What an error is not: 2. */
const exitCodes = { allowed: 0, denied: 1, unknown: 3 } as const;

/** Says whether an identity may do something, and which statement decides. Of several answers the widest is the exit code. */
export async function can(
  principal: string,
  action: string,
  resource: string | undefined,
  options: CanOptions,
  io: Io,
): Promise<number> {
  if (options.env !== undefined && options.path !== undefined) {
    throw new CliError('--env is for environments of the project, --path for another Terraform', 'Leave one out.');
  }
  const actions = actionsNamed(action);
  const context = contextFrom(options.context ?? []);
  const input = options.path ?? options.env;
  const { graph } = await withInputErrors(() =>
    reviewInput(input === undefined ? [] : [input], options.path === undefined ? {} : { criticality: 'critical' }, io),
  );
  const identities = principal === anyone ? identitiesIn(graph) : named(graph, principal);
  if (principal === anyone && actions.length > 1) {
    throw new CliError(
      `${anyone}: expected one action, found ${JSON.stringify(action)}`,
      'Name one action, or a role, user or group instead of anyone.',
    );
  }
  const answers = identities.flatMap((identity) => {
    const at = resource === undefined ? undefined : arnNamed(graph, resource, identity.environment);
    if (resource !== undefined && at === undefined) return [];
    return actions.flatMap((one) => canInEveryVariant(graph, identity, one, at, context));
  });
  const asked = resource === undefined ? undefined : arnsOf(graph, resource);
  if (resource !== undefined && asked?.length === 0) throw noResource(resource);
  const isList = principal === anyone || actions.length > 1;
  const shown = isList ? answers.filter(({ decision }) => decision.result !== 'denied') : answers;
  const others = principal === anyone ? externalAccessIn(graph, actions[0] as string, asked) : [];
  const notLookedAt = [...new Set(asked?.flatMap((arn) => policyOutsideInput(graph, actions[0] as string, arn) ?? []))];
  const out = withoutSensitive(io, graph);
  if (options.json) {
    const externalAccess = others.map(externalAccessJson);
    print(out, toJson({ answers: shown.map(asJson), externalAccess, notLookedAt }).trimEnd());
  } else {
    const isNothing = shown.length === 0 && others.length === 0;
    if (!isNothing || notLookedAt.length === 0) show(shown, others, { principal, action }, out);
    for (const policy of notLookedAt) {
      if (principal !== anyone) print(out, `not looked at: ${policy}`);
      else print(out, `${colours(out, out.stdout).yellow('unknown')}  ${anyone} ${action}\n  depends on ${policy}`);
    }
  }
  const results = new Set(answers.map(({ decision }) => decision.result));
  if (results.has('allowed') || others.some(({ unknown }) => !unknown)) return exitCodes.allowed;
  const isUnknown = others.length > 0 || (principal === anyone && notLookedAt.length > 0);
  return results.has('unknown') || isUnknown ? exitCodes.unknown : exitCodes.denied;
}

function actionsNamed(pattern: string): string[] {
  const found = actionsMatching(pattern).map(fullName);
  if (found.length > 0) return found;
  const [service = '', name = ''] = pattern.toLowerCase().split(':');
  const services = serviceNames();
  if (!services.includes(service)) {
    throw new CliError(
      `AWS has no service with the prefix ${JSON.stringify(service)}`,
      `An action is like kms:Decrypt or s3:Get*. Did you mean ${closest(service, services)}?`,
    );
  }
  const all = actionsMatching(`${service}:*`).map((action) => action.name);
  const meant = closest(
    name,
    all.map((one) => one.toLowerCase()),
  );
  const near = all.find((one) => one.toLowerCase() === meant) ?? meant;
  throw new CliError(`AWS has no action ${JSON.stringify(pattern)}`, `Did you mean ${service}:${near}?`);
}

function contextFrom(pairs: readonly string[]): Record<string, string[]> {
  const context: Record<string, string[]> = {};
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    if (at < 1) {
      throw new CliError(
        `--context: expected key=value, found ${JSON.stringify(pair)}`,
        'For example: --context aws:MultiFactorAuthPresent=true',
      );
    }
    (context[pair.slice(0, at)] ??= []).push(pair.slice(at + 1));
  }
  return context;
}

function named(graph: Graph, principal: string): readonly Identity[] {
  const found = identitiesNamed(graph, principal);
  if (found.length > 0) return found;
  const names = [...new Set(identitiesIn(graph).map(({ name }) => name))];
  if (names.length === 0) throw new CliError('no role, user or group was read', 'The input has no IAM identities.');
  throw new CliError(
    `no role, user or group is called ${JSON.stringify(principal)}`,
    `Did you mean ${closest(principal, names)}? There are ${names.sort().join(', ')}.`,
  );
}

/** What a resource is called in each environment that has it. */
function arnsOf(graph: Graph, resource: string): AnyText[] {
  const environments = new Set(graph.resources.map(({ environment }) => environment));
  return [...environments].flatMap((environment) => arnNamed(graph, resource, environment) ?? []);
}

function externalAccessIn(graph: Graph, action: string, asked?: readonly AnyText[]): readonly ExternalAccess[] {
  if (!asked) return externalAccessInEveryVariant(graph, action);
  return asked.flatMap((arn) => externalAccessInEveryVariant(graph, action, arn));
}

function printExternalAccess(others: readonly ExternalAccess[], action: string, io: Io): void {
  const paint = colours(io, io.stdout);
  for (const { name, resource, policy, sid, conditions, unknown } of others) {
    const word = unknown
      ? paint.yellow('unknown')
      : conditions.length === 0
        ? paint.green('allowed')
        : paint.yellow('allowed where');
    print(
      io,
      `${word}  ${[name, ...(conditions.length > 0 ? [`(${conditions.join(', ')})`] : [])].join(' ')} ${action}`,
    );
    print(io, `  on ${resource.constructPath ?? resource.address}`);
    if (unknown) print(io, `  depends on ${unknown.because}`);
    if (policy.type === '@module') continue;
    print(io, `  by its policy${sid === undefined ? '' : `, "${sid}"`}`);
    print(io, `    ${place(policy)}`);
  }
}

function externalAccessJson({ name, resource, policy, sid, conditions, unknown }: ExternalAccess) {
  return {
    ...{ result: unknown ? 'unknown' : 'allowed', name, resource: resource.key, policy: policy.key },
    ...(sid !== undefined && { sid }),
    conditions,
    ...(unknown && { because: unknown.because }),
  };
}

function noResource(resource: string): CliError {
  return new CliError(
    `no resource is called ${JSON.stringify(resource)}`,
    'Give its ARN, its address, its construct path or its name.',
  );
}

function show(
  answers: readonly Answer[],
  others: readonly ExternalAccess[],
  asked: { principal: string; action: string },
  io: Io,
): void {
  const paint = colours(io, io.stdout);
  if (answers.length === 0 && others.length === 0)
    print(io, `${paint.red('denied')}  ${asked.principal} ${asked.action}: nothing allows it`);
  const colour = { allowed: paint.green, denied: paint.red, unknown: paint.yellow };
  for (const group of grouped(answers)) {
    const [{ identity, resource, target, decision } = group[0] as Answer] = group;
    const actions = group.map(({ action }) => action).join(', ');
    print(io, `${colour[decision.result](decision.result)}  ${identity.environment} ${identity.name} ${actions}`);
    const on = target?.constructPath ?? target?.address;
    print(io, `  on ${String(resource)}${on === undefined ? '' : ` (${on})`}`);
    if (decision.result === 'unknown') print(io, `  depends on ${decision.because}`);
    if (decision.result === 'denied' && !decision.by) print(io, `  ${decision.because}`);
    if (decision.by) {
      const { policy, statement } = decision.by;
      const does = statement.effect === 'Allow' ? 'allowed' : 'denied';
      print(io, `  ${decision.result === 'unknown' ? `then ${does}` : does} by ${statementLabel(decision.by)}`);
      if (policy.resource) print(io, `    ${place(policy.resource)}`);
    }
    if (decision.result === 'allowed' && decision.unless !== undefined) {
      print(io, `  unless an unknown policy denies it: ${decision.unless}`);
    }
  }
  printExternalAccess(others, asked.action, io);
}

/** Actions with the same answer stand together. */
function grouped(answers: readonly Answer[]): readonly (readonly Answer[])[] {
  const groups = new Map<string, Answer[]>();
  for (const answer of answers) {
    const { identity, resource, decision } = answer;
    const { by } = decision;
    const because = decision.result === 'allowed' ? decision.unless : decision.because;
    const key = [identity.resource.key, keyOf(resource), decision.result, because, by?.policy.name, by?.index].join(
      '\n',
    );
    groups.set(key, [...(groups.get(key) ?? []), answer]);
  }
  return [...groups.values()];
}

function place({ constructPath, address, source, writtenAt }: Identity['resource']): string {
  const { file, line } = source ?? writtenAt;
  return `${constructPath ?? address}, ${file}${line === undefined ? '' : `:${line}`}`;
}

function asJson({ identity, action, resource, target, decision }: Answer) {
  const { by } = decision;
  const note = ({ address, constructPath, root, source, writtenAt }: Identity['resource']) => ({
    ...{ address, root: root.name, ...(constructPath && { constructPath }) },
    ...(source ?? writtenAt),
  });
  return {
    environment: identity.environment,
    principal: { kind: identity.kind, name: identity.name, arn: identity.arn, ...note(identity.resource) },
    ...{ action, resource },
    ...(target && { target: note(target) }),
    result: decision.result,
    ...(decision.result !== 'allowed' && { because: decision.because }),
    ...(decision.result === 'allowed' && decision.unless !== undefined && { unless: decision.unless }),
    ...(by && {
      by: {
        policy: by.policy.name,
        kind: by.policy.kind,
        statement: by.index,
        ...(by.sid !== undefined && { sid: by.sid }),
        effect: by.statement.effect,
        ...(by.policy.resource && note(by.policy.resource)),
      },
    }),
  };
}
