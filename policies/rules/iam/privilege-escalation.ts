import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass } from '../../../review/engine/verdict';
import { escalationsOf, inSentence } from '../../../review/iam/escalation';
import { isUnlimited } from '../../../review/iam/administrator';
import { identityOf } from '../../../review/iam/identities';

const expected = 'no privilege escalation';

export const privilegeEscalation = defineRule({
  id: 'iam/privilege-escalation',
  aliases: ['IAM-04'],
  title: 'IAM identities should not allow privilege escalation',
  severity: 'critical',
  why: 'Some permissions imply all others. An identity that can change its own policy, reset another login, or run code with a more privileged role becomes an administrator in a few calls, although no policy says so. The permissions may be spread over several policies.',
  fix: 'Remove or restrict one of the steps in the finding: name the roles in iam:PassRole, limit IAM writes to paths whose roles have a permissions boundary, and require that boundary with a condition on iam:PermissionsBoundary.',
  resources: ['aws_iam_role', 'aws_iam_user', 'aws_iam_group'],
  check: (resource, { graph }) => {
    const identity = identityOf(graph, resource);
    // An administrator cannot escalate. iam/no-full-admin and iam/no-aws-managed-admin judge administrators.
    if (!identity || isUnlimited(identity) === true) return [];
    const inherited = identity.groups.flatMap((group) => escalationsOf(graph, group).map(({ method }) => method.name));
    const found = escalationsOf(graph, identity).filter(({ method }) => !inherited.includes(method.name));
    const certain = found.filter(({ unknown }) => !unknown).map(inSentence);
    const [first, second] = certain;
    if (first) {
      const more = certain.length > 2 ? ` and ${certain.length - 2} more` : '';
      return failing(undefined, expected, [first, second].filter(Boolean).join('; ') + more);
    }
    const [open] = found;
    return open?.unknown ? notKnown(undefined, expected, `${open.unknown.because} (${inSentence(open)})`) : pass;
  },
  examples: {
    good: {
      'what an application needs': `
        resource "aws_iam_role" "app" {
          assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }] })
        }
        resource "aws_iam_role_policy" "app" {
          role   = aws_iam_role.app.name
          policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject", "ec2:RunInstances"], Resource = "*" }] })
        }`,
      'a deployer that passes one weak role, and makes only bounded ones': `
        provider "aws" { allowed_account_ids = ["111122223333"] }
        resource "aws_iam_policy" "boundary" {
          name   = "boundary"
          policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["ec2:*", "iam:*"], Resource = "*" }] })
        }
        resource "aws_iam_role" "deployer" {
          name                 = "deployer"
          permissions_boundary = aws_iam_policy.boundary.arn
          assume_role_policy   = jsonencode({ Version = "2012-10-17", Statement = [] })
        }
        resource "aws_iam_role" "task" {
          name               = "task"
          path               = "/tasks/"
          assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }] })
        }
        resource "aws_iam_role_policy" "deployer" {
          role   = aws_iam_role.deployer.id
          policy = jsonencode({ Version = "2012-10-17", Statement = [
            { Effect = "Allow", Action = "ec2:*", Resource = "*" },
            { Effect = "Allow", Action = "iam:PassRole", Resource = aws_iam_role.task.arn },
            { Effect = "Allow", Action = ["iam:CreateRole", "iam:PutRolePolicy"], Resource = "arn:aws:iam::111122223333:role/*",
              Condition = { StringEquals = { "iam:PermissionsBoundary" = aws_iam_policy.boundary.arn } } },
          ] })
        }`,
      'a denied step': `
        resource "aws_iam_user" "ann" { name = "ann" }
        resource "aws_iam_user_policy" "ann" {
          user   = aws_iam_user.ann.name
          policy = jsonencode({ Version = "2012-10-17", Statement = [
            { Effect = "Allow", Action = "iam:CreateAccessKey", Resource = "*" },
            { Effect = "Deny", Action = "iam:*", NotResource = "arn:aws:iam::*:user/$\${aws:username}" },
          ] })
        }`,
    },
    bad: {
      'it can change its own policy': `
        resource "aws_iam_role" "app" {
          assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
        }
        resource "aws_iam_policy" "app" {
          name   = "app"
          policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "iam:CreatePolicy*", Resource = "*" }] })
        }
        resource "aws_iam_role_policy_attachment" "app" {
          role       = aws_iam_role.app.name
          policy_arn = aws_iam_policy.app.arn
        }`,
      'passing any role and starting an instance, in two policies': `
        resource "aws_iam_group" "ops" { name = "ops" }
        resource "aws_iam_user" "ann" { name = "ann" }
        resource "aws_iam_user_group_membership" "ann" {
          user   = aws_iam_user.ann.name
          groups = [aws_iam_group.ops.name]
        }
        resource "aws_iam_group_policy" "ops" {
          group  = aws_iam_group.ops.name
          policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "ec2:*", Resource = "*" }] })
        }
        resource "aws_iam_user_policy" "ann" {
          user   = aws_iam_user.ann.name
          policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "iam:PassRole", Resource = "*" }] })
        }`,
      'a boundary that it can remove': `
        provider "aws" { allowed_account_ids = ["111122223333"] }
        resource "aws_iam_policy" "boundary" {
          policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:*", "iam:DeleteRole*"], Resource = "*" }] })
        }
        resource "aws_iam_role" "app" {
          name                 = "app"
          permissions_boundary = aws_iam_policy.boundary.arn
          assume_role_policy   = jsonencode({ Version = "2012-10-17", Statement = [] })
        }
        resource "aws_iam_role_policy" "app" {
          role   = aws_iam_role.app.id
          policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "iam:*", Resource = "*" }] })
        }`,
    },
    unknown: {
      'a policy that is not in the input': `
        resource "aws_iam_user" "ann" { name = "ann" }
        resource "aws_iam_user_policy_attachment" "ann" {
          user       = aws_iam_user.ann.name
          policy_arn = "arn:aws:iam::111122223333:policy/elsewhere"
        }`,
    },
  },
});
