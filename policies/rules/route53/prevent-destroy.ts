import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { isAbsent } from '../../../review/model/value';

const protection = 'deletion_protection';

export const preventDestroy = defineRule({
  id: 'route53/prevent-destroy',
  aliases: [],
  title: 'Route 53 public hosted zones should be protected from destruction',
  severity: 'low',
  why: 'A zone that is created again has other name servers. The domain does not resolve until its parent delegates to them, and until then somebody else may be given the old ones.',
  fix: 'Set lifecycle { prevent_destroy = true }.',
  resources: ['aws_route53_zone'],
  optOuts: [protection],
  check: (zone) => {
    // A plan does not contain the lifecycle.
    if (!isAbsent(zone.at('vpc')) || zone.change) return [];
    return attribute(zone, 'lifecycle.prevent_destroy', { default: false }).is(true);
  },
  examples: {
    good: {
      'protected, and a private zone': `
        resource "aws_route53_zone" "main" {
          name = "example.com"
          lifecycle {
            prevent_destroy = true
          }
        }
        resource "aws_route53_zone" "private" {
          name = "prod.internal"
          vpc {
            vpc_id = "vpc-0123456789abcdef0"
          }
        }`,
    },
    bad: {
      'not protected': `
        resource "aws_route53_zone" "main" {
          name = "example.com"
        }`,
    },
  },
});
