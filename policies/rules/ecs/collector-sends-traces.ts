import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import { can } from '../../../review/iam/can';
import { identitiesIn } from '../../../review/iam/identities';
import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { isList, isMap, Unknown } from '../../../review/model/value';
import { textOfValue } from '../support/text';
import { eachContainer, type Container } from './containers';

const path = 'task_role_arn';
const action = 'xray:PutTraceSegments';
const expected = `a role that may call ${action}`;

export const collectorSendsTraces = defineRule({
  id: 'ecs/collector-sends-traces',
  aliases: [],
  title: 'ECS tasks with a collector of traces should have a role that may send them',
  severity: 'medium',
  why: 'The AWS Distro for OpenTelemetry Collector and the X-Ray daemon send traces as the task role. Without the right they start, take what the application sends, and lose it: nothing fails but a line in their log.',
  fix: 'Give the task role xray:PutTraceSegments, xray:PutTelemetryRecords, xray:GetSamplingRules, xray:GetSamplingTargets and xray:GetSamplingStatisticSummaries.',
  resources: ['aws_ecs_task_definition'],
  check: (task, { graph }) => {
    const found = eachContainer(task, 'containers that are known', (container) =>
      isCollector(container) ? [judge(task, graph)] : [],
    );
    return found.slice(0, 1);
  },
  examples: {
    good: {
      'a role that may send them': `
        resource "aws_iam_role" "web" {
          name               = "web"
          assume_role_policy = "{}"
        }
        resource "aws_iam_role_policy" "traces" {
          role   = aws_iam_role.web.name
          policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["xray:PutTraceSegments"], Resource = "*" }] })
        }
        resource "aws_ecs_task_definition" "web" {
          task_role_arn         = aws_iam_role.web.arn
          container_definitions = jsonencode([{ name = "collector", image = "public.ecr.aws/aws-observability/aws-otel-collector:v0.43.3" }])
        }`,
    },
    bad: {
      'a role without the right': `
        resource "aws_iam_role" "web" {
          name               = "web"
          assume_role_policy = "{}"
        }
        resource "aws_ecs_task_definition" "web" {
          task_role_arn         = aws_iam_role.web.arn
          container_definitions = jsonencode([{ name = "daemon", image = "public.ecr.aws/xray/aws-xray-daemon:3.3.14" }])
        }`,
      'no role, of a collector that is known by its configuration': `
        resource "aws_ecs_task_definition" "web" {
          container_definitions = jsonencode([{
            name        = "collector"
            image       = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/collector:1"
            environment = [{ name = "AOT_CONFIG_CONTENT", value = "{}" }]
          }])
        }`,
    },
    unknown: {
      'a role of another configuration': `
        variable "role" {}
        resource "aws_ecs_task_definition" "web" {
          task_role_arn         = var.role
          container_definitions = jsonencode([{ name = "collector", image = "public.ecr.aws/aws-observability/aws-otel-collector:v0.43.3" }])
        }`,
    },
  },
});

/** By the name of AWS's images, or by the variable that a copy of the collector reads its configuration from. */
function isCollector({ values: { image, environment, secrets } }: Container): boolean {
  const variables = [environment, secrets].flatMap((list) => (isList(list) ? list : []));
  return (
    (typeof image === 'string' && /(^|\/)aws-(otel-collector|xray-daemon)([:@]|$)/.test(image)) ||
    variables.some((variable) => isMap(variable) && variable.name === 'AOT_CONFIG_CONTENT')
  );
}

function judge(task: Resource, graph: Graph): Verdict {
  const value = task.at(path);
  if (value === undefined) return failing(path, expected, 'nothing');
  if (value instanceof Unknown) return notKnown(path, expected, value);
  const role = graph.resolveFor(task, value, 'aws_iam_role');
  if (role instanceof Unknown) return notKnown(path, expected, role);
  const identity = identitiesIn(graph).find(({ resource }) => resource === role);
  if (!role || !identity) return notKnown(path, expected, `${textOfValue(value)} is not in the input`);
  const decisions = can(graph, identity, action, '*').map(({ decision }) => decision);
  if (decisions.some(({ result }) => result === 'allowed')) return pass;
  const doubt = decisions.find(({ result }) => result === 'unknown');
  return doubt
    ? notKnown(path, expected, `what ${role.address} may do`)
    : failing(path, expected, `${role.address}, which may not`);
}
