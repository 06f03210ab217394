import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { notKnown } from '../../../review/engine/verdict';
import type { Truth } from '../../../review/iam/three-valued-logic';
import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { Unknown } from '../../../review/model/value';
import { textOfValue } from '../support/text';

/** Container hosts need one hop more: images of ECS and EKS, node groups. */
function hostsContainers(graph: Graph, template: Resource): Truth {
  if (graph.children(template, 'aws_eks_node_group', 'launch_template.id').found.length > 0) return true;
  const image = template.at('image_id');
  if (/\b(ecs|eks|bottlerocket)\b/i.test(textOfValue(image))) return true;
  return image instanceof Unknown ? image : false;
}

export const metadataHopLimit = defineRule({
  id: 'ec2/metadata-hop-limit',
  aliases: ['EC2-02'],
  title: 'EC2 instance metadata should have a hop limit of 1, or 2 on container hosts',
  severity: 'medium',
  why: 'With a higher limit, containers and proxies on the instance can obtain the credentials of the instance role.',
  fix: 'Set metadata_options { http_put_response_hop_limit = 1 }, or 2 on container hosts.',
  resources: ['aws_launch_template'],
  check: (template, { graph }) => {
    const isForContainers = hostsContainers(graph, template);
    const path = 'metadata_options.http_put_response_hop_limit';
    const hops = attribute(template, path, { default: 1 });
    const atMost = (most: 1 | 2) =>
      hops.satisfies(`at most ${most}`, (value) => ['1', '2'].slice(0, most).includes(textOfValue(value)));
    if (!(isForContainers instanceof Unknown)) return atMost(isForContainers ? 2 : 1);
    const [ofOthers, ofContainers] = [atMost(1), atMost(2)];
    return ofOthers.status === ofContainers.status ? ofOthers : notKnown(path, 'at most 1', isForContainers);
  },
  examples: {
    good: {
      'one hop, and two on a host of containers': `
        resource "aws_launch_template" "web" {
          metadata_options {
            http_put_response_hop_limit = 1
          }
        }
        resource "aws_launch_template" "nodes" {
          image_id = "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id"
          metadata_options {
            http_put_response_hop_limit = 2
          }
        }`,
      'not set, which defaults to one': `
        resource "aws_launch_template" "web" {}`,
    },
    bad: {
      'two hops': `
        resource "aws_launch_template" "web" {
          image_id = "ami-0123456789abcdef0"
          metadata_options {
            http_put_response_hop_limit = "2"
          }
        }`,
      'many hops on a host of containers': `
        resource "aws_launch_template" "nodes" {
          metadata_options {
            http_put_response_hop_limit = 64
          }
        }
        resource "aws_eks_node_group" "nodes" {
          launch_template {
            id      = aws_launch_template.nodes.id
            version = "1"
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "hops" {}
        resource "aws_launch_template" "web" {
          metadata_options {
            http_put_response_hop_limit = var.hops
          }
        }`,
    },
  },
});
