import { defineRule, type Context } from '../../../review/engine/rule';
import { fail, failing, notKnown, pass, quoted, type Verdict } from '../../../review/engine/verdict';
import { Resource } from '../../../review/model/resource';
import { Unknown, type ValueMap } from '../../../review/model/value';
import { engineOf, engineOfFamily, forcesTlsByDefault, inherited, majorOf } from '../support/engines';
import { oneText, textOfValue } from '../support/text';

const [instanceGroup, clusterGroup] = ['aws_db_parameter_group', 'aws_rds_cluster_parameter_group'] as const;
const groups: readonly string[] = [instanceGroup, clusterGroup];

export const forceTls = defineRule({
  id: 'rds/force-tls',
  aliases: ['RDS-12'],
  title: 'RDS DB instances and clusters should require TLS for connections',
  severity: 'medium',
  why: 'A client that does not request TLS is connected without it. Passwords and data cross the network in plaintext, and nobody notices.',
  fix: 'Set rds.force_ssl = 1 (PostgreSQL, SQL Server) or require_secure_transport = 1 (MySQL, MariaDB) in a parameter group, and reference it in parameter_group_name or db_cluster_parameter_group_name.',
  resources: [...groups, 'aws_db_instance', 'aws_rds_cluster'],
  check: (resource, context) => (groups.includes(resource.type) ? ofGroup(resource) : ofDatabase(resource, context)),
  examples: {
    good: {
      'PostgreSQL, and its database': `
        resource "aws_db_parameter_group" "main" {
          family = "postgres14"
          parameter {
            name  = "log_statement"
            value = "ddl"
          }
          parameter {
            name  = "rds.force_ssl"
            value = 1
          }
        }
        resource "aws_db_instance" "main" {
          engine               = "postgres"
          parameter_group_name = aws_db_parameter_group.main.name
        }`,
      'Aurora MySQL, where the cluster decides': `
        resource "aws_rds_cluster_parameter_group" "main" {
          family = "aurora-mysql8.0"
          parameter {
            name  = "require_secure_transport"
            value = "ON"
          }
        }
        resource "aws_db_parameter_group" "members" {
          family = "aurora-mysql8.0"
        }`,
      'PostgreSQL 17 without a parameter group, where it is the default': `
        resource "aws_db_instance" "main" {
          engine         = "postgres"
          engine_version = "17.2"
        }`,
    },
    bad: {
      'MySQL, which does not by default': `
        resource "aws_db_parameter_group" "main" {
          family = "mysql8.4"
        }`,
      disabled: `
        resource "aws_db_parameter_group" "main" {
          family = "postgres17"
          parameter {
            name  = "rds.force_ssl"
            value = "0"
          }
        }`,
      'a cluster with a group for its instances alone': `
        resource "aws_db_parameter_group" "members" {
          name   = "members"
          family = "aurora-mysql8.0"
        }
        resource "aws_rds_cluster" "main" {
          engine                           = "aurora-mysql"
          engine_version                   = "8.0"
          db_instance_parameter_group_name = aws_db_parameter_group.members.name
        }`,
      'a database without a parameter group, of a version that does not by default': `
        resource "aws_db_instance" "main" {
          engine         = "postgres"
          engine_version = "14"
        }`,
    },
    unknown: {
      'an engine without a value': `
        variable "engine" {}
        resource "aws_db_instance" "main" {
          engine = var.engine
        }`,
      'a variable without a value': `
        variable "tls" {}
        resource "aws_rds_cluster_parameter_group" "main" {
          family = "aurora-postgresql15"
          parameter {
            name  = "rds.force_ssl"
            value = var.tls
          }
        }`,
      'a group of another configuration': `
        resource "aws_db_instance" "main" {
          engine               = "mysql"
          parameter_group_name = "tls-only"
        }`,
    },
  },
});

function ofGroup(group: Resource): Verdict | readonly Verdict[] {
  const family = oneText(group.at('family'), 'family');
  if (family instanceof Unknown) return notKnown('family', 'a family that is known', family);
  const { engine = '', major = 0 } = engineOfFamily(family ?? '') ?? {};
  const facts = engineOf(engine);
  // Members of an Aurora cluster use the parameter of their cluster.
  const isOfMember = engine.startsWith('aurora') && group.type === 'aws_db_parameter_group';
  if (!facts?.tls || isOfMember) return [];
  const { parameter } = facts.tls;
  const expected = `${parameter} = 1`;
  const parameters = group.blocks('parameter');
  if (parameters instanceof Unknown) return notKnown('parameter', expected, parameters);
  const set = parameters.find(({ name }) => name === parameter);
  if (set) return isOn(set, expected);
  const unnamed = parameters.map(({ name }) => oneText(name, 'parameter.name')).find((name) => name instanceof Unknown);
  if (unnamed instanceof Unknown) return notKnown('parameter', expected, unnamed);
  return forcesTlsByDefault(facts, major) ? pass : failing('parameter', expected, `the default of ${family}`);
}

function isOn({ value }: ValueMap, expected: string): Verdict {
  if (value instanceof Unknown) return notKnown('parameter.value', expected, value);
  return /^(1|on|true)$/i.test(textOfValue(value)) ? pass : fail('parameter.value', expected, value);
}

/** A group in the input is judged on its own. Without one, RDS uses the default group of the version. */
function ofDatabase(database: Resource, { graph }: Context): Verdict | readonly Verdict[] {
  const isCluster = database.type === 'aws_rds_cluster';
  const name = isCluster ? 'db_cluster_parameter_group_name' : 'parameter_group_name';
  // The group of a cluster's instances does not decide it.
  const group = database.at(name);
  if (group !== undefined && !(typeof group === 'string' && group.startsWith('default.'))) {
    const found = graph.resolveBy(database, group, isCluster ? clusterGroup : instanceGroup, 'name');
    if (found instanceof Resource && found.mode === 'managed') return [];
    const elsewhere = `the parameters of ${quoted(group)} are not in the input`;
    return notKnown(name, 'a parameter group that enforces TLS', found instanceof Unknown ? found : elsewhere);
  }
  const engine = inherited(database, 'engine', graph);
  // A replica without a group uses the group of its source.
  if (database.at('replicate_source_db') !== undefined) return [];
  if (engine === undefined || engine instanceof Unknown) {
    const because = engine ?? 'the engine is that of the snapshot';
    return notKnown('engine', 'an engine that forces TLS by default', because);
  }
  const facts = engineOf(engine);
  if (!facts?.tls) return [];
  const expected = `a parameter group with ${facts.tls.parameter} = 1`;
  const version = oneText(database.at('engine_version'), 'engine_version');
  if (version instanceof Unknown) return notKnown('engine_version', expected, version);
  // Not set means the latest version.
  const major = version === undefined ? Infinity : majorOf(version);
  return forcesTlsByDefault(facts, major) ? pass : failing(name, expected, `the default group of ${engine}`);
}
