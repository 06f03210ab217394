import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass } from '../../../review/engine/verdict';
import { isAbsent, Unknown } from '../../../review/model/value';

const overrides = 'mixed_instances_policy.launch_template.override';
const expected = 'at least two instance types';

export const severalInstanceTypes = defineRule({
  id: 'auto-scaling/several-instance-types',
  aliases: [],
  title: 'Mixed instances policies should have several instance types',
  severity: 'low',
  why: 'Capacity of one type runs out in a zone, and Spot Instances of one type are taken back together. Then the group cannot launch any.',
  fix: 'Add an override for each type that the application runs on, or instance_requirements.',
  resources: ['aws_autoscaling_group'],
  check: (group) => {
    if (isAbsent(group.at('mixed_instances_policy'))) return [];
    const blocks = group.blocks(overrides);
    if (blocks instanceof Unknown) return notKnown(overrides, expected, blocks);
    // Requirements are met by many types.
    if (blocks.some((one) => !isAbsent(one.instance_requirements))) return pass;
    const types = blocks.map((one) => one.instance_type).filter((type) => !isAbsent(type));
    const known = new Set(types.filter((type) => !(type instanceof Unknown)).map(String));
    if (known.size > 1) return pass;
    const unknown = types.find((type) => type instanceof Unknown);
    if (unknown instanceof Unknown && types.length > 1) return notKnown(overrides, expected, unknown);
    return failing(overrides, expected, [...known].join() || 'the type of the launch template');
  },
  examples: {
    good: {
      'three types': `
        resource "aws_autoscaling_group" "web" {
          mixed_instances_policy {
            launch_template {
              override {
                instance_type = "t4g.small"
              }
              override {
                instance_type = "t4g.medium"
              }
              override {
                instance_type = "m7g.medium"
              }
            }
          }
        }`,
      'types by what they have': `
        resource "aws_autoscaling_group" "web" {
          mixed_instances_policy {
            launch_template {
              override {
                instance_requirements {
                  memory_mib {
                    min = 2048
                  }
                  vcpu_count {
                    min = 2
                  }
                }
              }
            }
          }
        }`,
    },
    bad: {
      'one type': `
        resource "aws_autoscaling_group" "web" {
          mixed_instances_policy {
            instances_distribution {
              on_demand_percentage_above_base_capacity = 0
            }
            launch_template {
              override {
                instance_type = "t4g.small"
              }
            }
          }
        }`,
      'the same type twice': `
        resource "aws_autoscaling_group" "web" {
          mixed_instances_policy {
            launch_template {
              override {
                instance_type = "t4g.small"
              }
              override {
                instance_type     = "t4g.small"
                weighted_capacity = "2"
              }
            }
          }
        }`,
      'no override: the type of the launch template': `
        resource "aws_launch_template" "web" {
          instance_type = "t4g.small"
        }
        resource "aws_autoscaling_group" "web" {
          mixed_instances_policy {
            launch_template {
              launch_template_specification {
                launch_template_id = aws_launch_template.web.id
              }
            }
          }
        }`,
    },
    unknown: {
      'a type without a value beside one': `
        variable "second" {}
        resource "aws_autoscaling_group" "web" {
          mixed_instances_policy {
            launch_template {
              override {
                instance_type = "t4g.small"
              }
              override {
                instance_type = var.second
              }
            }
          }
        }`,
    },
  },
});
