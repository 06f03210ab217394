import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { isAbsent, isList } from '../../../review/model/value';

const targets = ['target_group_arns', 'load_balancers', 'traffic_source'];

export const healthOfTargetGroup = defineRule({
  id: 'auto-scaling/health-of-target-group',
  aliases: ['ASG-03'],
  title: 'Auto Scaling groups behind a load balancer should use ELB health checks',
  severity: 'low',
  why: 'EC2 status checks only see that the instance runs. An instance whose application has stopped receives no traffic and is never replaced.',
  fix: 'Set health_check_type = "ELB", and health_check_grace_period to the time the application needs to start.',
  resources: ['aws_autoscaling_group'],
  check: (group, { graph }) => {
    const own = targets
      .map((name) => group.at(name))
      .some((value) => !isAbsent(value) && !(isList(value) && value.length === 0));
    const separate = ['aws_autoscaling_attachment', 'aws_autoscaling_traffic_source_attachment'].some(
      (type) => graph.children(group, type, 'autoscaling_group_name').found.length > 0,
    );
    return own || separate ? attribute(group, 'health_check_type', { default: 'EC2' }).is('ELB') : [];
  },
  examples: {
    good: {
      'the checks of its load balancer': `
        resource "aws_lb_target_group" "web" {}
        resource "aws_autoscaling_group" "web" {
          target_group_arns = [aws_lb_target_group.web.arn]
          health_check_type = "ELB"
        }`,
    },
    bad: {
      'those of EC2, which are the default': `
        resource "aws_lb_target_group" "web" {}
        resource "aws_autoscaling_group" "web" {
          target_group_arns = [aws_lb_target_group.web.arn]
        }`,
      'attached by a separate resource': `
        resource "aws_lb_target_group" "web" {}
        resource "aws_autoscaling_group" "web" {
          health_check_type = "EC2"
        }
        resource "aws_autoscaling_attachment" "web" {
          autoscaling_group_name = aws_autoscaling_group.web.id
          lb_target_group_arn    = aws_lb_target_group.web.arn
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "check" {}
        resource "aws_lb_target_group" "web" {}
        resource "aws_autoscaling_group" "web" {
          target_group_arns = [aws_lb_target_group.web.arn]
          health_check_type = var.check
        }`,
    },
  },
});
