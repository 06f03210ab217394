import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';

export const notPrivileged = defineRule({
  id: 'codebuild/not-privileged',
  aliases: ['CB-02'],
  title: 'CodeBuild projects should not run in privileged mode',
  severity: 'high',
  why: 'A privileged build is root on its host. A malicious package or pull request can escape the container and use the role of the project.',
  fix: 'Set environment.privileged_mode = false. To build images, use a builder that needs no Docker daemon, or waive this rule with the reason.',
  resources: ['aws_codebuild_project'],
  optOuts: ['privileged_mode'],
  check: (project) => attribute(project, 'environment.privileged_mode', { default: false }).is(false),
  examples: {
    good: {
      'not set, which defaults to false': `
        resource "aws_codebuild_project" "web" {
          environment {
            type = "LINUX_CONTAINER"
          }
        }`,
    },
    bad: {
      privileged: `
        resource "aws_codebuild_project" "web" {
          environment {
            type            = "LINUX_CONTAINER"
            privileged_mode = true
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "privileged" {}
        resource "aws_codebuild_project" "web" {
          environment {
            privileged_mode = var.privileged
          }
        }`,
    },
  },
});
