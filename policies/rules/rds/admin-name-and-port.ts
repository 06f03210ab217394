import { attribute } from '../../../review/engine/attribute';
import { defineRule, type Context } from '../../../review/engine/rule';
import { all, fail, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';
import { Unknown } from '../../../review/model/value';
import { engineOf, inherited, isReplica } from '../support/engines';
import { oneText } from '../support/text';

/** Names that password guessers try first; Security Hub RDS.24 and RDS.25 name admin and the defaults of engines. */
const usual =
  /^(admin|administrator|root|postgres|mysql|mariadb|master|masteruser|rdsadmin|sa|sysadmin|system|user|dbadmin|awsuser)$/i;

export const adminNameAndPort = defineRule({
  id: 'rds/admin-name-and-port',
  aliases: ['RDS-15'],
  title: 'A database has neither the usual admin name nor the usual port',
  severity: 'low',
  why: 'Scanners try the default port, and the names admin and postgres, first. Other ones keep a database out of their lists, should it ever be reachable.',
  fix: 'Set username (master_username) to a name of its own, and port to another one than the default of the engine. The name cannot be changed later.',
  resources: ['aws_db_instance', 'aws_rds_cluster'],
  check: (database, context) => {
    // A replica has the users of its source, which is judged.
    if (isReplica(database)) return [];
    return all([hasOwnName(database), hasOwnPort(database, context)]);
  },
  examples: {
    good: {
      'own ones': `
        resource "aws_db_instance" "main" {
          engine   = "postgres"
          username = "shop_owner"
          port     = 6543
        }`,
      'of a cluster': `
        resource "aws_rds_cluster" "main" {
          engine          = "aurora-mysql"
          master_username = "shop_owner"
          port            = 3310
        }`,
    },
    bad: {
      'a usual name': `
        resource "aws_db_instance" "main" {
          engine   = "postgres"
          username = "postgres"
          port     = 6543
        }`,
      'no port, which is the default': `
        resource "aws_db_instance" "main" {
          engine   = "postgres"
          username = "shop_owner"
        }`,
      'the default port': `
        resource "aws_rds_cluster" "main" {
          engine          = "aurora-mysql"
          master_username = "shop_owner"
          port            = 3306
        }`,
    },
    unknown: {
      'variables without a value': `
        variable "name" {}
        resource "aws_db_instance" "main" {
          engine   = "postgres"
          username = var.name
          port     = 6543
        }`,
    },
  },
});

function hasOwnName(database: Resource): Verdict {
  const path = database.type === 'aws_rds_cluster' ? 'master_username' : 'username';
  return attribute(database, path).says('a name that is not usual', (name = '') => !usual.test(name));
}

function hasOwnPort(database: Resource, { graph }: Context): Verdict {
  const expected = 'a port other than the default';
  const engine = inherited(database, 'engine', graph);
  const port = oneText(database.at('port'), 'port');
  const usualPort = typeof engine === 'string' ? engineOf(engine)?.port : undefined;
  if (port instanceof Unknown) return notKnown('port', expected, port);
  if (engine instanceof Unknown) return notKnown('engine', expected, engine);
  return port === undefined || port === String(usualPort) ? fail('port', expected, usualPort) : pass;
}
