import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { any, type Verdict } from '../../../review/engine/verdict';
import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { isAbsent } from '../../../review/model/value';
import { within } from '../support/account-baseline';
import { hosts, launchAttribute } from './launch-templates';

const path = 'metadata_options.http_tokens';

/** The defaults of the account in the Region, for a host that sets nothing. */
function byDefault(graph: Graph, host: Resource): readonly Verdict[] {
  return within(host, graph, 'aws_ec2_instance_metadata_defaults')
    .filter(({ provider }) => provider.region === host.provider.region)
    .map((defaults) => attribute(defaults, 'http_tokens').is('required'));
}

export const imdsV2 = defineRule({
  id: 'ec2/imds-v2',
  aliases: ['EC2-01'],
  title: 'EC2 instances should require IMDSv2',
  severity: 'high',
  why: 'With IMDSv1, a single server-side request forgery (SSRF) in the application returns the credentials of the instance role.',
  fix: 'Set metadata_options { http_tokens = "required" }, or http_endpoint = "disabled" if nothing uses the metadata service.',
  resources: [...hosts, 'aws_launch_configuration'],
  check: (host, { graph }) => {
    const endpoint = launchAttribute(graph, host, 'metadata_options.http_endpoint', { default: 'enabled' }).is(
      'disabled',
    );
    const tokens = launchAttribute(graph, host, path);
    const verdicts = [tokens.is('required'), ...(isAbsent(tokens.value) ? byDefault(graph, host) : [])];
    return any(endpoint.status === 'fail' ? verdicts : [...verdicts, endpoint]);
  },
  examples: {
    good: {
      'a token required': `
        resource "aws_launch_template" "web" {
          metadata_options {
            http_tokens = "required"
          }
        }
        resource "aws_instance" "web" {
          launch_template {
            id = aws_launch_template.web.id
          }
        }`,
      'metadata service disabled': `
        resource "aws_instance" "web" {
          metadata_options {
            http_endpoint = "disabled"
          }
        }`,
      'required by the account': `
        resource "aws_ec2_instance_metadata_defaults" "main" {
          http_tokens = "required"
        }
        resource "aws_instance" "web" {}`,
    },
    bad: {
      'not set, which defaults to optional': `
        resource "aws_instance" "web" {}`,
      'optional in a launch template, whatever the account default is': `
        resource "aws_ec2_instance_metadata_defaults" "main" {
          http_tokens = "required"
        }
        resource "aws_launch_template" "web" {
          metadata_options {
            http_endpoint = "enabled"
            http_tokens   = "optional"
          }
        }`,
      'other metadata options only': `
        resource "aws_launch_template" "web" {
          metadata_options {
            http_put_response_hop_limit = 1
          }
        }`,
    },
    unknown: {
      'a launch template that is not in the input': `
        resource "aws_instance" "web" {
          launch_template {
            id = "lt-0123456789abcdef0"
          }
        }`,
      'a variable without a value': `
        variable "tokens" {}
        resource "aws_instance" "web" {
          metadata_options {
            http_tokens = var.tokens
          }
        }`,
    },
  },
});
