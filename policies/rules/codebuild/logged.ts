import { type Attribute, attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all, any } from '../../../review/engine/verdict';

export const logged = defineRule({
  id: 'codebuild/logged',
  aliases: ['CB-03'],
  title: 'CodeBuild projects should have encrypted logs enabled',
  severity: 'medium',
  why: 'Builds change what runs in every environment. Without a log there is no record of what a build did. An unencrypted log exposes whatever the build printed.',
  fix: 'Leave logs_config.cloudwatch_logs enabled (or set s3_logs.status = "ENABLED"), and remove s3_logs.encryption_disabled.',
  resources: ['aws_codebuild_project'],
  check: (project) => {
    const status = (kind: string, standard: string): Attribute =>
      attribute(project, `logs_config.${kind}.status`, { default: standard });
    const bucket = status('s3_logs', 'DISABLED');
    const isLogged = any([status('cloudwatch_logs', 'ENABLED').is('ENABLED'), bucket.is('ENABLED')]);
    if (bucket.value === 'DISABLED') return isLogged;
    const encrypted = attribute(project, 'logs_config.s3_logs.encryption_disabled', { default: false }).is(false);
    return all([isLogged, encrypted]);
  },
  examples: {
    good: {
      'not set, which defaults to CloudWatch': `
        resource "aws_codebuild_project" "web" {
          name = "web"
        }`,
      'a bucket': `
        resource "aws_codebuild_project" "web" {
          logs_config {
            cloudwatch_logs {
              status = "DISABLED"
            }
            s3_logs {
              status   = "ENABLED"
              location = "example-logs/build"
            }
          }
        }`,
    },
    bad: {
      disabled: `
        resource "aws_codebuild_project" "web" {
          logs_config {
            cloudwatch_logs {
              status = "DISABLED"
            }
          }
        }`,
      'a bucket, in plaintext': `
        resource "aws_codebuild_project" "web" {
          logs_config {
            s3_logs {
              status              = "ENABLED"
              location            = "example-logs/build"
              encryption_disabled = true
            }
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "logs" {}
        resource "aws_codebuild_project" "web" {
          logs_config {
            cloudwatch_logs {
              status = var.logs
            }
          }
        }`,
    },
  },
});
