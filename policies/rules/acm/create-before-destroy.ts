import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';

export const createBeforeDestroy = defineRule({
  id: 'acm/create-before-destroy',
  aliases: ['ACM-01/3'],
  replaces: ['acm/certificate'],
  title: 'ACM certificates should be created before the ones that they replace are destroyed',
  severity: 'low',
  why: 'A certificate that is in use cannot be deleted: without create_before_destroy its replacement fails, or takes the site down.',
  fix: 'Set lifecycle { create_before_destroy = true }.',
  resources: ['aws_acm_certificate'],
  check: (certificate) =>
    // A plan does not contain the lifecycle.
    certificate.change ? [] : attribute(certificate, 'lifecycle.create_before_destroy', { default: false }).is(true),
  examples: {
    good: {
      'created first': `
        resource "aws_acm_certificate" "web" {
          domain_name = "www.example.com"
          lifecycle {
            create_before_destroy = true
          }
        }`,
    },
    bad: {
      'destroyed first': `
        resource "aws_acm_certificate" "web" {
          domain_name = "www.example.com"
        }`,
    },
  },
});
