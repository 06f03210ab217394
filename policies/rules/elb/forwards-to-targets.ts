import { eachBlock, type Block } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all, any, failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import type { Graph } from '../../../review/model/graph';
import { Resource } from '../../../review/model/resource';
import { step, Unknown, type Value } from '../../../review/model/value';
import { referrers, unknownReferrer } from '../support/referrers';
import { textOfValue } from '../support/text';
import { listeners, targetGroupsOf } from './balancers';

const expected = 'a target group that has targets';
const groupTypes = ['aws_lb_target_group', 'aws_alb_target_group'];
/** What names a target group and gives it no targets. */
const withoutTargets = /^aws_(a?lb_listener(_rule)?|cloudwatch_\w+|appautoscaling_policy|autoscaling_policy)$/;

/** Whether something in the input gives a group its targets: an attachment, a group of instances, a service. */
function targetsOf(graph: Graph, asking: Resource, arn: Value, path: string): Verdict {
  const group = graph.resolveFor(asking, arn, ...groupTypes);
  if (group instanceof Unknown) return notKnown(path, expected, group);
  // One of another place; functions are registered by their permission too, and their group says nothing of them.
  if (!(group instanceof Resource) || group.mode !== 'managed') return pass;
  if (referrers(graph, group).some(({ type }) => !withoutTargets.test(type))) return pass;
  const unknown = unknownReferrer(graph, /target_group/);
  return unknown
    ? notKnown(path, expected, unknown)
    : failing(path, expected, `${group.address}, to which nothing in the input adds targets`);
}

/** A pair for releases has one group that is empty; so one group with targets is enough. */
function verdictOn(graph: Graph, resource: Resource, action: Block): Verdict {
  const groups = targetGroupsOf(action);
  const path = `${action.path}.target_group_arn`;
  if (groups instanceof Unknown) return notKnown(path, expected, groups);
  if (groups.length === 0) return failing(path, expected, 'nothing');
  return any(groups.map((arn) => targetsOf(graph, resource, arn, path)));
}

export const forwardsToTargets = defineRule({
  id: 'elb/forwards-to-targets',
  aliases: [],
  title: 'Listeners and their rules should forward to target groups that have targets',
  severity: 'low',
  why: 'A target group without targets answers each request with 503. The plan succeeds, and so does the apply.',
  fix: 'Name the target group in an aws_lb_target_group_attachment, in target_group_arns of an aws_autoscaling_group or in load_balancer of an aws_ecs_service; or remove the rule.',
  resources: [...listeners, 'aws_lb_listener_rule', 'aws_alb_listener_rule'],
  check: (resource, { graph }) => {
    const name = listeners.includes(resource.type) ? 'default_action' : 'action';
    const actions = eachBlock(resource, name);
    if (actions instanceof Unknown) return notKnown(name, expected, actions);
    const forwards = actions.filter(({ values }) => textOfValue(step(values, 'type')) === 'forward');
    return forwards.length === 0 ? [] : all(forwards.map((action) => verdictOn(graph, resource, action)));
  },
  examples: {
    good: {
      'containers, and a pair of which one is empty': `
        resource "aws_lb_target_group" "web" {}
        resource "aws_lb_target_group" "next" {}
        resource "aws_ecs_service" "web" {
          load_balancer {
            target_group_arn = aws_lb_target_group.web.arn
          }
        }
        resource "aws_lb_listener" "https" {
          default_action {
            type             = "forward"
            target_group_arn = aws_lb_target_group.web.arn
          }
        }
        resource "aws_lb_listener_rule" "release" {
          listener_arn = aws_lb_listener.https.arn
          action {
            type = "forward"
            forward {
              target_group {
                arn    = aws_lb_target_group.web.arn
                weight = 100
              }
              target_group {
                arn    = aws_lb_target_group.next.arn
                weight = 0
              }
            }
          }
        }`,
      'a group that another stack made': `
        resource "aws_lb_listener_rule" "web" {
          action {
            type             = "forward"
            target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/73e2d6bc24d8a067"
          }
        }`,
    },
    bad: {
      'a group without targets, which has an alarm': `
        resource "aws_lb_target_group" "web" {}
        resource "aws_cloudwatch_metric_alarm" "web" {
          dimensions = { TargetGroup = aws_lb_target_group.web.arn_suffix }
        }
        resource "aws_lb_listener" "https" {
          default_action {
            type             = "forward"
            target_group_arn = aws_lb_target_group.web.arn
          }
        }`,
      'no group': `
        resource "aws_lb_listener_rule" "web" {
          action {
            type = "forward"
          }
        }`,
    },
    unknown: {
      'a group of a variable without a value': `
        variable "group" {}
        resource "aws_lb_listener_rule" "web" {
          action {
            type             = "forward"
            target_group_arn = var.group
          }
        }`,
    },
  },
});
