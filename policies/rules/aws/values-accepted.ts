import { defineRule } from '../../../review/engine/rule';
import { fail, pass } from '../../../review/engine/verdict';
import { constraints, refused, source, valuesAt } from './constraint';
import type { DocumentedValue } from './documented-value';
import { documentedValues } from './documented-values';

/** What AWS expects of a value, if it refuses this one. */
type Refuses = (value: string) => string | undefined;

/** By resource type, of each attribute: what the service models say, and what only the documentation does. */
const refusals = new Map<string, (readonly [attribute: string, refuses: Refuses])[]>();
for (const [type, attributes] of constraints) {
  refusals.set(
    type,
    [...attributes].map(([attribute, constraint]) => [attribute, (value) => refused(constraint, value)]),
  );
}
for (const [type, attributes] of Object.entries<Readonly<Record<string, DocumentedValue>>>(documentedValues)) {
  const documented = Object.entries(attributes).map(
    ([attribute, { member, expected, accepts }]) =>
      [attribute, (value: string) => (accepts(value) ? undefined : `${expected} (${member})`)] as const,
  );
  refusals.set(type, [...(refusals.get(type) ?? []), ...documented]);
}

export const valuesAccepted = defineRule({
  id: 'aws/values-accepted',
  aliases: [],
  title: 'Values should be ones that the AWS API accepts',
  severity: 'medium',
  why:
    'AWS refuses the request, so the apply stops halfway: what was created before stays, and what comes after is missing. A plan does not always show it. ' +
    `What it accepts is from its service models (${source}) and its API references.`,
  fix: 'Use a value that the message names.',
  resources: [...refusals.keys()],
  ofEveryType: true,
  // A value that is not known is judged by the plan, which knows it.
  check: (resource) => {
    const judged = (refusals.get(resource.type) ?? []).flatMap(([attribute, refuses]) => {
      const [name = '', ...rest] = attribute.split('.');
      return valuesAt(resource.at(name), rest, name).map(([path, value]) => {
        const expected = refuses(String(value));
        return expected ? fail(path, expected, value) : pass;
      });
    });
    const failed = judged.filter(({ status }) => status === 'fail');
    return failed.length > 0 ? failed : judged.slice(0, 1);
  },
  examples: {
    good: {
      'values of the API': `
        resource "aws_lb_target_group" "web" {
          protocol    = "HTTPS"
          port        = 8443
          target_type = "ip"
          health_check {
            interval = 10
            timeout  = 5
          }
        }`,
      'blocks of a kind, each with its own': `
        resource "aws_lb_listener" "web" {
          port     = 443
          protocol = "HTTPS"
          default_action {
            type = "fixed-response"
          }
        }`,
      'a value beside one that is not known': `
        variable "protocol" {}
        resource "aws_lb_listener" "web" {
          port     = 443
          protocol = var.protocol
        }`,
      'values of the documentation': `
        resource "aws_db_instance" "main" {
          identifier              = "prod-main"
          backup_retention_period = 35
          backup_window           = "23:30-00:30"
          maintenance_window      = "sun:23:30-mon:00:30"
        }`,
      'an argument that is left out with an empty text': `
        resource "aws_ecs_service" "web" {
          launch_type         = ""
          scheduling_strategy = "REPLICA"
        }`,
    },
    bad: {
      'a value that the API does not have': `
        resource "aws_lb_target_group" "web" {
          target_type = "container"
        }`,
      'a number out of range': `
        resource "aws_lb_target_group" "web" {
          health_check {
            interval = 3
          }
        }`,
      'a name that is too long': `
        resource "aws_iam_role" "web" {
          name = "a-role-of-the-web-application-that-is-named-after-everything-it-does"
        }`,
      'characters that a name cannot have': `
        resource "aws_kms_alias" "web" {
          name = "alias/the web key"
        }`,
      'one of several blocks, by a variable with a default': `
        variable "protocol" {
          default = "any"
        }
        resource "aws_cloudfront_distribution" "site" {
          origin {
            domain_name = "a.example.com"
            custom_origin_config {
              origin_protocol_policy = "https-only"
            }
          }
          origin {
            domain_name = "b.example.com"
            custom_origin_config {
              origin_protocol_policy = var.protocol
            }
          }
        }`,
      'a name that the documentation refuses': `
        resource "aws_db_instance" "main" {
          identifier = "main--1"
        }`,
      'windows that are too short': `
        resource "aws_db_instance" "main" {
          backup_window      = "01:00-01:20"
          maintenance_window = "tue:03:00-tue:03:20"
        }`,
      "a description with an apostrophe, which security groups' cannot have": `
        resource "aws_security_group" "web" {
          description = "Reached by the web's users"
        }`,
      'one of a list': `
        resource "aws_ecs_task_definition" "web" {
          requires_compatibilities = ["FARGATE", "LAMBDA"]
        }`,
    },
  },
});
