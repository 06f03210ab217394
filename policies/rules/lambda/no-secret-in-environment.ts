import { defineRule } from '../../../review/engine/rule';
import { all, notKnown } from '../../../review/engine/verdict';
import { isMap, Unknown } from '../../../review/model/value';
import { holdsNoSecret } from '../support/environment-variable';

const path = 'environment.variables';

export const noSecretInEnvironment = defineRule({
  id: 'lambda/no-secret-in-environment',
  aliases: ['LMB-04'],
  title: 'Lambda environment variables should not contain secrets',
  severity: 'high',
  why: 'Anyone who can view the function, its plan or the state can read its environment variables. They often end up in logs too.',
  fix: 'Store the secret in Secrets Manager, and give the function its ARN and permission to read it. Rotate it, because it is exposed.',
  resources: ['aws_lambda_function'],
  check: (lambda) => {
    const variables = lambda.at(path);
    if (variables instanceof Unknown) return notKnown(path, 'variables that are known', variables);
    if (!isMap(variables) || Object.keys(variables).length === 0) return [];
    return all(Object.entries(variables).map(([name, value]) => holdsNoSecret(`${path}.${name}`, name, value)));
  },
  examples: {
    good: {
      'the ARN of a secret': `
        resource "aws_secretsmanager_secret" "database" {}
        resource "aws_lambda_function" "api" {
          environment {
            variables = {
              DB_SECRET_ARN       = aws_secretsmanager_secret.database.arn
              PASSWORD_MIN_LENGTH = "12"
              LOG_LEVEL           = "info"
            }
          }
        }`,
    },
    bad: {
      'a literal': `
        resource "aws_lambda_function" "api" {
          environment {
            variables = {
              DB_PASSWORD = "correct-horse"
            }
          }
        }`,
      'a password within a URL, under a harmless name': `
        resource "aws_lambda_function" "api" {
          environment {
            variables = {
              DATABASE_URL = "postgres://shop:correct-horse@db.example.com/shop"
            }
          }
        }`,
      'the value of a secret, which ends here in plaintext': `
        data "aws_secretsmanager_secret_version" "database" {
          secret_id = "database"
        }
        resource "aws_lambda_function" "api" {
          environment {
            variables = {
              DB = data.aws_secretsmanager_secret_version.database.secret_string
            }
          }
        }`,
    },
    unknown: {
      'a password without a value': `
        variable "password" {}
        resource "aws_lambda_function" "api" {
          environment {
            variables = {
              DB_PASSWORD = var.password
            }
          }
        }`,
    },
  },
});
