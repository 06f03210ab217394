import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass } from '../../../review/engine/verdict';
import { isAbsent, Unknown } from '../../../review/model/value';

/** By who names the web ACL: the attribute, the scope that it has to have, and how an ARN tells the other scope. */
const users = {
  aws_cloudfront_distribution: { path: 'web_acl_id', scope: 'CLOUDFRONT', other: ':regional/webacl/' },
  aws_wafv2_web_acl_association: { path: 'web_acl_arn', scope: 'REGIONAL', other: ':global/webacl/' },
} as const;

export const webAclScope = defineRule({
  id: 'waf/web-acl-scope',
  aliases: [],
  title: 'WAF web ACLs should be of the scope of what they protect',
  severity: 'medium',
  why: 'AWS refuses a regional web ACL for a distribution, and one of CloudFront for a load balancer or an API: the apply fails, and what was to be protected is not.',
  fix: 'Name a web ACL of scope = "CLOUDFRONT", created in us-east-1, in web_acl_id of a distribution, by its ARN; associate load balancers and APIs with one of scope = "REGIONAL".',
  resources: Object.keys(users),
  check: (user, { graph }) => {
    const { path, scope, other } = users[user.type as keyof typeof users];
    const expected = `a web ACL of scope ${scope}`;
    const value = user.at(path);
    if (isAbsent(value) || value === '') return [];
    if (typeof value === 'string' && value.includes(other)) return failing(path, expected, value);
    const acl = graph.resolveFor(user, value, 'aws_wafv2_web_acl');
    if (acl instanceof Unknown) return notKnown(path, expected, acl);
    // An ARN of another configuration, or a web ACL of WAF Classic.
    if (!acl || acl.mode === 'data') return pass;
    return attribute(acl, 'scope').is(scope);
  },
  examples: {
    good: {
      'each of its scope': `
        resource "aws_wafv2_web_acl" "edge" {
          scope = "CLOUDFRONT"
        }
        resource "aws_cloudfront_distribution" "web" {
          web_acl_id = aws_wafv2_web_acl.edge.arn
        }
        resource "aws_cloudfront_distribution" "none" {}
        resource "aws_wafv2_web_acl" "web" {
          scope = "REGIONAL"
        }
        resource "aws_wafv2_web_acl_association" "web" {
          resource_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/web/0123456789abcdef"
          web_acl_arn  = aws_wafv2_web_acl.web.arn
        }`,
    },
    bad: {
      'a regional one at a distribution': `
        resource "aws_wafv2_web_acl" "web" {
          scope = "REGIONAL"
        }
        resource "aws_cloudfront_distribution" "web" {
          web_acl_id = aws_wafv2_web_acl.web.arn
        }`,
      'a regional one at a distribution, by its ARN': `
        resource "aws_cloudfront_distribution" "web" {
          web_acl_id = "arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/web/1234"
        }`,
      'one of CloudFront at a load balancer': `
        resource "aws_wafv2_web_acl" "edge" {
          scope = "CLOUDFRONT"
        }
        resource "aws_wafv2_web_acl_association" "web" {
          resource_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/web/0123456789abcdef"
          web_acl_arn  = aws_wafv2_web_acl.edge.arn
        }`,
    },
    unknown: {
      'a scope that is a variable without a value': `
        variable "scope" {}
        resource "aws_wafv2_web_acl" "web" {
          scope = var.scope
        }
        resource "aws_cloudfront_distribution" "web" {
          web_acl_id = aws_wafv2_web_acl.web.arn
        }`,
    },
  },
});
