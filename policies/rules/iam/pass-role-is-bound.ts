import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass, unlessUnknown, type Verdict } from '../../../review/engine/verdict';
import type { Condition } from '../../../review/iam/document';
import { Unknown } from '../../../review/model/value';
import { isFixed, requires, someNarrow } from '../../../review/iam/narrowing';
import { some } from '../../../review/iam/three-valued-logic';
import { operatorOf } from '../../../review/iam/operators';
import { eachAllow, type PlacedStatement } from '../support/policies';
import { unknownText } from '../support/text';
import { carriersOf } from '../support/policy-carriers';
import { overlapsText } from '../../../review/iam/text-matching';
import { isEverything, isWholeType, isEveryAction, onEverything } from './unconstrained';
import { elided, type AnyText } from '../../../review/model/text';

const expected = 'iam:PassRole on named roles, with a condition on iam:PassedToService';

export const passRoleIsBound = defineRule({
  id: 'iam/pass-role-is-bound',
  aliases: ['IAM-15'],
  title: 'IAM policies should allow iam:PassRole only for named roles and services',
  severity: 'high',
  why: 'Anyone who can pass any role can start a function or instance with the most privileged one and use its credentials. iam:PassRole on "*" is administrative access in two steps.',
  fix: 'Name the roles in Resource, by ARN or by path, and add StringEquals on iam:PassedToService.',
  resources: carriersOf('identity'),
  check: (resource, { graph }) =>
    eachAllow(resource, graph, ['identity'], expected, (allow) => {
      const passes = some(allow.statement.actions ?? [], (action) => overlapsText(action, 'iam:PassRole', true));
      return passes === false ? pass : unlessUnknown(judge(allow), passes);
    }),
  examples: {
    good: {
      'one role, to one service': `
        resource "aws_iam_role_policy" "main" {
          role   = "deploy"
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Action    = "iam:PassRole"
              Resource  = "arn:aws:iam::111122223333:role/task"
              Condition = { StringEquals = { "iam:PassedToService" = "ecs-tasks.amazonaws.com" } }
            }]
          })
        }`,
      'roles of a path': `
        resource "aws_iam_role_policy" "main" {
          role   = "deploy"
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Action    = ["iam:GetRole", "iam:PassRole"]
              Resource  = "arn:aws:iam::111122223333:role/app/*"
              Condition = { StringLike = { "iam:PassedToService" = ["lambda.amazonaws.com", "*.scheduler.amazonaws.com"] } }
            }]
          })
        }`,
    },
    bad: {
      'any role': `
        resource "aws_iam_role_policy" "main" {
          role   = "deploy"
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Action    = "iam:PassRole"
              Resource  = "*"
              Condition = { StringEquals = { "iam:PassedToService" = "lambda.amazonaws.com" } }
            }]
          })
        }`,
      'any role of the account': `
        resource "aws_iam_role_policy" "main" {
          role   = "deploy"
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Action    = "iam:Pass*"
              Resource  = "arn:aws:iam::111122223333:role/*"
              Condition = { StringEquals = { "iam:PassedToService" = "lambda.amazonaws.com" } }
            }]
          })
        }`,
      'to any service': `
        resource "aws_iam_role_policy" "main" {
          role   = "deploy"
          policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "iam:PassRole", Resource = "arn:aws:iam::111122223333:role/task" }] })
        }`,
      'to any service, if iam:PassedToService is missing': `
        resource "aws_iam_role_policy" "main" {
          role   = "deploy"
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Action    = "iam:PassRole"
              Resource  = "arn:aws:iam::111122223333:role/task"
              Condition = { StringEqualsIfExists = { "iam:PassedToService" = "lambda.amazonaws.com" } }
            }]
          })
        }`,
    },
    unknown: {
      'a role that is not known': `
        variable "role" {}
        resource "aws_iam_policy" "main" {
          policy = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Action    = "iam:PassRole"
              Resource  = var.role
              Condition = { StringEquals = { "iam:PassedToService" = "lambda.amazonaws.com" } }
            }]
          })
        }`,
    },
  },
});

function judge({ path, statement }: PlacedStatement): Verdict {
  const { resources = ['*'], actions = [], conditions } = statement;
  // Every action on every resource is judged by iam/no-full-admin.
  if (actions.some(isEveryAction) && onEverything(statement) === true) return pass;
  const isAny = (resource: AnyText): boolean => isEverything(resource) || isWholeType(resource);
  const wide = resources.find((resource) => unknownText(resource) === undefined && isAny(resource));
  if (wide !== undefined) return failing(path, expected, `iam:PassRole on ${String(wide)}`);
  const services = someNarrow(conditions, passedTo);
  if (services === false) {
    const isOptional = conditions.some(
      (one) => one.key.toLowerCase() === 'iam:passedtoservice' && operatorOf(one.operator).ifExists,
    );
    const whom = isOptional ? 'any service, if iam:PassedToService is missing' : 'any service';
    return failing(path, expected, `iam:PassRole to ${whom}`);
  }
  const unknown = resources.map(unknownText).find((one) => one !== undefined) ?? services;
  return unknown instanceof Unknown ? notKnown(path, expected, unknown) : pass;
}

function passedTo(condition: Condition): boolean | Unknown {
  if (condition.key.toLowerCase() !== 'iam:passedtoservice' || !requires(condition)) return false;
  const isService = (value: AnyText): boolean => isFixed(value) || /[\w-]\.amazonaws\.com/.test(elided(value));
  const unknown = condition.values.map(unknownText).find((one) => one !== undefined);
  return condition.values.every((value) => unknownText(value) !== undefined || isService(value))
    ? (unknown ?? true)
    : false;
}
