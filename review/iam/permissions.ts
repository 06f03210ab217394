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
    case 'execute-api':
      return [
        ...of('aws_api_gateway_method', ['rest_api_id', 'aws_api_gateway_rest_api'], (one) => ofMethod(graph, one)),
        ...of('aws_api_gateway_rest_api', ['id', 'aws_api_gateway_rest_api'], ofOperations),
        ...of('aws_apigatewayv2_route', ['api_id', 'aws_apigatewayv2_api'], (one) => ofRoute(graph, one)),
        ...of('aws_apigatewayv2_api', ['id', 'aws_apigatewayv2_api'], ofOperations),
      ];
    case 'appsync':
      return of('aws_appsync_graphql_api', ['id', 'aws_appsync_graphql_api'], ofGraphql);
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

const invoke: readonly string[] = ['execute-api:Invoke'];

/** A key of a usage plan or of AppSync: it counts callers, and names none. */
const withKey: readonly Condition[] = [{ operator: 'StringEquals', key: 'x-api-key', values: [] }];

/**
 * Without authorization the resource policy decides, and without a policy everyone is allowed:
 * docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 */
function ofMethod(graph: Graph, method: Resource): Statement[] {
  const authorization = method.at('authorization') ?? 'NONE';
  const isOpen = authorization instanceof Unknown || authorization === 'NONE';
  if (!isOpen || method.at('http_method') === 'OPTIONS') return [];
  const api = graph.resolveFor(method, method.at('rest_api_id'), 'aws_api_gateway_rest_api');
  if (!api || api instanceof Unknown) {
    return [forEveryone(invoke, api ?? new Unknown(`the policy of the API of ${method.address} is not in the input`))];
  }
  const { found, unknown } = graph.children(api, 'aws_api_gateway_rest_api_policy', 'rest_api_id');
  if (!isAbsent(api.at('policy')) || found.length > 0) return [];
  if (unknown) return [forEveryone(invoke, unknown)];
  const key = method.at('api_key_required') === true ? withKey : [];
  return [forEveryone(invoke, authorization instanceof Unknown ? authorization : undefined, key)];
}

/** A WebSocket API authorizes once, on `$connect`; an HTTP API has no resource policy. */
function ofRoute(graph: Graph, route: Resource): Statement[] {
  const authorization = route.at('authorization_type') ?? 'NONE';
  const key = route.at('route_key');
  const api = graph.resolveFor(route, route.at('api_id'), 'aws_apigatewayv2_api');
  const isSocket = api && !(api instanceof Unknown) && api.at('protocol_type') === 'WEBSOCKET';
  if ((isSocket && key !== '$connect') || (typeof key === 'string' && key.startsWith('OPTIONS '))) return [];
  if (authorization instanceof Unknown) return [forEveryone(invoke, authorization)];
  return authorization === 'NONE' ? [forEveryone(invoke)] : [];
}

/** The operations of an OpenAPI `body`, whose security is not read, and the open route that `target` adds. */
function ofOperations(api: Resource): Statement[] {
  const because = new Unknown(`the security of the operations in body of ${api.address}, which is not read`);
  return [
    ...(isAbsent(api.at('body')) || !isAbsent(api.at('policy')) ? [] : [forEveryone(invoke, because)]),
    ...(isAbsent(api.at('target')) ? [] : [forEveryone(invoke)]),
  ];
}

function ofGraphql(api: Resource): Statement[] {
  const more = api.blocks('additional_authentication_provider');
  const types = [api.at('authentication_type'), ...(more instanceof Unknown ? [more] : more.map(typeOfProvider))];
  if (types.includes('API_KEY')) return [forEveryone(['appsync:GraphQL'], undefined, withKey)];
  const unknown = types.find((one): one is Unknown => one instanceof Unknown);
  return unknown ? [forEveryone(['appsync:GraphQL'], unknown)] : [];
}

const typeOfProvider = (provider: Readonly<Record<string, Value>>) => provider['authentication_type'];

function forEveryone(actions: readonly string[], unknown?: Unknown, conditions: readonly Condition[] = []): Statement {
  const principal: Principal = unknown ? { type: 'AWS', id: 'anyone', unknown } : { type: '*', id: '*' };
  return { effect: 'Allow', principals: [principal], actions, conditions };
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
