import { attribute } from '../../../review/engine/attribute';
import { defineRule, type Context } from '../../../review/engine/rule';
import { failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';
import { Unknown } from '../../../review/model/value';
import { hasOwnInstances } from '../support/clusters';
import { isCritical } from '../support/criticality';
import { isReplica } from '../support/engines';
import { oneText } from '../support/text';

const expected = 'at least two aws_rds_cluster_instance';

export const multiAz = defineRule({
  id: 'rds/multi-az',
  aliases: ['RDS-06'],
  title: 'RDS DB instances and clusters should be configured with multiple Availability Zones',
  severity: 'medium',
  why: 'A database in one Availability Zone is unavailable while that zone is down, and during patches. If it has to be restored from a backup, the latest writes are lost.',
  fix: 'Set multi_az = true. For an Aurora cluster, add a second aws_rds_cluster_instance.',
  resources: ['aws_db_instance', 'aws_rds_cluster'],
  check: (database, context) => {
    if (!isCritical(context) || isReplica(database)) return [];
    // Aurora Serverless v1 has no instances: AWS moves it to another Availability Zone.
    if (database.at('engine_mode') === 'serverless') return [];
    if (database.type === 'aws_rds_cluster') return ofCluster(database, context);
    return attribute(database, 'multi_az', { default: false }).is(true);
  },
  examples: {
    good: {
      'an instance with a standby': `
        resource "aws_db_instance" "main" {
          multi_az = true
        }`,
      'a cluster with two members': `
        resource "aws_rds_cluster" "main" {
          cluster_identifier = "main"
          engine             = "aurora-postgresql"
        }
        resource "aws_rds_cluster_instance" "member" {
          count              = 2
          cluster_identifier = aws_rds_cluster.main.id
        }`,
      'a Multi-AZ cluster, which has three': `
        resource "aws_rds_cluster" "main" {
          engine                    = "postgres"
          db_cluster_instance_class = "db.r6gd.large"
        }`,
    },
    bad: {
      'not set': `
        resource "aws_db_instance" "main" {
          engine = "postgres"
        }`,
      'a cluster with one member': `
        resource "aws_rds_cluster" "main" {
          cluster_identifier = "main"
        }
        resource "aws_rds_cluster_instance" "one" {
          cluster_identifier = "main"
        }`,
      'two members in one zone': `
        resource "aws_rds_cluster" "main" {
          cluster_identifier = "main"
        }
        resource "aws_rds_cluster_instance" "member" {
          count              = 2
          cluster_identifier = aws_rds_cluster.main.id
          availability_zone  = "eu-west-1a"
        }`,
    },
    unknown: {
      'a class that decides whether it has instances of its own': `
        variable "class" {}
        resource "aws_rds_cluster" "main" {
          engine                    = "postgres"
          db_cluster_instance_class = var.class
        }`,
      'members whose zones are not known': `
        variable "zone" {}
        resource "aws_rds_cluster" "main" {
          cluster_identifier = "main"
        }
        resource "aws_rds_cluster_instance" "member" {
          count              = 2
          cluster_identifier = aws_rds_cluster.main.id
          availability_zone  = var.zone
        }`,
      'a number of members that is not known': `
        variable "members" {}
        resource "aws_rds_cluster" "main" {
          engine = "aurora-mysql"
        }
        resource "aws_rds_cluster_instance" "member" {
          count              = var.members
          cluster_identifier = aws_rds_cluster.main.id
        }`,
    },
  },
});

function ofCluster(cluster: Resource, { graph }: Context): Verdict {
  const ownInstances = hasOwnInstances(cluster);
  if (ownInstances === true) return pass;
  const { found, unknown } = graph.children(
    cluster,
    'aws_rds_cluster_instance',
    'cluster_identifier',
    'cluster_identifier',
  );
  if (found.length >= 2) return inTwoZones(found);
  if (ownInstances instanceof Unknown) return notKnown('db_cluster_instance_class', expected, ownInstances);
  const uncounted = found.find(({ address }) => address.endsWith('[?]'));
  if (unknown || uncounted) return notKnown(undefined, expected, unknown ?? `the number of ${uncounted?.address}`);
  return failing(undefined, expected, found.length === 0 ? 'none' : `only ${found[0]?.address}`);
}

/** AWS distributes members over zones unless availability_zone is set. */
function inTwoZones(members: readonly Resource[]): Verdict {
  const zones = new Set(members.map((member) => oneText(member.at('availability_zone'), 'availability_zone')));
  const unknown = [...zones].find((zone) => zone instanceof Unknown);
  if (unknown instanceof Unknown) return notKnown(undefined, expected, unknown);
  const [zone] = zones;
  return zones.size === 1 && typeof zone === 'string' ? failing(undefined, expected, `all of them in ${zone}`) : pass;
}
