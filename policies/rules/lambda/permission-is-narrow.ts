import { defineRule } from '../../../review/engine/rule';
import { fail, failing, notKnown, pass, quoted, type Verdict } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';
import { Reference, Text, Unknown, type Value } from '../../../review/model/value';
import { isFixed, isWithinAccount } from '../../../review/iam/narrowing';
import { asText } from '../../../review/model/configuration/text';
import { unknownStart, type AnyText } from '../../../review/model/text';

const expected = 'a named principal, and for a service a source_arn or source_account';

export const permissionIsNarrow = defineRule({
  id: 'lambda/permission-is-narrow',
  aliases: ['LMB-01'],
  title: 'Lambda permissions should allow only named principals and sources',
  severity: 'critical',
  why: 'With principal "*", anyone can invoke the function with its role. A service without a source is equivalent: a bucket, API or topic of any account can invoke it.',
  fix: 'Set principal to a service, role or account, and source_arn (for S3 also source_account) to the resource that invokes the function.',
  resources: ['aws_lambda_permission', 'aws_lambda_layer_version_permission'],
  check: (permission) => {
    const principal = permission.at('principal');
    if (principal instanceof Unknown) return notKnown('principal', expected, principal);
    if (typeof principal !== 'string')
      return principal instanceof Reference ? pass : fail('principal', expected, principal);
    const isEveryone = /^\*+$/.test(principal) || /^arn:[^:]*:(iam|sts)::[*?]+:/.test(principal);
    const isService = /\.(amazonaws\.com(\.cn)?|amazon\.com)$/.test(principal);
    return isEveryone || isService ? source(permission, principal) : pass;
  },
  examples: {
    good: {
      'an API': `
        resource "aws_api_gateway_rest_api" "main" {
          name = "shop"
        }
        resource "aws_lambda_permission" "main" {
          function_name = "orders"
          action        = "lambda:InvokeFunction"
          principal     = "apigateway.amazonaws.com"
          source_arn    = "\${aws_api_gateway_rest_api.main.execution_arn}/*/POST/orders"
        }`,
      'a rule by reference, a role, everyone of the organization': `
        resource "aws_cloudwatch_event_rule" "nightly" {
          schedule_expression = "rate(1 day)"
        }
        resource "aws_lambda_permission" "rule" {
          function_name = "orders"
          action        = "lambda:InvokeFunction"
          principal     = "events.amazonaws.com"
          source_arn    = aws_cloudwatch_event_rule.nightly.arn
        }
        resource "aws_lambda_permission" "role" {
          function_name = "orders"
          action        = "lambda:InvokeFunction"
          principal     = "arn:aws:iam::111122223333:role/app"
        }
        resource "aws_lambda_permission" "organization" {
          function_name    = "orders"
          action           = "lambda:InvokeFunction"
          principal        = "*"
          principal_org_id = "o-a1b2c3d4e5"
        }`,
    },
    bad: {
      everyone: `
        resource "aws_lambda_permission" "main" {
          function_name = "orders"
          action        = "lambda:InvokeFunction"
          principal     = "*"
        }`,
      'everyone by URL': `
        resource "aws_lambda_permission" "main" {
          function_name          = "orders"
          action                 = "lambda:InvokeFunctionUrl"
          principal              = "*"
          function_url_auth_type = "NONE"
        }`,
      'any bucket of any account, with a source that is null': `
        resource "aws_lambda_permission" "main" {
          function_name = "orders"
          action        = "lambda:InvokeFunction"
          principal     = "s3.amazonaws.com"
          source_arn    = null
        }`,
      'any API of any account': `
        resource "aws_lambda_permission" "main" {
          function_name = "orders"
          action        = "lambda:InvokeFunction"
          principal     = "apigateway.amazonaws.com"
          source_arn    = "arn:aws:execute-api:eu-west-1:*:*/*/*"
        }`,
    },
    unknown: {
      'a source that is not known': `
        variable "api" {}
        resource "aws_lambda_permission" "main" {
          function_name = "orders"
          action        = "lambda:InvokeFunction"
          principal     = "apigateway.amazonaws.com"
          source_arn    = "\${var.api}/*/*"
        }`,
      'a principal that is not known': `
        variable "principal" {}
        resource "aws_lambda_permission" "main" {
          function_name = "orders"
          action        = "lambda:InvokeFunction"
          principal     = var.principal
        }`,
    },
  },
});

/** The arguments that narrow a permission, and what a narrow value is. */
const narrowing: Readonly<Record<string, (value: AnyText) => boolean>> = {
  source_account: isFixed,
  principal_org_id: isFixed,
  event_source_token: isFixed,
  source_arn: isWithinAccount,
};

function source(permission: Resource, principal: string): Verdict {
  const found = Object.entries(narrowing).map(([name, holds]) => isNarrow(permission.at(name), holds));
  if (found.includes(true)) return pass;
  const unknown = found.find((one) => one instanceof Unknown);
  if (unknown instanceof Unknown) return notKnown('source_arn', expected, unknown);
  const arn = permission.at('source_arn');
  const from = arn === undefined ? 'without a source' : `from ${quoted(arn)}`;
  return failing(arn === undefined ? 'principal' : 'source_arn', expected, `${quoted(principal)} ${from}`);
}

function isNarrow(value: Value | undefined, holds: (value: AnyText) => boolean): boolean | Unknown {
  if (value instanceof Reference) return true;
  if (value instanceof Unknown) {
    if (value.text === undefined || unknownStart(value.text)) return value;
    return holds(value.text);
  }
  return (typeof value === 'string' || typeof value === 'number' || value instanceof Text) && holds(asText(value));
}
