import { defineRule, type Context } from '../../../review/engine/rule';
import { failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import { Resource } from '../../../review/model/resource';
import { isList, isMap, Reference, Unknown, type Value } from '../../../review/model/value';
import { textOfValue } from '../support/text';

const path = 'vpc_config.subnet_ids';
const expected = 'subnets in two Availability Zones';
const data =
  /\baws_(?:db_instance|rds_cluster|rds_cluster_instance|db_proxy|elasticache_\w+|docdb_cluster|neptune_cluster|redshift_cluster|opensearch_domain|efs_\w+)\./;

export const twoZones = defineRule({
  id: 'lambda/two-zones',
  aliases: ['LMB-05'],
  title: 'Lambda functions that use data in a VPC should run in it, in multiple Availability Zones',
  severity: 'low',
  why: 'A function outside the VPC can reach the data only if it is public. A function in one Availability Zone is unavailable when that zone fails, even if the database has failed over.',
  fix: 'Set vpc_config.subnet_ids to private subnets in two Availability Zones, and give the function its own security group.',
  resources: ['aws_lambda_function'],
  check: (lambda, context) => {
    const subnets = lambda.at(path);
    if (subnets !== undefined) return inTwoZones(subnets, context);
    return usesData(lambda) ? failing(path, expected, 'no vpc_config') : [];
  },
  examples: {
    good: {
      two: `
        resource "aws_subnet" "private" {
          for_each          = toset(["eu-west-1a", "eu-west-1b"])
          availability_zone = each.key
        }
        resource "aws_lambda_function" "api" {
          vpc_config {
            subnet_ids = [aws_subnet.private["eu-west-1a"].id, aws_subnet.private["eu-west-1b"].id]
          }
        }`,
    },
    bad: {
      'two subnets in one zone': `
        resource "aws_subnet" "one" {
          availability_zone = "eu-west-1a"
        }
        resource "aws_subnet" "two" {
          availability_zone = "eu-west-1a"
        }
        resource "aws_lambda_function" "api" {
          vpc_config {
            subnet_ids = [aws_subnet.one.id, aws_subnet.two.id]
          }
        }`,
      'outside, though it uses a database': `
        resource "aws_db_instance" "main" {}
        resource "aws_lambda_function" "api" {
          environment {
            variables = { DB_HOST = aws_db_instance.main.address }
          }
        }`,
    },
    unknown: {
      'subnets that are not in the input': `
        resource "aws_lambda_function" "api" {
          vpc_config {
            subnet_ids = ["subnet-0a1b2c3d4e5f60718", "subnet-0a1b2c3d4e5f60719"]
          }
        }`,
    },
  },
});

function inTwoZones(subnets: Value, { graph }: Context): Verdict {
  if (subnets instanceof Unknown) return notKnown(path, expected, subnets);
  const list = isList(subnets) ? subnets : [subnets];
  const zones = list.map((subnet) => {
    const found = graph.resolve(subnet, 'aws_subnet', 'aws_default_subnet');
    return found instanceof Resource ? (found.at('availability_zone') ?? found.at('availability_zone_id')) : found;
  });
  const known = new Set(zones.filter((zone): zone is string => typeof zone === 'string'));
  if (known.size >= 2) return pass;
  const isUnsure = list.length >= 2 && zones.some((zone) => typeof zone !== 'string');
  const unknown = zones.find((zone) => zone instanceof Unknown);
  if (unknown instanceof Unknown) return notKnown(path, expected, unknown);
  return isUnsure
    ? notKnown(path, expected, 'the zones of its subnets')
    : failing(path, expected, [...known].join(', ') || 'one');
}

function usesData(lambda: Resource): boolean {
  const variables = lambda.at('environment.variables');
  return (
    isMap(variables) &&
    Object.values(variables).some((value) =>
      data.test(value instanceof Reference ? value.toString() : textOfValue(value)),
    )
  );
}
