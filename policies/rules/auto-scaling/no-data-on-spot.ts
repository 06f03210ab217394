import { defineRule } from '../../../review/engine/rule';
import { all, failing, notKnown, pass, quoted, type Verdict } from '../../../review/engine/verdict';
import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { blocksOf, isAbsent, isList, Unknown } from '../../../review/model/value';
import { declaredTier } from '../../../review/network/tiers';
import { templateOf } from '../ec2/launch-templates';
import { textOfValue } from '../support/text';
import { usesSpot } from './spot';

export const noDataOnSpot = defineRule({
  id: 'auto-scaling/no-data-on-spot',
  aliases: [],
  title: 'Auto Scaling groups that keep data should not use Spot Instances',
  severity: 'medium',
  why: 'AWS takes Spot Instances back with two minutes of notice, and often several at once. A database or a queue on them loses its quorum, or its data.',
  fix: 'Set on_demand_percentage_above_base_capacity = 100, or move what keeps data to a managed service.',
  resources: ['aws_autoscaling_group'],
  check: (group, { graph }) => {
    const spot = usesSpot(graph, group);
    if (spot === false) return [];
    const verdicts = [...bySubnets(graph, group), ...byVolumes(graph, group)];
    if (!(spot instanceof Unknown)) return all(verdicts);
    return all(
      verdicts.map((one) => (one.status === 'fail' ? notKnown(one.attribute, 'no Spot Instances', spot) : one)),
    );
  },
  examples: {
    good: {
      'Spot in private subnets': `
        resource "aws_subnet" "private" {
          tags = { tier = "private" }
        }
        resource "aws_autoscaling_group" "web" {
          vpc_zone_identifier = [aws_subnet.private.id]
          mixed_instances_policy {
            instances_distribution {
              on_demand_percentage_above_base_capacity = 25
            }
          }
        }`,
    },
    bad: {
      'Spot in data subnets': `
        resource "aws_subnet" "data" {
          tags = { tier = "data" }
        }
        resource "aws_autoscaling_group" "kafka" {
          vpc_zone_identifier = [aws_subnet.data.id]
          mixed_instances_policy {
            instances_distribution {
              on_demand_percentage_above_base_capacity = 0
            }
          }
        }`,
      'Spot with a volume that is kept': `
        resource "aws_launch_template" "kafka" {
          instance_market_options {
            market_type = "spot"
          }
          block_device_mappings {
            device_name = "/dev/sdf"
            ebs {
              delete_on_termination = "false"
            }
          }
        }
        resource "aws_autoscaling_group" "kafka" {
          launch_template {
            id = aws_launch_template.kafka.id
          }
        }`,
    },
    unknown: {
      'Spot in subnets that are not in the input': `
        resource "aws_autoscaling_group" "web" {
          vpc_zone_identifier = ["subnet-0123456789abcdef0"]
          mixed_instances_policy {
            instances_distribution {
              on_demand_percentage_above_base_capacity = 0
            }
          }
        }`,
      'a share without a value, in data subnets': `
        variable "on_demand_percent" {}
        resource "aws_subnet" "data" {
          tags = { tier = "data" }
        }
        resource "aws_autoscaling_group" "kafka" {
          vpc_zone_identifier = [aws_subnet.data.id]
          mixed_instances_policy {
            instances_distribution {
              on_demand_percentage_above_base_capacity = var.on_demand_percent
            }
          }
        }`,
    },
  },
});

function bySubnets(graph: Graph, group: Resource): readonly Verdict[] {
  const subnets = group.at('vpc_zone_identifier');
  const expected = 'no Spot Instances in data subnets';
  return (isList(subnets) ? subnets : isAbsent(subnets) ? [] : [subnets]).map((value) => {
    const subnet = graph.resolve(value, 'aws_subnet', 'aws_default_subnet');
    if (subnet instanceof Unknown) return notKnown('vpc_zone_identifier', expected, subnet);
    if (!subnet) return notKnown('vpc_zone_identifier', expected, `${quoted(value)} is not in the input`);
    return declaredTier(subnet) === 'data'
      ? failing('vpc_zone_identifier', expected, `${String(subnet)}, a data subnet`)
      : pass;
  });
}

/** A volume that outlives its instance was made to keep something. */
function byVolumes(graph: Graph, group: Resource): readonly Verdict[] {
  const expected = 'no Spot Instances with volumes that are kept';
  const template = templateOf(graph, group);
  if (template === undefined) return [];
  if (template instanceof Unknown) return [notKnown('launch_template', expected, template)];
  const blocks = template.blocks('block_device_mappings');
  if (blocks instanceof Unknown) return [notKnown('launch_template', expected, blocks)];
  return blocks.flatMap(({ ebs, device_name: name }): Verdict[] => {
    const disks = blocksOf(ebs);
    const deleted = disks instanceof Unknown ? disks : disks[0]?.delete_on_termination;
    if (deleted instanceof Unknown) return [notKnown('launch_template', expected, deleted)];
    const isKept = textOfValue(deleted) === 'false';
    return isKept ? [failing('launch_template', expected, `${textOfValue(name)}, which is kept`)] : [];
  });
}
