import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';

export const notPrivileged = defineRule({
  id: 'codebuild/not-privileged',
  aliases: ['CB-02'],
  title: 'A build has no privileged container',
  severity: 'high',
  why: 'A privileged build is root on its host: a package that it installs, or a pull request that it builds, gets out of the container and takes the role of the project with it.',
  fix: 'Set environment.privileged_mode = false. Where images are built, use a builder without a daemon, or have the exception waived with its reason.',
  resources: ['aws_codebuild_project'],
  optOuts: ['privileged_mode'],
  check: (project) => attribute(project, 'environment.privileged_mode', { default: false }).is(false),
  examples: {
    good: {
      'not said, which is not': `
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
