import { defineRule, type Context } from '../../../review/engine/rule';
import { failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import type { Condition, Statement } from '../../../review/iam/document';
import { Text, Unknown } from '../../../review/model/value';
import { isFixed, requires } from '../../../review/iam/narrowing';
import { operatorOf } from '../../../review/iam/operators';
import { policiesOf, statementsOf } from '../support/policies';
import { unknownText } from '../support/text';
import { isCritical } from '../support/criticality';
import { issuersOf, namesProject } from './web-identity';
import { elided, type AnyText } from '../../../review/model/text';

const expected = 'conditions on aud, and on a sub that names the project';

export const oidcTrustIsPinned = defineRule({
  id: 'iam/oidc-trust-is-pinned',
  aliases: ['IAM-10'],
  title: 'IAM roles for an OIDC provider should restrict the audience and the subject',
  severity: 'critical',
  why: 'GitHub and GitLab sign tokens for every repository. A role that does not restrict sub can be assumed from anyone’s workflow. With repo:org/*, any repository and any branch of the organization can assume it.',
  fix: 'Add StringEquals on <issuer>:aud and <issuer>:sub, for example repo:example/shop:environment:prod or project_path:example/shop:ref_type:branch:ref:main.',
  resources: ['aws_iam_role'],
  check: (role, context) => {
    const verdicts = policiesOf(role)
      .filter(({ kind }) => kind === 'trust')
      .flatMap(statementsOf)
      .filter(({ statement }) => statement.effect === 'Allow')
      .flatMap(({ path, statement }) =>
        issuersOf(statement, context.graph).map((issuer) => judge(path, statement, issuer, context)),
      );
    const other = verdicts.filter(({ status }) => status !== 'pass');
    return other.length > 0 ? other : verdicts.slice(0, 1);
  },
  examples: {
    good: {
      'an environment of a repository': `
        resource "aws_iam_openid_connect_provider" "github" {
          url            = "https://token.actions.githubusercontent.com"
          client_id_list = ["sts.amazonaws.com"]
        }
        resource "aws_iam_role" "deploy" {
          assume_role_policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { Federated = aws_iam_openid_connect_provider.github.arn }
              Action    = "sts:AssumeRoleWithWebIdentity"
              Condition = {
                StringEquals = {
                  "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
                  "token.actions.githubusercontent.com:sub" = "repo:example/shop:environment:prod"
                }
              }
            }]
          })
        }`,
      'a branch of a project of GitLab': `
        resource "aws_iam_role" "deploy" {
          assume_role_policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/gitlab.com" }
              Action    = "sts:AssumeRoleWithWebIdentity"
              Condition = {
                StringEquals = { "gitlab.com:aud" = "https://gitlab.com" }
                StringLike   = { "gitlab.com:sub" = "project_path:example/shop:ref_type:branch:ref:main" }
              }
            }]
          })
        }`,
      'users of a Cognito user pool': `
        resource "aws_iam_role" "user" {
          assume_role_policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { Federated = "cognito-identity.amazonaws.com" }
              Action    = "sts:AssumeRoleWithWebIdentity"
              Condition = {
                StringEquals             = { "cognito-identity.amazonaws.com:aud" = "eu-west-1:0f1e2d3c-0000-1111-2222-333344445555" }
                "ForAnyValue:StringLike" = { "cognito-identity.amazonaws.com:amr" = "authenticated" }
              }
            }]
          })
        }`,
    },
    bad: {
      'no subject': `
        resource "aws_iam_role" "deploy" {
          assume_role_policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }
              Action    = "sts:AssumeRoleWithWebIdentity"
              Condition = { StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com" } }
            }]
          })
        }`,
      'every repository of an owner, in a policy document': `
        data "aws_iam_policy_document" "trust" {
          statement {
            actions = ["sts:AssumeRoleWithWebIdentity"]
            principals {
              type        = "Federated"
              identifiers = ["arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"]
            }
            condition {
              test     = "StringEquals"
              variable = "token.actions.githubusercontent.com:aud"
              values   = ["sts.amazonaws.com"]
            }
            condition {
              test     = "StringLike"
              variable = "token.actions.githubusercontent.com:sub"
              values   = ["repo:example/*"]
            }
          }
        }
        resource "aws_iam_role" "deploy" {
          assume_role_policy = data.aws_iam_policy_document.trust.json
        }`,
      'every project of gitlab.com': `
        resource "aws_iam_role" "deploy" {
          assume_role_policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/gitlab.com" }
              Action    = "sts:AssumeRoleWithWebIdentity"
              Condition = {
                StringEquals = { "gitlab.com:aud" = "https://gitlab.com" }
              }
            }]
          })
        }`,
      'every project of a group of GitLab': `
        resource "aws_iam_role" "deploy" {
          assume_role_policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/gitlab.com" }
              Action    = "sts:AssumeRoleWithWebIdentity"
              Condition = {
                StringEquals = { "gitlab.com:aud" = "https://gitlab.com" }
                StringLike   = { "gitlab.com:sub" = "project_path:example/*:ref_type:branch:ref:main" }
              }
            }]
          })
        }`,
      'every project of a subgroup of GitLab': `
        resource "aws_iam_role" "deploy" {
          assume_role_policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/gitlab.com" }
              Action    = "sts:AssumeRoleWithWebIdentity"
              Condition = {
                StringEquals = { "gitlab.com:aud" = "https://gitlab.com" }
                StringLike   = { "gitlab.com:sub" = "project_path:example/shop/*" }
              }
            }]
          })
        }`,
      'a GitLab instance of its own, without a subject': `
        resource "aws_iam_role" "deploy" {
          assume_role_policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/git.example.com" }
              Action    = "sts:AssumeRoleWithWebIdentity"
              Condition = {
                StringEquals = { "git.example.com:aud" = "https://git.example.com" }
              }
            }]
          })
        }`,
      'no audience': `
        resource "aws_iam_role" "deploy" {
          assume_role_policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/gitlab.com" }
              Action    = "sts:AssumeRoleWithWebIdentity"
              Condition = { StringEquals = { "gitlab.com:sub" = "project_path:example/shop:ref_type:branch:ref:main" } }
            }]
          })
        }`,
      'a subject, only if the key is present': `
        resource "aws_iam_role" "deploy" {
          assume_role_policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }
              Action    = "sts:AssumeRoleWithWebIdentity"
              Condition = {
                StringEquals           = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com" }
                StringEqualsIfExists   = { "token.actions.githubusercontent.com:sub" = "repo:example/shop:environment:prod" }
              }
            }]
          })
        }`,
      'guests of Cognito': `
        resource "aws_iam_role" "guest" {
          assume_role_policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { Federated = "cognito-identity.amazonaws.com" }
              Action    = "sts:AssumeRoleWithWebIdentity"
              Condition = { StringEquals = { "cognito-identity.amazonaws.com:aud" = "eu-west-1:0f1e2d3c-0000-1111-2222-333344445555" } }
            }]
          })
        }`,
    },
    unknown: {
      'a subject that is not known': `
        variable "subject" {}
        resource "aws_iam_role" "deploy" {
          assume_role_policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }
              Action    = "sts:AssumeRoleWithWebIdentity"
              Condition = {
                StringEquals = {
                  "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
                  "token.actions.githubusercontent.com:sub" = var.subject
                }
              }
            }]
          })
        }`,
    },
  },
});

/** Issuers of consumer identities, whose users cannot be listed: the audience names the app. */
const consumers = ['accounts.google.com', 'graph.facebook.com', 'www.amazon.com'];

function judge(path: string, { conditions }: Statement, issuer: string, context: Context): Verdict {
  const claims = issuer === 'cognito-identity.amazonaws.com' ? ['aud', 'amr'] : ['aud', 'sub'];
  const needed = consumers.includes(issuer) ? ['aud|app_id'] : claims;
  for (const claim of needed) {
    const pins = conditions.filter(({ key }) => new RegExp(`:(${claim})$`, 'i').test(key));
    const verdicts = pins.map((condition) => isPinned(condition, claim, isCritical(context)));
    if (verdicts.includes(true)) continue;
    const unknown = verdicts.find((one) => one instanceof Unknown);
    if (unknown instanceof Unknown) return notKnown(path, expected, unknown);
    const found = pins.map(({ operator, key, values }) => `${operator} ${key} ${values.map(String).join(', ')}`)[0];
    return failing(path, expected, found ?? `no condition on ${issuer}:${claim.split('|')[0] ?? claim}`);
  }
  return pass;
}

function isPinned(condition: Condition, claim: string, isStrict: boolean): boolean | Unknown {
  if (!requires(condition)) return false;
  const unknown = condition.values.map(unknownText).find((one) => one !== undefined);
  const isLiteral = operatorOf(condition.operator).name.startsWith('stringequals');
  const holds = (text: AnyText): boolean => {
    const value = elided(text);
    if (claim === 'amr') return value === 'authenticated' || /^authenticated$|:/.test(value);
    if (isLiteral || isFixed(text)) return value !== '' && (text instanceof Text || !value.includes('${'));
    return claim === 'sub' && !isStrict && namesProject(value);
  };
  const isHeld = condition.values.every((value) => unknownText(value) !== undefined || holds(value));
  return isHeld ? (unknown ?? true) : false;
}
