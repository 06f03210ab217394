import { defineRule } from '../../../review/engine/rule';
import { all, failing, notKnown, pass, unlessUnknown, type Verdict } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';
import { blocksOf, Unknown, type Value } from '../../../review/model/value';
import { holdsNoSecret } from '../support/environment-variable';
import { secretIn } from '../support/secrets';
import { textOfValue } from '../support/text';

export const noCredentials = defineRule({
  id: 'codebuild/no-credentials',
  aliases: ['CB-04'],
  title: 'CodeBuild projects should not contain credentials in environment variables or the source URL',
  severity: 'critical',
  why: 'Anyone who can view the project or the log of a build that prints its environment can read the credential, and use it from anywhere.',
  fix: 'Give the variable type = "SECRETS_MANAGER" or "PARAMETER_STORE", and connect the source with aws_codestarconnections_connection. Rotate the credential, because it is exposed.',
  resources: ['aws_codebuild_project'],
  check: (project) =>
    all([...variables(project), ...['source', 'secondary_sources'].flatMap((path) => sources(project, path))]),
  examples: {
    good: {
      'from Secrets Manager, and a source without credentials': `
        resource "aws_codebuild_project" "web" {
          environment {
            environment_variable {
              name  = "NPM_TOKEN"
              type  = "SECRETS_MANAGER"
              value = "build/npm"
            }
            environment_variable {
              name  = "STAGE"
              value = "prod"
            }
          }
          source {
            type     = "GITHUB"
            location = "https://github.com/example/terrace.git"
          }
        }`,
    },
    bad: {
      'plaintext, which is the default, after one that is not': `
        resource "aws_codebuild_project" "web" {
          environment {
            environment_variable {
              name  = "NPM_TOKEN"
              type  = "SECRETS_MANAGER"
              value = "build/npm"
            }
            environment_variable {
              name  = "REGISTRY_PASSWORD"
              value = "correct-horse"
            }
          }
        }`,
      'access keys by their name': `
        resource "aws_codebuild_project" "web" {
          environment {
            environment_variable {
              name  = "AWS_SECRET_ACCESS_KEY"
              type  = "PLAINTEXT"
              value = "an-example-of-a-secret-access-key"
            }
          }
        }`,
      'credentials in the URL of a source': `
        resource "aws_codebuild_project" "web" {
          source {
            type     = "BITBUCKET"
            location = "https://builder:correct-horse@bitbucket.org/example/terrace.git"
          }
        }`,
    },
    unknown: {
      'a password without a value': `
        variable "password" {}
        resource "aws_codebuild_project" "web" {
          environment {
            environment_variable {
              name  = "REGISTRY_PASSWORD"
              value = var.password
            }
          }
        }`,
    },
  },
});

function variables(project: Resource): Verdict[] {
  const path = 'environment.environment_variable';
  const blocks = project.blocks(path);
  if (blocks instanceof Unknown) return [notKnown(path, 'variables without credentials', blocks)];
  return blocks
    .filter(({ type }) => type !== 'SECRETS_MANAGER' && type !== 'PARAMETER_STORE')
    .map(({ name, value, type }) => {
      const verdict = holdsNoSecret(`${path}.${textOfValue(name)}`, textOfValue(name), value);
      if (name instanceof Unknown && verdict.status === 'pass')
        return notKnown(path, 'variables without credentials', name);
      // The type decides whether the value is the secret or only its name.
      return unlessUnknown(verdict, type);
    });
}

function sources(project: Resource, path: string): Verdict[] {
  const blocks = blocksOf(project.at(path));
  if (blocks instanceof Unknown) return [notKnown(path, 'sources without credentials', blocks)];
  return blocks.map(({ location, source_identifier: id }) => {
    const at = typeof id === 'string' ? `${path}.${id}.location` : `${path}.location`;
    return hasLogin(location) ? failing(at, 'a URL without credentials', 'credentials in a URL') : pass;
  });
}

/** A user name before the host is a token if it is as long as one. */
function hasLogin(location: Value | undefined): boolean {
  const url = textOfValue(location);
  return secretIn(url) !== undefined || /^https?:\/\/[\w-]{20,}@/.test(url);
}
