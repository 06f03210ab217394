import { defineRule } from '../../../review/engine/rule';
import { all, failing, notKnown, pass, quoted, type Verdict } from '../../../review/engine/verdict';
import type { Principal, Statement } from '../../../review/iam/document';
import { narrowsCaller, someNarrow } from '../../../review/iam/narrowing';
import { statementOf } from '../../../review/iam/permissions';
import { callerOf } from '../../../review/iam/principals';
import { accountOf } from '../../../review/model/identity';
import type { Resource } from '../../../review/model/resource';
import { whollyUnknown, type AnyText } from '../../../review/model/text';
import { Unknown } from '../../../review/model/value';

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
    const statement = statementOf(permission);
    const own = accountOf(permission.provider);
    return all((statement.principals ?? []).map((principal) => judge(permission, statement, principal, own)));
  },
  examples: {
    good: {
      'a skill by its token, and a layer of the organization': `
        resource "aws_lambda_permission" "main" {
          function_name      = "orders"
          action             = "lambda:InvokeFunction"
          principal          = "alexa-appkit.amazon.com"
          event_source_token = "amzn1.ask.skill.1"
        }
        resource "aws_lambda_layer_version_permission" "main" {
          layer_name      = "tools"
          version_number  = 1
          statement_id    = "organization"
          action          = "lambda:GetLayerVersion"
          principal       = "*"
          organization_id = "o-a1b2c3d4e5"
        }`,
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
      'an API by its id, in whatever account': `
        resource "aws_api_gateway_rest_api" "main" {
          name = "shop"
        }
        resource "aws_lambda_permission" "main" {
          function_name = "orders"
          action        = "lambda:InvokeFunction"
          principal     = "apigateway.amazonaws.com"
          source_arn    = "arn:aws:execute-api:eu-west-1:*:\${aws_api_gateway_rest_api.main.id}/*/POST/orders"
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
      'every Alexa skill': `
        resource "aws_lambda_permission" "main" {
          function_name = "orders"
          action        = "lambda:InvokeFunction"
          principal     = "alexa-appkit.amazon.com"
        }`,
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

function judge(permission: Resource, { conditions }: Statement, principal: Principal, own: AnyText): Verdict {
  const unknown = whollyUnknown(principal.id);
  if (unknown) return notKnown('principal', expected, unknown);
  const caller = callerOf(principal, own);
  const narrowed = caller === 'everyone' || caller === 'service' ? someNarrow(conditions, narrowsCaller) : true;
  if (narrowed === true) return pass;
  if (narrowed instanceof Unknown) return notKnown('source_arn', expected, narrowed);
  const arn = permission.at('source_arn');
  const from = arn === undefined ? 'without a source' : `from ${quoted(arn)}`;
  return failing(arn === undefined ? 'principal' : 'source_arn', expected, `${quoted(principal.id)} ${from}`);
}
