import { attributeOf } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all, notKnown } from '../../../review/engine/verdict';
import { Unknown } from '../../../review/model/value';
import { listeners } from './balancers';
import { actionsOf, listenerRules, signInOf } from './sign-in-actions';

const expected = '"authenticate" or "deny"';

export const signInEnforced = defineRule({
  id: 'elb/sign-in-enforced',
  aliases: [],
  title: 'Listeners that authenticate users should not forward requests of users who are not authenticated',
  severity: 'high',
  why: 'With allow the load balancer forwards each request, whoever sent it. A target that takes sign-in for done answers everybody.',
  fix: 'Set on_unauthenticated_request = "authenticate", or "deny" where programs ask; forward paths that everybody may read by a rule without sign-in.',
  resources: [...listeners, ...listenerRules],
  check: (resource) => {
    const actions = actionsOf(resource);
    // Whether it signs people in at all is not known.
    if (actions instanceof Unknown) return [];
    const verdicts = actions.flatMap((action) => {
      const blocks = signInOf(action);
      if (blocks instanceof Unknown) return [notKnown(`${action.path}.on_unauthenticated_request`, expected, blocks)];
      return blocks.map((block) =>
        attributeOf(block, 'on_unauthenticated_request', { default: 'authenticate' }).isOneOf(['authenticate', 'deny']),
      );
    });
    return verdicts.length === 0 ? [] : all(verdicts);
  },
  examples: {
    good: {
      'sign-in, which is what happens unless something else is written': `
        resource "aws_lb_listener_rule" "office" {
          action {
            type = "authenticate-cognito"
            authenticate_cognito {
              user_pool_domain = "auth.shop.example.com"
            }
          }
          action {
            type = "forward"
          }
        }`,
      '401, by another provider of identities': `
        resource "aws_lb_listener" "https" {
          default_action {
            type = "authenticate-oidc"
            authenticate_oidc {
              issuer                     = "https://id.example.com"
              on_unauthenticated_request = "deny"
            }
          }
        }`,
    },
    bad: {
      'requests of everybody': `
        resource "aws_lb_listener_rule" "office" {
          action {
            type = "authenticate-cognito"
            authenticate_cognito {
              on_unauthenticated_request = "allow"
            }
          }
        }`,
      'requests of everybody, by default': `
        resource "aws_lb_listener" "https" {
          default_action {
            type = "authenticate-oidc"
            authenticate_oidc {
              on_unauthenticated_request = "allow"
            }
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "unauthenticated" {}
        resource "aws_lb_listener_rule" "office" {
          action {
            type = "authenticate-cognito"
            authenticate_cognito {
              on_unauthenticated_request = var.unauthenticated
            }
          }
        }`,
    },
  },
});
