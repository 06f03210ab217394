import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all, fail, notKnown, pass } from '../../../review/engine/verdict';
import { isList, unknownIn } from '../../../review/model/value';
import { textOfValue } from '../support/text';

export const functionUrl = defineRule({
  id: 'lambda/function-url',
  aliases: ['LMB-02'],
  title: 'Lambda function URLs should require IAM authentication',
  severity: 'critical',
  why: 'With authorization_type NONE, anyone on the internet can invoke the function, with its role and at your cost. With CORS for every origin, any web page can call it from the browser of a visitor.',
  fix: 'Set authorization_type = "AWS_IAM", and list the origins in cors.allow_origins. Put a public API behind API Gateway or CloudFront.',
  resources: ['aws_lambda_function_url'],
  check: (url) => {
    const [path, expected] = ['cors.allow_origins', 'origins by their names'];
    const origins = url.at(path);
    const unknown = unknownIn(origins);
    const isAny = (isList(origins) ? origins : [origins]).some((origin) =>
      /^(https?:\/\/)?\*$/.test(textOfValue(origin)),
    );
    const cors = isAny ? fail(path, expected, origins) : unknown ? notKnown(path, expected, unknown) : pass;
    return all([attribute(url, 'authorization_type').is('AWS_IAM'), cors]);
  },
  examples: {
    good: {
      'IAM, and one origin': `
        resource "aws_lambda_function_url" "api" {
          function_name      = "api"
          authorization_type = "AWS_IAM"
          cors {
            allow_origins = ["https://shop.example.com"]
          }
        }`,
    },
    bad: {
      everyone: `
        resource "aws_lambda_function_url" "api" {
          function_name      = "api"
          authorization_type = "NONE"
        }`,
      'every origin, behind another': `
        resource "aws_lambda_function_url" "api" {
          authorization_type = "AWS_IAM"
          cors {
            allow_origins = ["https://shop.example.com", "*"]
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "authorization" {}
        resource "aws_lambda_function_url" "api" {
          authorization_type = var.authorization
        }`,
    },
  },
});
