import { defineRule } from '../../../review/engine/rule';
import { notKnown, pass } from '../../../review/engine/verdict';
import { protectedBy } from '../support/web-acl';
import { balancers, isInternal, ofKinds } from './balancers';
import { admittedTo } from './reached-from';

export const firewall = defineRule({
  id: 'elb/firewall',
  aliases: ['ELB-07'],
  title: 'Internet-facing Application Load Balancers should be associated with a WAF web ACL',
  severity: 'high',
  why: 'Without a web ACL, common exploits reach the application, and nothing limits the rate of password guessing.',
  fix: 'Add an aws_wafv2_web_acl_association with resource_arn of the load balancer and web_acl_arn of a regional web ACL.',
  resources: balancers,
  check: (balancer, { graph }) =>
    ofKinds(balancer, ['application'], () => {
      const internalVerdict = isInternal(balancer);
      const verdict = protectedBy(graph, balancer);
      if (internalVerdict.status === 'pass') return [];
      // The distribution behind the prefix list has a web ACL, which another rule judges.
      const { lists, world, unknown } = admittedTo(graph, balancer);
      if (verdict.status === 'fail' && world.length === 0) {
        if (unknown)
          return notKnown('security_groups', 'an aws_wafv2_web_acl_association, or CloudFront alone', unknown);
        if (lists.length > 0) return pass;
      }
      return internalVerdict.status === 'unknown' && verdict.status === 'fail' ? internalVerdict : verdict;
    }),
  examples: {
    good: {
      'associated with one': `
        resource "aws_wafv2_web_acl" "main" {}
        resource "aws_lb" "web" {}
        resource "aws_wafv2_web_acl_association" "web" {
          resource_arn = aws_lb.web.arn
          web_acl_arn  = aws_wafv2_web_acl.main.arn
        }`,
      'reached from CloudFront alone': `
        resource "aws_security_group" "web" {
          ingress {
            protocol        = "tcp"
            from_port       = 443
            to_port         = 443
            prefix_list_ids = ["pl-4fa04526"]
          }
        }
        resource "aws_lb" "web" {
          security_groups = [aws_security_group.web.id]
        }`,
    },
    bad: {
      'reached from CloudFront and from the internet': `
        resource "aws_security_group" "web" {
          ingress {
            protocol        = "tcp"
            from_port       = 443
            to_port         = 443
            prefix_list_ids = ["pl-4fa04526"]
            cidr_blocks     = ["0.0.0.0/0"]
          }
        }
        resource "aws_lb" "web" {
          security_groups = [aws_security_group.web.id]
        }`,
      none: `
        resource "aws_lb" "web" {
          internal = false
        }`,
      'one of another load balancer': `
        resource "aws_wafv2_web_acl" "main" {}
        resource "aws_lb" "web" {}
        resource "aws_lb" "other" {
          internal = true
        }
        resource "aws_wafv2_web_acl_association" "web" {
          resource_arn = aws_lb.other.arn
          web_acl_arn  = aws_wafv2_web_acl.main.arn
        }`,
    },
    unknown: {
      'an association whose resource is a variable without a value': `
        variable "balancer" {}
        resource "aws_lb" "web" {}
        resource "aws_wafv2_web_acl_association" "web" {
          resource_arn = var.balancer
        }`,
    },
  },
});
