import type { Environment } from '../environments/schema';
import type { Service, TracesProps } from '../modules/ecs';
import { sidOf } from '../modules/iam';
import type { ServiceOf } from './service-runtime';
import type { ServiceStores } from './service-stores';

/** What a service of containers is traced with, or nothing where it is not. */
export function tracesOf(
  { name, account, region, tracing: ofAll }: Environment,
  { tracing }: ServiceOf<'containers'>,
): { readonly traces?: TracesProps } {
  if (!tracing || ofAll === 'none') return {};
  const { repository, tag } = ofAll.collector;
  const collectorImage = `${account}.dkr.ecr.${region}.amazonaws.com/${name}/${repository}:${tag}`;
  return { traces: { collectorImage, environment: name, ...tracing } };
}

/** Lets ECS pull the collector of what is traced. */
export function grantCollector(
  service: string,
  { tracing: ofAll }: Environment,
  { tracing }: ServiceOf<'containers'>,
  { executionRole }: Service,
  stores: ServiceStores,
): void {
  if (!tracing || ofAll === 'none') return;
  stores.repository(ofAll.collector.repository).grantPull(sidOf(service), executionRole);
}
