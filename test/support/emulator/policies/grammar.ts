import { operatorOf, operators } from '../../../../review/iam/operators';

/** A policy of a request, as far as its grammar differs from others'. */
export interface Grammar {
  /** Whether a statement names who: a policy of an identity must not, one of a resource or of trust must. */
  readonly principal: 'required' | 'forbidden';
  /** A trust policy is about its own role. */
  readonly resource: 'required' | 'forbidden' | 'optional';
  /** IAM's identifiers of statements are letters and digits. */
  readonly plainSids?: boolean;
}

/** A place of a policy, and what of it AWS refuses: `['Statement[0].Effect', 'expected Allow or Deny', 'allow']`. */
export type Fault = readonly [place: string, expected: string, found: unknown];

export interface Statement {
  readonly Sid?: string;
  readonly Effect?: string;
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Action?: unknown;
  readonly NotAction?: unknown;
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Condition?: unknown;
}

/** The statements of a policy that is JSON, whether it is one or a list. */
export function statementsOf(policy: { readonly Statement?: unknown }): readonly Statement[] {
  return [policy.Statement ?? []].flat() as Statement[];
}

/** A string or a list of them, as a list. */
export function list(value: unknown): readonly unknown[] {
  return value === undefined ? [] : [value].flat();
}

/**
 * What the grammar of the policy language refuses.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function grammarFaults(policy: unknown, grammar: Grammar): Fault[] {
  if (!isObject(policy)) return [['', 'expected a JSON object', policy]];
  const statements = statementsOf(policy);
  const sids = statements.map(({ Sid }) => Sid).filter((sid) => sid !== undefined);
  return [
    ...unknownFields('', policy, ['Version', 'Id', 'Statement']),
    ...unless([undefined, '2012-10-17', '2008-10-17'].includes(policy.Version as string), [
      'Version',
      'expected 2012-10-17 or 2008-10-17',
      policy.Version,
    ]),
    ...unless(statements.length > 0, ['Statement', 'expected at least one', policy.Statement]),
    ...unless(new Set(sids).size === sids.length, ['Statement', 'expected a Sid of its own for each', sids]),
    ...statements.flatMap((statement, index) => statementFaults(`Statement[${index}]`, statement, grammar)),
  ];
}

function statementFaults(place: string, statement: Statement, grammar: Grammar): Fault[] {
  if (!isObject(statement)) return [[place, 'expected an object', statement]];
  const { Sid, Effect, Action, NotAction, Resource, NotResource, Condition } = statement;
  const strings = Object.entries({ Action, NotAction, Resource, NotResource });
  return [
    ...unknownFields(place, statement, fields),
    ...unless(Sid === undefined || !grammar.plainSids || /^[0-9A-Za-z]*$/.test(String(Sid)), [
      `${place}.Sid`,
      'expected letters and digits',
      Sid,
    ]),
    ...unless(Effect === 'Allow' || Effect === 'Deny', [`${place}.Effect`, 'expected Allow or Deny', Effect]),
    ...either(place, statement, 'Action', 'required'),
    ...either(place, statement, 'Resource', grammar.resource),
    ...either(place, statement, 'Principal', grammar.principal),
    ...strings.flatMap(([name, value]) =>
      list(value)
        .filter((text) => typeof text !== 'string')
        .map((text): Fault => [`${place}.${name}`, 'expected strings', text]),
    ),
    ...[...list(Action), ...list(NotAction)]
      .filter((action) => !/^(\*|[a-zA-Z0-9-]+:[a-zA-Z0-9*?]+)$/.test(String(action)))
      .map((action): Fault => [`${place}.Action`, 'expected <service>:<action> or *', action]),
    ...[...list(Resource), ...list(NotResource)]
      .filter((resource) => !/^(\*|arn:[^:]+:[^:]+:[^:]*:[^:]*:.+)$/s.test(String(resource)))
      .map((resource): Fault => [`${place}.Resource`, 'expected an ARN or *', resource]),
    ...principalFaults(`${place}.Principal`, statement.Principal ?? statement.NotPrincipal),
    ...conditionFaults(`${place}.Condition`, Condition),
  ];
}

const fields = [
  ...['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction'],
  ...['Resource', 'NotResource', 'Condition'],
];

/** One of `Action` and `NotAction`, and not both; none where neither may be. */
function either(place: string, statement: object, name: string, presence: Grammar['resource']): Fault[] {
  const found = [name, `Not${name}`].filter((one) => Object.hasOwn(statement, one));
  if (presence === 'forbidden') return unless(found.length === 0, [place, `expected no ${name}`, found.join(', ')]);
  const isThere = found.length === 1 || (presence === 'optional' && found.length === 0);
  return unless(isThere, [place, `expected ${name} or Not${name}`, found.join(' and ') || undefined]);
}

/**
 * Principals are accounts, roles, users, sessions, services, identity providers, canonical users, or everybody.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
function principalFaults(place: string, principal: unknown): Fault[] {
  if (principal === undefined || principal === '*') return [];
  if (!isObject(principal)) return [[place, 'expected * or an object', principal]];
  return Object.entries(principal).flatMap(([type, ids]) => {
    const form = principalForms[type];
    if (!form) return [[place, `expected ${Object.keys(principalForms).join(', ')}`, type] as Fault];
    const invalid = list(ids).filter((id) => typeof id !== 'string' || !form.test(id));
    return invalid.map((id): Fault => [`${place}.${type}`, `expected a principal of the form ${form.source}`, id]);
  });
}

const principalForms: Readonly<Record<string, RegExp>> = {
  // No wildcard but the whole: a name has to be whole. Unique ids are what AWS puts for a role that was deleted.
  AWS: /^(\*|\d{12}|A(IDA|ROA)[A-Z0-9]+|arn:aws[\w-]*:iam::(\d{12}:(root|(role|user)\/[\w+=,.@/-]+)|cloudfront:user\/CloudFront Origin Access Identity \w+)|arn:aws[\w-]*:sts::\d{12}:(assumed-role\/[\w+=,.@-]+\/[\w+=,.@-]+|federated-user\/[\w+=,.@-]+))$/,
  Service: /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/,
  Federated:
    /^(arn:aws[\w-]*:iam::\d{12}:(oidc-provider|saml-provider)\/.+|cognito-identity\.amazonaws\.com|www\.amazon\.com|graph\.facebook\.com|accounts\.google\.com)$/,
  CanonicalUser: /^[0-9a-f]{64}$/,
};

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
function conditionFaults(place: string, condition: unknown): Fault[] {
  if (condition === undefined) return [];
  if (!isObject(condition)) return [[place, 'expected an object', condition]];
  return Object.entries(condition).flatMap(([operator, keys]): Fault[] => {
    const { name } = operatorOf(operator);
    if (name !== 'null' && !operators.has(name)) return [[place, 'expected a condition operator', operator]];
    if (!isObject(keys)) return [[`${place}.${operator}`, 'expected an object', keys]];
    return Object.entries(keys).flatMap(([key, values]) => [
      ...unless(/^[^:\s]+:\S/.test(key), [`${place}.${operator}`, 'expected <prefix>:<key>', key]),
      ...list(values)
        .filter((value) => !['string', 'number', 'boolean'].includes(typeof value))
        .map((value): Fault => [`${place}.${operator}.${key}`, 'expected strings', value]),
    ]);
  });
}

function unknownFields(place: string, object: object, known: readonly string[]): Fault[] {
  const unknown = Object.keys(object).filter((name) => !known.includes(name));
  return unless(unknown.length === 0, [place, `expected only ${known.join(', ')}`, unknown.join(', ')]);
}

function unless(isFine: boolean, fault: Fault): Fault[] {
  return isFine ? [] : [fault];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
