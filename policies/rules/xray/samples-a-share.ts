import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { any } from '../../../review/engine/verdict';

export const samplesAShare = defineRule({
  id: 'xray/samples-a-share',
  aliases: [],
  title: 'X-Ray sampling rules for all paths of a service should trace a share of the requests',
  severity: 'low',
  why: 'A rule with a fixed_rate of 1 traces every request: each is charged for, and what is above the quota of segments is refused, so that traces miss parts just when there are many requests.',
  fix: 'Set fixed_rate below 1, such as 0.05, and reservoir_size to the requests a second that are traced anyway; or limit the rule to a path with url_path.',
  resources: ['aws_xray_sampling_rule'],
  check: (rule) =>
    any([
      attribute(rule, 'fixed_rate').says('less than 1', (rate) => rate !== undefined && Number(rate) < 1),
      attribute(rule, 'url_path').says('a path', (path) => path !== undefined && path !== '*' && path !== '/*'),
    ]),
  examples: {
    good: {
      'one in twenty': `
        resource "aws_xray_sampling_rule" "web" {
          service_name   = "prod-web"
          url_path       = "*"
          reservoir_size = 1
          fixed_rate     = 0.05
        }`,
      'each request of one path': `
        resource "aws_xray_sampling_rule" "payments" {
          service_name   = "prod-web"
          url_path       = "/api/payments/*"
          reservoir_size = 1
          fixed_rate     = 1
        }`,
    },
    bad: {
      'each request': `
        resource "aws_xray_sampling_rule" "web" {
          service_name   = "prod-web"
          url_path       = "*"
          reservoir_size = 1
          fixed_rate     = 1
        }`,
    },
    unknown: {
      'a share that is not known': `
        variable "share" {}
        resource "aws_xray_sampling_rule" "web" {
          url_path   = "*"
          fixed_rate = var.share
        }`,
    },
  },
});
