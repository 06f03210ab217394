import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import type { Statement } from '../../../review/iam/document';
import { isFixed, requires } from '../../../review/iam/narrowing';
import { overlapsText } from '../../../review/iam/text-matching';
import { elided } from '../../../review/model/text';
import { policiesOf, statementsOf } from '../support/policies';
import { unknownText } from '../support/text';

const expected = 'a condition on SAML:aud that names sign-in endpoints of AWS';

export const samlTrustHasAudience = defineRule({
  id: 'iam/saml-trust-has-audience',
  aliases: [],
  title: 'IAM roles for a SAML provider should restrict the audience',
  severity: 'high',
  why: 'An identity provider signs assertions for many applications. A role that does not restrict SAML:aud takes an assertion that was made for another recipient.',
  fix: 'Add StringEquals on SAML:aud: https://signin.aws.amazon.com/saml, and https://<region>.signin.aws.amazon.com/saml for each other region in use.',
  resources: ['aws_iam_role'],
  check: (role) => {
    const verdicts = policiesOf(role)
      .filter(({ kind }) => kind === 'trust')
      .flatMap(statementsOf)
      .filter(({ statement }) => statement.effect === 'Allow' && isForSaml(statement))
      .map(({ path, statement }) => judge(path, statement));
    const other = verdicts.filter(({ status }) => status !== 'pass');
    return other.length > 0 ? other : verdicts.slice(0, 1);
  },
  examples: {
    good: {
      'the endpoint of AWS, and one of a region': `
        resource "aws_iam_role" "developer" {
          assume_role_policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { Federated = "arn:aws:iam::111122223333:saml-provider/okta" }
              Action    = "sts:AssumeRoleWithSAML"
              Condition = {
                StringEquals = {
                  "SAML:aud" = ["https://signin.aws.amazon.com/saml", "https://eu-west-1.signin.aws.amazon.com/saml"]
                }
              }
            }]
          })
        }`,
      'no SAML provider': `
        resource "aws_iam_role" "developer" {
          assume_role_policy = jsonencode({
            Statement = [
              {
                Effect    = "Allow"
                Principal = { Federated = "arn:aws:iam::111122223333:saml-provider/okta" }
                Action    = "sts:AssumeRoleWithSAML"
                Condition = { StringEquals = { "saml:aud" = "https://signin.aws.amazon.com/saml" } }
              },
              { Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" },
            ]
          })
        }`,
    },
    bad: {
      'no condition': `
        resource "aws_iam_saml_provider" "okta" {
          name                   = "okta"
          saml_metadata_document = file("okta.xml")
        }
        resource "aws_iam_role" "developer" {
          assume_role_policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { Federated = aws_iam_saml_provider.okta.arn }
              Action    = ["sts:AssumeRoleWithSAML", "sts:TagSession"]
            }]
          })
        }`,
      'any audience': `
        resource "aws_iam_role" "developer" {
          assume_role_policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { Federated = "arn:aws:iam::111122223333:saml-provider/okta" }
              Action    = "sts:AssumeRoleWithSAML"
              Condition = { StringLike = { "SAML:aud" = "https://*" } }
            }]
          })
        }`,
      'only if there is one': `
        resource "aws_iam_role" "developer" {
          assume_role_policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { Federated = "arn:aws:iam::111122223333:saml-provider/okta" }
              Action    = "sts:AssumeRoleWithSAML"
              Condition = { StringEqualsIfExists = { "SAML:aud" = "https://signin.aws.amazon.com/saml" } }
            }]
          })
        }`,
    },
    unknown: {
      'an audience that is not known': `
        variable "audience" {}
        resource "aws_iam_role" "developer" {
          assume_role_policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { Federated = "arn:aws:iam::111122223333:saml-provider/okta" }
              Action    = "sts:AssumeRoleWithSAML"
              Condition = { StringEquals = { "SAML:aud" = var.audience } }
            }]
          })
        }`,
    },
  },
});

function isForSaml({ actions = ['*'], principals = [] }: Statement): boolean {
  const isSaml = principals.some(
    ({ type, id }) => type === 'Federated' && /:saml-provider\/|aws_iam_saml_provider/.test(String(id)),
  );
  return isSaml && actions.some((action) => overlapsText(action, 'sts:AssumeRoleWithSAML', true) !== false);
}

function judge(path: string, { conditions }: Statement): Verdict {
  const pins = conditions.filter((condition) => /^saml:aud$/i.test(elided(condition.key)) && requires(condition));
  const isOfAws = (value: string) =>
    /^https:\/\/([a-z0-9-]+\.)?signin(\.[a-z0-9-]+)*\.(amazonaws(-us-gov)?|aws\.amazon)\.(com|cn)\/saml\b/.test(value);
  for (const { values } of pins) {
    const unknown = values.map(unknownText).find((one) => one !== undefined);
    const isHeld = values.every(
      (value) => unknownText(value) !== undefined || (isFixed(value) && isOfAws(elided(value))),
    );
    if (isHeld) return unknown ? notKnown(path, expected, unknown) : pass;
  }
  const [found] = conditions.map(
    ({ operator, key, values }) => `${operator} ${String(key)} ${values.map(String).join(', ')}`,
  );
  return failing(path, expected, found ?? 'no condition on SAML:aud');
}
