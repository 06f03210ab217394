import { groupBy } from '../group-by';
import { memoized } from '../memoize';
import type { Graph } from '../model/graph';
import { accountOf, arnOf, partitionOf, regionOf } from '../model/identity';
import { concat, type AnyText } from '../model/text';
import type { Resource } from '../model/resource';
import { isAbsent, Unknown } from '../model/value';
import { identityOf, type Identity } from './identities';
import { ownersOf } from './owners';
import type { Truth } from './three-valued-logic';

/** Something that runs with a role, as the actions that reach its credentials name it. */
export type HostKind =
  | 'function'
  | 'instance'
  | 'launch template'
  | 'cluster of instances'
  | 'task'
  | 'task with exec'
  | 'Glue endpoint'
  | 'notebook'
  | 'build'
  | 'stack'
  | 'state machine'
  | 'App Runner service'
  | 'code interpreter';

export interface Host {
  readonly resource: Resource;
  readonly arn: AnyText;
  /** Absent where it is not in the input. */
  readonly role?: Identity;
  /** Whether its credentials can be reached so. */
  readonly isOpen: Truth;
}

interface Source {
  readonly type: string;
  /** The attributes that name a role or an instance profile. */
  readonly roles: readonly string[];
  /** Resources that actions name instead of the given one: what it launches, with unknown ids. */
  readonly launches?: string;
}

const runsInstances = 'ec2:instance/any-other';
const templates: readonly string[] = ['iam_instance_profile.name', 'iam_instance_profile.arn'];

const sources: Readonly<Record<HostKind, readonly Source[]>> = {
  function: [{ type: 'aws_lambda_function', roles: ['role'] }],
  instance: [
    { type: 'aws_instance', roles: ['iam_instance_profile'] },
    { type: 'aws_spot_instance_request', roles: ['iam_instance_profile'], launches: runsInstances },
    { type: 'aws_launch_configuration', roles: ['iam_instance_profile'], launches: runsInstances },
    { type: 'aws_launch_template', roles: templates, launches: runsInstances },
    { type: 'aws_eks_node_group', roles: ['node_role_arn'], launches: runsInstances },
    { type: 'aws_emr_cluster', roles: ['ec2_attributes.instance_profile'], launches: runsInstances },
    { type: 'aws_batch_compute_environment', roles: ['compute_resources.instance_role'], launches: runsInstances },
    {
      type: 'aws_spot_fleet_request',
      roles: ['launch_specification.iam_instance_profile', 'launch_specification.iam_instance_profile_arn'],
      launches: runsInstances,
    },
  ],
  'launch template': [{ type: 'aws_launch_template', roles: templates }],
  'cluster of instances': [
    {
      type: 'aws_emr_cluster',
      roles: ['ec2_attributes.instance_profile'],
      launches: 'elasticmapreduce:cluster/any-other',
    },
  ],
  task: [{ type: 'aws_ecs_service', roles: [], launches: 'ecs:task/any-other/any-other' }],
  'task with exec': [{ type: 'aws_ecs_service', roles: [], launches: 'ecs:task/any-other/any-other' }],
  'Glue endpoint': [{ type: 'aws_glue_dev_endpoint', roles: ['role_arn'] }],
  notebook: [{ type: 'aws_sagemaker_notebook_instance', roles: ['role_arn'] }],
  build: [{ type: 'aws_codebuild_project', roles: ['service_role'] }],
  stack: [{ type: 'aws_cloudformation_stack', roles: ['iam_role_arn'] }],
  'state machine': [{ type: 'aws_sfn_state_machine', roles: ['role_arn'] }],
  'App Runner service': [{ type: 'aws_apprunner_service', roles: ['instance_configuration.instance_role_arn'] }],
  'code interpreter': [{ type: 'aws_bedrockagentcore_code_interpreter', roles: ['execution_role_arn'] }],
};

/** What runs with a role in an environment. */
export function hostsIn(graph: Graph, kind: HostKind, environment: string): readonly Host[] {
  return byEnvironment(graph, kind).get(environment) ?? [];
}

/** Whether an environment has resources that may be of a kind. */
export function hasHosts(graph: Graph, kind: HostKind, environment: string): boolean {
  return graph.all(...sources[kind].map(({ type }) => type)).some((one) => one.environment === environment);
}

const byEnvironment = memoized((graph: Graph, kind: HostKind) =>
  groupBy(
    sources[kind].flatMap((source) => find(graph, kind, source)),
    ({ resource }) => resource.environment,
  ),
);

function find(graph: Graph, kind: HostKind, { type, roles, launches }: Source): readonly Host[] {
  return graph.all(type).flatMap((resource) => {
    const isOpen = kind === 'task with exec' ? hasExec(resource) : true;
    if (isOpen === false) return [];
    const arn = launches === undefined ? arnOf(resource) : launched(launches, resource);
    const named =
      type === 'aws_ecs_service' ? taskRoles(graph, resource) : roles.flatMap((at) => rolesAt(graph, resource, at));
    const known = [...new Set(named)].map((role) => ({ resource, arn, role, isOpen }));
    const hasOther = known.length === 0 && roles.some((at) => !isAbsent(resource.at(at)));
    return hasOther ? [{ resource, arn, isOpen }] : known;
  });
}

const others: Readonly<Record<HostKind, string>> = {
  function: 'lambda:function:any-other',
  instance: runsInstances,
  'launch template': 'ec2:launch-template/any-other',
  'cluster of instances': 'elasticmapreduce:cluster/any-other',
  task: 'ecs:task/any-other/any-other',
  'task with exec': 'ecs:task/any-other/any-other',
  'Glue endpoint': 'glue:devEndpoint/any-other',
  notebook: 'sagemaker:notebook-instance/any-other',
  build: 'codebuild:project/any-other',
  stack: 'cloudformation:stack/any-other/any-other',
  'state machine': 'states:stateMachine:any-other',
  'App Runner service': 'apprunner:service/any-other/any-other',
  'code interpreter': 'bedrock-agentcore:code-interpreter-custom/any-other',
};

/** The ARN of one that the input does not have. */
export function otherHost(kind: HostKind, { resource }: Identity): AnyText {
  return launched(others[kind], resource);
}

/** An ARN of what is launched: `ec2:instance/any-other` in the region and account of the provider. */
function launched(what: string, { provider }: Resource): AnyText {
  const [service = '', path = ''] = what.split(':');
  const place = [regionOf(provider), ':', accountOf(provider)];
  return concat([`arn:${partitionOf(provider.region)}:${service}:`, ...place, `:${path}`]);
}

/** The roles that an attribute names, itself or by an instance profile. */
function rolesAt(graph: Graph, resource: Resource, attribute: string): Identity[] {
  const value = resource.at(attribute);
  const [profile] = ownersOf(graph, 'aws_iam_instance_profile', value, resource).found;
  const isProfile = profile?.type === 'aws_iam_instance_profile';
  const { found } = ownersOf(
    graph,
    'aws_iam_role',
    isProfile ? profile.at('role') : value,
    isProfile ? profile : resource,
  );
  return found.flatMap((role) => identityOf(graph, role) ?? []);
}

function taskRoles(graph: Graph, service: Resource): Identity[] {
  const { found } = ownersOf(graph, 'aws_ecs_task_definition', service.at('task_definition'), service);
  return found.flatMap((definition) => rolesAt(graph, definition, 'task_role_arn'));
}

/** Off unless it is switched on. */
function hasExec(service: Resource): Truth {
  const value = service.at('enable_execute_command');
  return value instanceof Unknown ? value : value === true || value === 'true';
}
