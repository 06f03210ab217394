import { eachBlock } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all, failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { step, Unknown, type Value } from '../../../review/model/value';

const expected = 'a service in a private namespace';
const namespaces = [
  'aws_service_discovery_public_dns_namespace',
  'aws_service_discovery_private_dns_namespace',
  'aws_service_discovery_http_namespace',
];

/** Which kind of namespace a registry is in. One that is not in the input is another team's, or has no name in DNS. */
function namespaceIsPrivate(graph: Graph, service: Resource, arn: Value | undefined, path: string): Verdict {
  const registry = graph.resolveFor(service, arn, 'aws_service_discovery_service');
  if (registry instanceof Unknown) return notKnown(path, expected, registry);
  if (!registry) return pass;
  const namespace = graph.resolveFor(registry, registry.at('dns_config.namespace_id'), ...namespaces);
  if (namespace instanceof Unknown) return notKnown(path, expected, namespace);
  return namespace?.type === namespaces[0] ? failing(path, expected, `${registry.address}, in a public one`) : pass;
}

export const privateNames = defineRule({
  id: 'ecs/private-names',
  aliases: [],
  title: 'ECS services should register their tasks in a private DNS namespace',
  severity: 'low',
  // ECS developer guide, "Use service discovery to connect Amazon ECS services with DNS names", considerations.
  why: 'ECS registers the private address of each task, also in a public namespace. Everyone on the internet can list what runs and at which addresses, and nobody there can use them.',
  fix: 'Register in an aws_service_discovery_private_dns_namespace. Publish a load balancer, not tasks.',
  resources: ['aws_ecs_service'],
  check: (service, { graph }) => {
    const registries = eachBlock(service, 'service_registries');
    if (registries instanceof Unknown) return notKnown('service_registries', expected, registries);
    return all(
      registries.map(({ values, path }) =>
        namespaceIsPrivate(graph, service, step(values, 'registry_arn'), `${path}.registry_arn`),
      ),
    );
  },
  examples: {
    good: {
      'a private namespace': `
        resource "aws_service_discovery_private_dns_namespace" "services" {
          name = "services.internal"
          vpc  = "vpc-0a1b2c3d4e5f60718"
        }
        resource "aws_service_discovery_service" "web" {
          name = "web"
          dns_config {
            namespace_id = aws_service_discovery_private_dns_namespace.services.id
            dns_records {
              type = "A"
              ttl  = 10
            }
          }
        }
        resource "aws_ecs_service" "web" {
          service_registries {
            registry_arn = aws_service_discovery_service.web.arn
          }
        }`,
      'no registry': `
        resource "aws_ecs_service" "web" {
          name = "web"
        }`,
      'a registry of another team': `
        resource "aws_ecs_service" "web" {
          service_registries {
            registry_arn = "arn:aws:servicediscovery:eu-west-1:111122223333:service/srv-e4anhexample0004"
          }
        }`,
    },
    bad: {
      'a public namespace': `
        resource "aws_service_discovery_public_dns_namespace" "services" {
          name = "services.example.com"
        }
        resource "aws_service_discovery_service" "web" {
          name = "web"
          dns_config {
            namespace_id = aws_service_discovery_public_dns_namespace.services.id
            dns_records {
              type = "A"
              ttl  = 10
            }
          }
        }
        resource "aws_ecs_service" "web" {
          service_registries {
            registry_arn = aws_service_discovery_service.web.arn
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "registry" {}
        resource "aws_ecs_service" "web" {
          service_registries {
            registry_arn = var.registry
          }
        }`,
    },
  },
});
