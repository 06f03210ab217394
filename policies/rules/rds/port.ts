import { defineRule } from '../../../review/engine/rule';
import { fail, notKnown, pass } from '../../../review/engine/verdict';
import { Unknown } from '../../../review/model/value';
import { engineOf, inherited, isReplica } from '../support/engines';
import { oneText } from '../support/text';

const expected = 'a port that is not the default';

export const port = defineRule({
  id: 'rds/port',
  aliases: ['RDS-18'],
  replaces: ['rds/admin-name-and-port'],
  title: 'RDS DB instances and clusters should not use the default port of their engine',
  severity: 'low',
  why: 'Scanners try the default port first. With another port, a database that is exposed by mistake is found less quickly.',
  fix: 'Set port to a port other than the default of the engine, and update the clients.',
  resources: ['aws_db_instance', 'aws_rds_cluster'],
  check: (database, { graph }) => {
    // A replica is reached like its source, which is judged.
    if (isReplica(database)) return [];
    const engine = inherited(database, 'engine', graph);
    const given = oneText(database.at('port'), 'port');
    const usual = typeof engine === 'string' ? engineOf(engine)?.port : undefined;
    if (given instanceof Unknown) return notKnown('port', expected, given);
    if (engine instanceof Unknown) return notKnown('engine', expected, engine);
    return given === undefined || given === String(usual) ? fail('port', expected, usual) : pass;
  },
  examples: {
    good: {
      'another port': `
        resource "aws_db_instance" "main" {
          engine = "postgres"
          port   = 6543
        }`,
    },
    bad: {
      'none, which is the default': `
        resource "aws_db_instance" "main" {
          engine = "postgres"
        }`,
      'the default': `
        resource "aws_rds_cluster" "main" {
          engine = "aurora-mysql"
          port   = 3306
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "port" {}
        resource "aws_db_instance" "main" {
          engine = "postgres"
          port   = var.port
        }`,
    },
  },
});
