import { defineRule } from '../../../review/engine/rule';
import { all, fail, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';
import { isAbsent, isList, Reference, Unknown, type Value } from '../../../review/model/value';

const expected = 'a policy with only the actions that are needed';

/** What attaches policies, and the attribute that names them. */
const attributes: Readonly<Record<string, string>> = {
  aws_iam_role_policy_attachment: 'policy_arn',
  aws_iam_user_policy_attachment: 'policy_arn',
  aws_iam_group_policy_attachment: 'policy_arn',
  aws_iam_policy_attachment: 'policy_arn',
  aws_iam_role_policy_attachments_exclusive: 'policy_arns',
  aws_iam_user_policy_attachments_exclusive: 'policy_arns',
  aws_iam_group_policy_attachments_exclusive: 'policy_arns',
  aws_iam_role: 'managed_policy_arns',
  aws_ssoadmin_managed_policy_attachment: 'managed_policy_arn',
};

export const noAwsManagedAdmin = defineRule({
  id: 'iam/no-aws-managed-admin',
  aliases: ['IAM-13'],
  title: 'AdministratorAccess, PowerUserAccess and IAMFullAccess should not be attached',
  severity: 'high',
  why: 'AdministratorAccess and IAMFullAccess give control of the whole account. PowerUserAccess gives everything except IAM: it can read every secret and delete every backup.',
  fix: 'Attach a customer managed policy. Keep one role for emergencies that people assume with MFA, and waive this rule for it by name.',
  resources: Object.keys(attributes),
  check: (resource) => {
    const path = attributes[resource.type] ?? 'policy_arn';
    const value = resource.at(path);
    if (isAbsent(value)) return [];
    return all((isList(value) ? value : [value]).map((arn) => judge(path, arn)));
  },
  examples: {
    good: {
      'a customer managed policy, and a narrow AWS managed one': `
        resource "aws_iam_policy" "app" {
          policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::shop/*" }] })
        }
        resource "aws_iam_role_policy_attachment" "app" {
          role       = "app"
          policy_arn = aws_iam_policy.app.arn
        }
        resource "aws_iam_role_policy_attachment" "ssm" {
          role       = "app"
          policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
        }`,
      'a policy of the account that happens to have the name': `
        resource "aws_iam_role_policy_attachment" "app" {
          role       = "app"
          policy_arn = "arn:aws:iam::111122223333:policy/PowerUserAccess"
        }`,
    },
    bad: {
      administration: `
        resource "aws_iam_role_policy_attachment" "main" {
          role       = "app"
          policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
        }`,
      'among others, on the role itself': `
        resource "aws_iam_role" "main" {
          assume_role_policy  = "{}"
          managed_policy_arns = ["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws-cn:iam::aws:policy/PowerUserAccess"]
        }`,
      'found by its name': `
        data "aws_iam_policy" "admin" {
          name = "IAMFullAccess"
        }
        resource "aws_iam_group_policy_attachment" "main" {
          group      = "people"
          policy_arn = data.aws_iam_policy.admin.arn
        }`,
      'from a variable': `
        variable "policy" {
          default = "AdministratorAccess"
        }
        resource "aws_iam_user_policy_attachment" "main" {
          user       = "anna"
          policy_arn = "arn:aws:iam::aws:policy/\${var.policy}"
        }`,
    },
    unknown: {
      'a policy that is not known': `
        variable "policy" {}
        resource "aws_iam_role_policy_attachment" "main" {
          role       = "app"
          policy_arn = var.policy
        }`,
    },
  },
});

function judge(path: string, arn: Value): Verdict {
  if (arn instanceof Unknown) return notKnown(path, expected, arn);
  const text = arn instanceof Reference ? arnOfData(arn.resource) : arn;
  if (text instanceof Unknown) return notKnown(path, expected, text);
  return typeof text === 'string' && isAdministration(text) ? fail(path, expected, text) : pass;
}

/** A data source finds a policy by ARN or name; by name only, AWS managed policies come first. */
function arnOfData(resource: Resource): Value | undefined {
  if (resource.mode !== 'data') return undefined;
  const name = resource.at('name');
  const arn = resource.at('arn');
  if (arn !== undefined || name instanceof Unknown) return arn ?? name;
  return typeof name === 'string' ? `arn:aws:iam::aws:policy/${name}` : undefined;
}

function isAdministration(arn: string): boolean {
  return /^arn:[\w-]+:iam::aws:policy\/(AdministratorAccess|PowerUserAccess|IAMFullAccess)$/.test(arn);
}
