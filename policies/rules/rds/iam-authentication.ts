import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { Unknown } from '../../../review/model/value';
import { engineOf, inherited } from '../support/engines';

export const iamAuthentication = defineRule({
  id: 'rds/iam-authentication',
  aliases: ['RDS-07'],
  title: 'RDS DB instances and clusters should have IAM authentication enabled',
  severity: 'medium',
  why: 'Without it, every application and every person needs a password, which does not expire and works for anyone who has a copy.',
  fix: 'Set iam_database_authentication_enabled = true, and grant roles rds-db:connect instead of passwords.',
  resources: ['aws_db_instance', 'aws_rds_cluster'],
  check: (database, { graph }) => {
    const engine = inherited(database, 'engine', graph);
    // Oracle, SQL Server and Db2 have no IAM authentication.
    if (typeof engine === 'string' && engineOf(engine)?.hasIamAuthentication === false) return [];
    const verdict = attribute(database, 'iam_database_authentication_enabled', { default: false }).is(true);
    const isAnyEngine = engine instanceof Unknown && verdict.status === 'fail';
    return isAnyEngine ? { status: 'unknown', expected: 'an engine that is known', because: engine.because } : verdict;
  },
  examples: {
    good: {
      on: `
        resource "aws_db_instance" "main" {
          engine                              = "postgres"
          iam_database_authentication_enabled = true
        }`,
      'and SQL Server, which has no IAM authentication': `
        resource "aws_rds_cluster" "main" {
          engine                              = "aurora-mysql"
          iam_database_authentication_enabled = true
        }
        resource "aws_db_instance" "reports" {
          engine = "sqlserver-se"
        }`,
    },
    bad: {
      'not set': `
        resource "aws_db_instance" "main" {
          engine = "mysql"
        }`,
      'a replica without, of a source that has it': `
        resource "aws_db_instance" "main" {
          identifier                          = "main"
          engine                              = "postgres"
          iam_database_authentication_enabled = true
        }
        resource "aws_db_instance" "reads" {
          replicate_source_db = aws_db_instance.main.identifier
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "iam" {}
        resource "aws_rds_cluster" "main" {
          engine                              = "aurora-postgresql"
          iam_database_authentication_enabled = var.iam
        }`,
    },
  },
});
