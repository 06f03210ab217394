import { memoized } from '../memoize';
import type { Graph } from '../model/graph';
import { Resource } from '../model/resource';

const functionTypes = ['aws_lambda_function', 'aws_lambda_alias'] as const;

/** The function that an integration invokes, by itself or by an alias. */
export function functionOf(graph: Graph, by: Resource): Resource | undefined {
  const { found } = graph.resolveAllFor(by, by.at('integration_uri'), ...functionTypes);
  const [named] = found;
  if (named?.type !== 'aws_lambda_alias') return named;
  const invoked = graph.resolveFor(named, named.at('function_name'), 'aws_lambda_function');
  return invoked instanceof Resource ? invoked : undefined;
}

/** The functions that HTTP APIs invoke. */
export const invokedByApis = memoized((graph: Graph): ReadonlySet<Resource> => {
  const found = graph.all('aws_apigatewayv2_integration').map((by) => functionOf(graph, by));
  return new Set(found.filter((one) => one !== undefined));
});
