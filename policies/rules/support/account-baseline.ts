import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { groupBy } from '../../../review/group-by';
import { memoized } from '../../../review/memoize';

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

const managedAccounts = memoized((graph: Graph): ReadonlySet<string> => new Set(graph.all(...settings).map(accountOf)));

/** Whether the input manages the account of a scope, `@account` or `@region`. The folder of an app does not. */
export function managesAccount(scope: Resource, graph: Graph): boolean {
  return managedAccounts(graph).has(accountOf(scope));
}

/** The resources of some types in the account of a scope or resource. Linear over all calls. */
export function inAccount(of: Resource, graph: Graph, ...types: readonly string[]): readonly Resource[] {
  return byAccount(graph, types.join()).get(accountOf(of)) ?? [];
}

/** The resources of some types in the account and region of a scope or resource. Linear over all calls. */
export function inRegion(of: Resource, graph: Graph, ...types: readonly string[]): readonly Resource[] {
  return byRegion(graph, types.join()).get(regionOf(of)) ?? [];
}

/** The resources of some types in the account of a scope; of a region, in that region. Linear over all calls. */
export function within(scope: Resource, graph: Graph, ...types: readonly string[]): readonly Resource[] {
  return scope.type === '@region' ? inRegion(scope, graph, ...types) : inAccount(scope, graph, ...types);
}

const byAccount = memoized((graph: Graph, types: string) => groupBy(graph.all(...types.split(',')), accountOf));
const byRegion = memoized((graph: Graph, types: string) => groupBy(graph.all(...types.split(',')), regionOf));

const accountOf = ({ environment, provider }: Resource): string => `${environment}/${provider.account ?? 'unknown'}`;
const regionOf = (resource: Resource): string => `${accountOf(resource)}/${resource.provider.region ?? 'unknown'}`;
