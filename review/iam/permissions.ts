import type { Graph } from '../model/graph';
import type { Resource } from '../model/resource';
import { isAbsent, isMap, step, Unknown, type Value } from '../model/value';
import { principalOf, textsIn, type Condition, type Principal, type Statement } from './document';

/** A permission that is a resource of its own, as the statement that AWS makes of it. */
export interface Permission {
  readonly permission: Resource;
  /** The attribute that names the resource, and its types. */
  readonly owner: readonly [attribute: string, ...types: string[]];
  readonly statement: Statement;
  readonly isAcl?: boolean;
}

/** The permissions of a service that are no policies. */
export function permissionsOf(graph: Graph, service: string): readonly Permission[] {
  const of = (type: string, owner: Permission['owner'], statements: (one: Resource) => readonly Statement[]) =>
    graph
      .all(type)
      .flatMap((permission) => statements(permission).map((statement) => ({ permission, owner, statement })));
  switch (service) {
    case 'lambda':
      return [
        ...of('aws_lambda_permission', ['function_name', 'aws_lambda_function'], (one) => [statementOf(one)]),
        ...of('aws_lambda_layer_version_permission', ['layer_name', 'aws_lambda_layer_version'], (one) => [
          statementOf(one),
        ]),
        ...of('aws_lambda_function_url', ['function_name', 'aws_lambda_function'], ofUrl),
      ];
    case 'events':
      return of('aws_cloudwatch_event_permission', ['event_bus_name', 'aws_cloudwatch_event_bus'], (one) => [
        statementOf(one),
      ]);
    case 'kms':
      return of('aws_kms_grant', ['key_id', 'aws_kms_key'], ofGrant);
    case 's3':
      return [
        ...of('aws_s3_bucket', ['id', 'aws_s3_bucket'], (one) => ofAcl(one, bucketActions)),
        ...of('aws_s3_bucket_acl', ['bucket', 'aws_s3_bucket'], (one) => ofAcl(one, bucketActions)),
        ...of('aws_s3_object', ['bucket', 'aws_s3_bucket'], (one) => ofAcl(one, objectActions)),
      ].map((acl) => ({ ...acl, isAcl: true }));
    default:
      return [];
  }
}

const defaultActions: Readonly<Record<string, string>> = {
  aws_lambda_permission: 'lambda:InvokeFunction',
  aws_lambda_layer_version_permission: 'lambda:GetLayerVersion',
  aws_cloudwatch_event_permission: 'events:PutEvents',
};

/** `aws_lambda_permission` and its like as the statement that it adds to the policy of its resource. */
export function statementOf(permission: Resource): Statement {
  const actions = textsIn(permission.at('action') ?? defaultActions[permission.type]);
  const values = permission.at('principal') ?? '*';
  const [sid] = textsIn(permission.at('statement_id'));
  const principals = textsIn(values).map((id) => principalOf(typeOf(String(id)), id));
  const conditions = [
    ...conditionOn(permission, 'source_arn', 'ArnLike', 'aws:SourceArn'),
    ...conditionOn(permission, 'source_account', 'StringEquals', 'aws:SourceAccount'),
    ...conditionOn(permission, 'principal_org_id', 'StringEquals', 'aws:PrincipalOrgID'),
    ...conditionOn(permission, 'organization_id', 'StringEquals', 'aws:PrincipalOrgID'),
    ...conditionOn(permission, 'event_source_token', 'StringEquals', 'lambda:EventSourceToken'),
    ...conditionOn(permission, 'condition.value', 'StringEquals', 'aws:PrincipalOrgID'),
  ];
  return { ...(sid !== undefined && { sid: String(sid) }), effect: 'Allow', principals, actions, conditions };
}

function typeOf(principal: string): Principal['type'] {
  if (principal === '*') return '*';
  return /\.(amazonaws\.com(\.cn)?|amazon\.com)$/.test(principal) ? 'Service' : 'AWS';
}

function conditionOn(permission: Resource, path: string, operator: string, key: string): Condition[] {
  const value = permission.at(path);
  return isAbsent(value) ? [] : [{ operator, key, values: textsIn(value) }];
}

/** The provider adds FunctionURLAllowPublicAccess for everyone to a URL without authorization: docs of aws_lambda_function_url. */
function ofUrl(url: Resource): Statement[] {
  const authorization = url.at('authorization_type');
  if (authorization instanceof Unknown) return [forEveryone(['lambda:InvokeFunctionUrl'], authorization)];
  return authorization === 'NONE' ? [forEveryone(['lambda:InvokeFunctionUrl'])] : [];
}

function forEveryone(actions: readonly string[], unknown?: Unknown): Statement {
  const principal: Principal = unknown ? { type: 'AWS', id: 'anyone', unknown } : { type: '*', id: '*' };
  return { effect: 'Allow', principals: [principal], actions, conditions: [] };
}

function ofGrant(grant: Resource): Statement[] {
  const principals = textsIn(grant.at('grantee_principal')).map((id) => principalOf(typeOf(String(id)), id));
  const actions = textsIn(grant.at('operations')).map((operation) => `kms:${String(operation)}`);
  const constraints = isAbsent(grant.at('constraints'))
    ? []
    : [{ operator: 'StringEquals', key: 'kms:EncryptionContext', values: [] }];
  return [{ effect: 'Allow', principals, actions, conditions: constraints }];
}

type Permitted = Readonly<Record<'READ' | 'WRITE' | 'READ_ACP' | 'WRITE_ACP', readonly string[]>>;

/** What a grant of an ACL allows: https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#permissions */
const bucketActions: Permitted = {
  READ: ['s3:ListBucket', 's3:ListBucketVersions', 's3:ListBucketMultipartUploads'],
  WRITE: ['s3:PutObject'],
  READ_ACP: ['s3:GetBucketAcl'],
  WRITE_ACP: ['s3:PutBucketAcl'],
};
const objectActions: Permitted = {
  READ: ['s3:GetObject', 's3:GetObjectVersion'],
  WRITE: [],
  READ_ACP: ['s3:GetObjectAcl', 's3:GetObjectVersionAcl'],
  WRITE_ACP: ['s3:PutObjectAcl', 's3:PutObjectVersionAcl'],
};

const canned: Readonly<Record<string, readonly (keyof Permitted)[]>> = {
  'public-read': ['READ'],
  'public-read-write': ['READ', 'WRITE'],
  'authenticated-read': ['READ'],
};

/** `AllUsers` is anybody, `AuthenticatedUsers` anybody with an AWS account. */
const groups = /\/groups\/global\/(AllUsers|AuthenticatedUsers)$/;

function ofAcl(resource: Resource, permitted: Permitted): Statement[] {
  const acl = resource.at('acl');
  if (acl instanceof Unknown) return [forEveryone(Object.values(permitted).flat(), acl)];
  const named = typeof acl === 'string' && Object.hasOwn(canned, acl) ? (canned[acl] ?? []) : [];
  const grants = [resource.blocks('access_control_policy.grant'), resource.blocks('grant')];
  const unknown = grants.find((one) => one instanceof Unknown);
  if (unknown instanceof Unknown) return [forEveryone(Object.values(permitted).flat(), unknown)];
  const given = grants.flatMap((blocks) => (blocks instanceof Unknown ? [] : blocks)).filter(isForGroup);
  const permissions = [...named, ...given.flatMap((grant) => permissionsIn(grant))];
  const actions = [...new Set(permissions.flatMap((one) => permitted[one]))];
  return actions.length > 0 ? [forEveryone(actions)] : [];
}

function isForGroup(grant: Value): boolean {
  const uri = step(grant, 'uri') ?? step(step(grant, 'grantee'), 'uri');
  return typeof uri === 'string' && groups.test(uri);
}

function permissionsIn(grant: Value): (keyof Permitted)[] {
  const values = isMap(grant) ? [grant.permission, grant.permissions].flatMap((one) => textsIn(one).map(String)) : [];
  const all = Object.keys(bucketActions) as (keyof Permitted)[];
  return values.includes('FULL_CONTROL') ? all : all.filter((one) => values.includes(one));
}
