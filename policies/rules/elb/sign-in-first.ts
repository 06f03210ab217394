import { defineRule } from '../../../review/engine/rule';
import { listeners } from './balancers';
import { listenerRules } from './sign-in-actions';
import { verdictsOn } from './sign-in-order';

export const signInFirst = defineRule({
  id: 'elb/sign-in-first',
  aliases: [],
  title: 'Listener rules should not forward requests without sign-in that a later rule authenticates',
  severity: 'medium',
  why: 'A listener takes the first rule that matches. What it forwards without sign-in reaches a target of a host that people take for closed.',
  fix: 'Add the same authenticate action to the rule, or let it match no host and path of the rule that authenticates. Accept a path that everybody may read, with that as the reason.',
  resources: listeners,
  check: (listener, { graph }) => {
    const rules = listenerRules.flatMap((type) => graph.children(listener, type, 'listener_arn').found);
    return verdictsOn([listener, ...rules]);
  },
  examples: {
    good: {
      'sign-in for each path of a host, another host, a redirect, and files for everybody after it': `
        resource "aws_lb_listener" "https" {}
        resource "aws_lb_listener_rule" "api" {
          listener_arn = aws_lb_listener.https.arn
          priority     = 1
          action {
            type = "authenticate-cognito"
            authenticate_cognito {}
          }
          action {
            type = "forward"
          }
          condition {
            host_header {
              values = ["office.example.com"]
            }
          }
          condition {
            path_pattern {
              values = ["/api/*"]
            }
          }
        }
        resource "aws_lb_listener_rule" "old" {
          listener_arn = aws_lb_listener.https.arn
          priority     = 2
          action {
            type = "redirect"
          }
          condition {
            host_header {
              values = ["*.example.com"]
            }
          }
          condition {
            path_pattern {
              values = ["/old/*"]
            }
          }
        }
        resource "aws_lb_listener_rule" "shop" {
          listener_arn = aws_lb_listener.https.arn
          priority     = 3
          action {
            type = "forward"
          }
          condition {
            host_header {
              values = ["shop.example.com"]
            }
          }
        }
        resource "aws_lb_listener_rule" "office" {
          listener_arn = aws_lb_listener.https.arn
          priority     = 4
          action {
            type = "authenticate-cognito"
            authenticate_cognito {}
          }
          action {
            type = "forward"
          }
          condition {
            host_header {
              values = ["office.example.com"]
            }
          }
        }
        resource "aws_lb_listener_rule" "rest" {
          listener_arn = aws_lb_listener.https.arn
          priority     = 5
          action {
            type = "forward"
          }
          condition {
            path_pattern {
              values = ["/*"]
            }
          }
        }`,
    },
    bad: {
      'a path of the host': `
        resource "aws_lb_listener" "https" {}
        resource "aws_lb_listener_rule" "reports" {
          listener_arn = aws_lb_listener.https.arn
          priority     = 10
          action {
            type = "forward"
          }
          condition {
            host_header {
              values = ["OFFICE.example.com"]
            }
          }
          condition {
            path_pattern {
              values = ["/reports/*"]
            }
          }
        }
        resource "aws_lb_listener_rule" "office" {
          listener_arn = aws_lb_listener.https.arn
          priority     = "20"
          action {
            type = "authenticate-cognito"
            authenticate_cognito {}
          }
          action {
            type = "forward"
          }
          condition {
            host_header {
              values = ["*.example.com"]
            }
          }
        }`,
      'a rule of a listener that signs people in by default': `
        resource "aws_lb_listener" "https" {
          default_action {
            type = "authenticate-oidc"
            authenticate_oidc {}
          }
          default_action {
            type = "forward"
          }
        }
        resource "aws_lb_listener_rule" "api" {
          listener_arn = aws_lb_listener.https.arn
          action {
            type = "forward"
          }
          condition {
            path_pattern {
              values = ["/api/*"]
            }
          }
        }`,
    },
    unknown: {
      'a priority that the provider chooses': `
        resource "aws_lb_listener" "https" {}
        resource "aws_lb_listener_rule" "reports" {
          listener_arn = aws_lb_listener.https.arn
          action {
            type = "forward"
          }
        }
        resource "aws_lb_listener_rule" "office" {
          listener_arn = aws_lb_listener.https.arn
          priority     = 20
          action {
            type = "authenticate-oidc"
            authenticate_oidc {}
          }
        }`,
      'a host of a variable without a value': `
        variable "host" {}
        resource "aws_lb_listener" "https" {}
        resource "aws_lb_listener_rule" "reports" {
          listener_arn = aws_lb_listener.https.arn
          priority     = 10
          action {
            type = "forward"
          }
          condition {
            host_header {
              values = [var.host]
            }
          }
        }
        resource "aws_lb_listener_rule" "office" {
          listener_arn = aws_lb_listener.https.arn
          priority     = 20
          action {
            type = "authenticate-cognito"
            authenticate_cognito {}
          }
          condition {
            host_header {
              values = ["office.example.com"]
            }
          }
        }`,
    },
  },
});
