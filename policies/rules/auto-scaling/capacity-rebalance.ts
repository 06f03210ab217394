import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { notKnown } from '../../../review/engine/verdict';
import { Unknown } from '../../../review/model/value';
import { usesSpot } from './spot';

export const capacityRebalance = defineRule({
  id: 'auto-scaling/capacity-rebalance',
  aliases: [],
  title: 'Auto Scaling groups with Spot Instances should use Capacity Rebalancing',
  severity: 'low',
  why: 'AWS takes a Spot Instance back with two minutes of notice, and warns of it earlier. Without rebalancing, its replacement is launched only when it is gone.',
  fix: 'Set capacity_rebalance = true.',
  resources: ['aws_autoscaling_group'],
  check: (group, { graph }) => {
    const spot = usesSpot(graph, group);
    if (spot === false) return [];
    const verdict = attribute(group, 'capacity_rebalance', { default: false }).is(true);
    return spot instanceof Unknown && verdict.status === 'fail'
      ? notKnown('capacity_rebalance', 'true where there are Spot Instances', spot)
      : verdict;
  },
  examples: {
    good: {
      'a share of Spot that is rebalanced': `
        resource "aws_launch_template" "web" {}
        resource "aws_autoscaling_group" "web" {
          capacity_rebalance = true
          mixed_instances_policy {
            instances_distribution {
              on_demand_percentage_above_base_capacity = 25
            }
            launch_template {
              launch_template_specification {
                launch_template_id = aws_launch_template.web.id
              }
            }
          }
        }`,
    },
    bad: {
      'a share of Spot, not set, which defaults to false': `
        resource "aws_launch_template" "web" {}
        resource "aws_autoscaling_group" "web" {
          mixed_instances_policy {
            instances_distribution {
              on_demand_base_capacity                  = 2
              on_demand_percentage_above_base_capacity = 0
            }
            launch_template {
              launch_template_specification {
                launch_template_id = aws_launch_template.web.id
              }
            }
          }
        }`,
      'Spot by the launch template': `
        resource "aws_launch_template" "web" {
          instance_market_options {
            market_type = "spot"
          }
        }
        resource "aws_autoscaling_group" "web" {
          capacity_rebalance = null
          launch_template {
            id = aws_launch_template.web.id
          }
        }`,
    },
    unknown: {
      'a launch template that is not in the input': `
        resource "aws_autoscaling_group" "web" {
          launch_template {
            id = "lt-0123456789abcdef0"
          }
        }`,
      'a share without a value': `
        variable "on_demand_percent" {}
        resource "aws_autoscaling_group" "web" {
          mixed_instances_policy {
            instances_distribution {
              on_demand_percentage_above_base_capacity = var.on_demand_percent
            }
          }
        }`,
    },
  },
});
