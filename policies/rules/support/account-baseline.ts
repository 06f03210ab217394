import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';

/** Settings of a whole account. An input with one of them manages the account, and is expected to have the others too. */
const settings = [
  'aws_accessanalyzer_analyzer',
  'aws_cloudtrail',
  'aws_config_configuration_recorder',
  'aws_ebs_encryption_by_default',
  'aws_guardduty_detector',
  'aws_iam_account_password_policy',
  'aws_s3_account_public_access_block',
  'aws_securityhub_account',
];

const baselines = new WeakMap<Graph, ReadonlySet<string>>();

/** Whether the input manages the account of a scope, `@account` or `@region`. The folder of an app does not. */
export function managesAccount(scope: Resource, graph: Graph): boolean {
  let made = baselines.get(graph);
  if (!made) baselines.set(graph, (made = new Set(graph.all(...settings).map(accountOf))));
  return made.has(accountOf(scope));
}

/** The resources of some types in the account of a scope or resource. Linear over all calls. */
export function inAccount(of: Resource, graph: Graph, ...types: readonly string[]): readonly Resource[] {
  return indexOf(graph, types).get(accountOf(of)) ?? [];
}

/** The resources of some types in the account and region of a scope or resource. Linear over all calls. */
export function inRegion(of: Resource, graph: Graph, ...types: readonly string[]): readonly Resource[] {
  return indexOf(graph, types).get(regionOf(of)) ?? [];
}

const indexes = new WeakMap<Graph, Map<string, ReadonlyMap<string, readonly Resource[]>>>();

/** The resources of some types in the account of a scope; of a region, in that region. Linear over all calls. */
export function within(scope: Resource, graph: Graph, ...types: readonly string[]): readonly Resource[] {
  return scope.type === '@region' ? inRegion(scope, graph, ...types) : inAccount(scope, graph, ...types);
}

function indexOf(graph: Graph, types: readonly string[]): ReadonlyMap<string, readonly Resource[]> {
  const key = types.join();
  let byType = indexes.get(graph);
  if (!byType) indexes.set(graph, (byType = new Map()));
  let index = byType.get(key);
  if (!index) byType.set(key, (index = grouped(graph.all(...types))));
  return index;
}

function grouped(resources: readonly Resource[]): ReadonlyMap<string, readonly Resource[]> {
  const groups = new Map<string, Resource[]>();
  for (const resource of resources) {
    for (const key of [accountOf(resource), regionOf(resource)]) {
      const group = groups.get(key);
      if (group) group.push(resource);
      else groups.set(key, [resource]);
    }
  }
  return groups;
}

const accountOf = ({ environment, provider }: Resource): string => `${environment}/${provider.account ?? 'unknown'}`;
const regionOf = (resource: Resource): string => `${accountOf(resource)}/${resource.provider.region ?? 'unknown'}`;
