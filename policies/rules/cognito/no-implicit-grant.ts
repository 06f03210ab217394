import { attribute, isList, Unknown } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { notKnown } from '../../../review/engine/verdict';
import { textOfValue } from '../support/text';

const expected = 'code, and not implicit';

export const noImplicitGrant = defineRule({
  id: 'cognito/no-implicit-grant',
  aliases: ['COG-05'],
  title: 'Cognito user pool clients should not allow the implicit grant',
  severity: 'medium',
  why: 'The implicit grant puts tokens into the URL, from where they reach the history of browsers, logs of proxies and other pages. OAuth 2.0 Security Best Current Practice (RFC 9700) advises against it.',
  fix: 'Set allowed_oauth_flows = ["code"], and let the application send a PKCE code challenge.',
  resources: ['aws_cognito_user_pool_client'],
  check: (client) => {
    const flows = client.at('allowed_oauth_flows');
    const unknown = isList(flows) ? flows.find((one) => one instanceof Unknown) : undefined;
    const isImplicit = isList(flows) && flows.some((one) => textOfValue(one).toLowerCase() === 'implicit');
    if (unknown instanceof Unknown && !isImplicit) return notKnown('allowed_oauth_flows', expected, unknown);
    return attribute(client, 'allowed_oauth_flows').satisfies(expected, () => !isImplicit);
  },
  examples: {
    good: {
      'the code grant, and none': `
        resource "aws_cognito_user_pool_client" "web" {
          allowed_oauth_flows = ["code"]
        }
        resource "aws_cognito_user_pool_client" "api" {}`,
    },
    bad: {
      'beside the code grant': `
        resource "aws_cognito_user_pool_client" "web" {
          allowed_oauth_flows = ["code", "implicit"]
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "flows" {}
        resource "aws_cognito_user_pool_client" "web" {
          allowed_oauth_flows = var.flows
        }`,
      'one that is a variable without a value': `
        variable "flow" {}
        resource "aws_cognito_user_pool_client" "web" {
          allowed_oauth_flows = ["code", var.flow]
        }`,
    },
  },
});
