import { attribute, attributeOf, type Block } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all, failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import type { Graph } from '../../../review/model/graph';
import { isAbsent, Unknown } from '../../../review/model/value';
import { behavioursOf } from './behaviours';

const expected = 'a response headers policy with Strict-Transport-Security';
/** AWS's managed policy SecurityHeadersPolicy, and its variants with CORS and with preflight. */
const managed = [
  '67f7725c-6f97-4210-82d7-5512b31e9d03',
  'e61eb60c-9c35-4d20-a928-2b84e02af89c',
  'eaab4381-ed33-4a86-88ca-d9558dc6cd63',
];

function strictTransport(graph: Graph, behaviour: Block): Verdict {
  const { path, value } = attributeOf(behaviour, 'response_headers_policy_id');
  if (isAbsent(value)) return failing(path, expected, 'nothing');
  if (typeof value === 'string' && managed.includes(value)) return pass;
  const policy = graph.resolve(value, 'aws_cloudfront_response_headers_policy');
  if (policy instanceof Unknown) return notKnown(path, expected, policy);
  if (!policy || policy.mode === 'data') return notKnown(path, expected, 'the policy is not in the input');
  return attribute(policy, 'security_headers_config.strict_transport_security').isPresent(expected);
}

export const hsts = defineRule({
  id: 'cloudfront/hsts',
  aliases: ['CDN-07/2'],
  replaces: ['cloudfront/browser-hints'],
  title: 'CloudFront distributions should send Strict-Transport-Security',
  severity: 'low',
  why: 'Without HSTS, the first request of a visit can be intercepted before the redirect to HTTPS.',
  fix: 'Set in each behavior response_headers_policy_id of a policy with strict_transport_security.',
  resources: ['aws_cloudfront_distribution'],
  check: (distribution, { graph }) => {
    const behaviours = behavioursOf(distribution);
    if (behaviours instanceof Unknown) return notKnown('ordered_cache_behavior', expected, behaviours);
    return all(behaviours.map((behaviour) => strictTransport(graph, behaviour)));
  },
  examples: {
    good: {
      'a custom policy and a managed one': `
        resource "aws_cloudfront_response_headers_policy" "web" {
          security_headers_config {
            strict_transport_security {
              access_control_max_age_sec = 31536000
              override                   = true
            }
          }
        }
        resource "aws_cloudfront_distribution" "web" {
          default_cache_behavior {
            response_headers_policy_id = aws_cloudfront_response_headers_policy.web.id
          }
          ordered_cache_behavior {
            response_headers_policy_id = "67f7725c-6f97-4210-82d7-5512b31e9d03"
          }
        }`,
    },
    bad: {
      'no policy': `
        resource "aws_cloudfront_distribution" "web" {
          default_cache_behavior {}
        }`,
      'a policy without HSTS': `
        resource "aws_cloudfront_response_headers_policy" "web" {}
        resource "aws_cloudfront_distribution" "web" {
          default_cache_behavior {
            response_headers_policy_id = aws_cloudfront_response_headers_policy.web.id
          }
        }`,
    },
    unknown: {
      'a policy that is not in the input': `
        resource "aws_cloudfront_distribution" "web" {
          default_cache_behavior {
            response_headers_policy_id = "00000000-1111-2222-3333-444444444444"
          }
        }`,
    },
  },
});
