import { identityViewsOf } from '../../../review/iam/identity-view';
import { keyViewsOf } from '../../../review/iam/key-view';
import { graphOfHcl } from '../../../review/model/load';

// What the page shows of an identity or a key says so where a policy may be absent.

const policy = (effect: string, action: string) =>
  `jsonencode({ Statement = [{ Effect = "${effect}", Action = "${action}", Resource = "*" }] })`;
const reason = /may be absent: count of .* is not known: var\.is_on has no value/;

describe('a policy whose count is not known', () => {
  const identity = async (rest: string) => {
    const graph = await graphOfHcl(`
      variable "is_on" { type = bool }
      resource "aws_iam_role" "r" {
        name               = "r"
        assume_role_policy = jsonencode({ Statement = [] })
      }
      resource "aws_iam_role_policy" "allow" {
        role   = aws_iam_role.r.name
        policy = ${policy('Allow', 's3:*')}
      }
      ${rest}`);
    return identityViewsOf(graph, 'example')[0]!.unknown;
  };

  test.each([
    [
      'an inline policy that denies',
      `resource "aws_iam_role_policy" "deny" {
        count  = var.is_on ? 1 : 0
        role   = aws_iam_role.r.name
        policy = ${policy('Deny', 's3:DeleteObject')}
      }`,
    ],
    [
      'an attachment',
      `resource "aws_iam_policy" "p" {
        policy = ${policy('Deny', 's3:DeleteObject')}
      }
      resource "aws_iam_role_policy_attachment" "a" {
        count      = var.is_on ? 1 : 0
        role       = aws_iam_role.r.name
        policy_arn = aws_iam_policy.p.arn
      }`,
    ],
  ])('%s', async (_, hcl) => {
    expect(await identity(hcl)).toEqual([expect.stringMatching(reason)]);
  });

  test('is not named where it is of another role', async () => {
    const other = `
      resource "aws_iam_role" "other" {
        name               = "other"
        assume_role_policy = jsonencode({ Statement = [] })
      }
      resource "aws_iam_role_policy" "deny" {
        count  = var.is_on ? 1 : 0
        role   = aws_iam_role.other.name
        policy = ${policy('Deny', 's3:DeleteObject')}
      }`;
    expect(await identity(other)).toEqual([]);
  });

  test('of a key', async () => {
    const graph = await graphOfHcl(`
      variable "is_on" { type = bool }
      resource "aws_kms_key" "k" {}
      resource "aws_kms_key_policy" "k" {
        count  = var.is_on ? 1 : 0
        key_id = aws_kms_key.k.id
        policy = ${policy('Allow', 'kms:*')}
      }`);
    expect(keyViewsOf(graph, 'example')[0]!.unknown).toEqual([expect.stringMatching(reason)]);
  });
});
