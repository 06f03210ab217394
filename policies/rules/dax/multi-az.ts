import { attribute, isAbsent, isList } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all } from '../../../review/engine/verdict';
import { isCritical } from '../support/criticality';

export const multiAz = defineRule({
  id: 'dax/multi-az',
  aliases: ['DAX-03'],
  title: 'DAX clusters should have three nodes or more, in several Availability Zones',
  severity: 'medium',
  why: 'A cluster of one node answers nothing while the node or its Availability Zone fails, and all reads fall on the tables when it is back without its items. AWS recommends three nodes in production.',
  fix: 'Set replication_factor = 3 or more; leave availability_zones out, or name two or more.',
  resources: ['aws_dax_cluster'],
  check: (cluster, context) => {
    if (!isCritical(context)) return [];
    return all([
      attribute(cluster, 'replication_factor').isAtLeast(3, 'nodes'),
      // Left out, DAX spreads the nodes over the subnets of the subnet group.
      attribute(cluster, 'availability_zones').satisfies(
        'two zones or more',
        (zones) => isAbsent(zones) || (isList(zones) && (zones.length === 0 || zones.length >= 2)),
      ),
    ]);
  },
  examples: {
    good: {
      'three nodes': `
        resource "aws_dax_cluster" "main" {
          replication_factor = 3
        }`,
      'three nodes in zones that are named': `
        resource "aws_dax_cluster" "main" {
          replication_factor = 3
          availability_zones = ["eu-west-1a", "eu-west-1b", "eu-west-1c"]
        }`,
    },
    bad: {
      'one node': `
        resource "aws_dax_cluster" "main" {
          replication_factor = 1
        }`,
      'three nodes in one zone': `
        resource "aws_dax_cluster" "main" {
          replication_factor = 3
          availability_zones = ["eu-west-1a"]
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "nodes" {}
        resource "aws_dax_cluster" "main" {
          replication_factor = var.nodes
        }`,
    },
  },
});
