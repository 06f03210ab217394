import { canInEveryVariant, externalAccessInEveryVariant } from '../../../review/iam/can-in-every-variant';
import { identitiesIn } from '../../../review/iam/identities';
import { graphOfHcl } from '../../../review/model/load';

const head = `
  provider "aws" {
    allowed_account_ids = ["111122223333"]
  }
  variable "on" {}
  variable "other" {}
  resource "aws_s3_bucket" "a" {
    bucket = "shop-a"
  }`;
const statement = (effect: string, principal = '') =>
  `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "${effect}", ${principal} Action = "s3:GetObject", Resource = "*" }] })`;
const role = (count = '') => `
  resource "aws_iam_role" "app" {
    ${count}
    name               = "app"
    assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  }`;
const policy = (name: string, effect: string, count = '', of = 'app') => `
  resource "aws_iam_role_policy" "${name}" {
    ${count}
    name   = "${name}"
    role   = "${of}"
    policy = ${statement(effect)}
  }`;
const onlyIf = (variable: string) => `count = var.${variable} ? 1 : 0`;

async function answers(hcl: string, resource?: string) {
  const graph = await graphOfHcl(head + hcl);
  const [identity] = identitiesIn(graph);
  return canInEveryVariant(graph, identity as never, 's3:GetObject', resource).map(({ decision }) => [
    decision.result,
    decision.result === 'unknown' ? decision.because : (decision.by?.policy.name ?? ''),
  ]);
}
const absent = (address: string, variable = 'on') =>
  `${address} may be absent: count of resource "${address.replace('.', '" "').replace(/\[.*/, '')}" is not known: var.${variable} has no value`;

describe.each([
  ['of an object', 'arn:aws:s3:::shop-a/x'],
  ['of no resource in particular', undefined],
])('whether an identity may, asked %s,', (_, resource) => {
  test('is not known where the Deny may be absent', async () => {
    const hcl = role() + policy('allows', 'Allow') + policy('denies', 'Deny', onlyIf('on'));
    expect(await answers(hcl, resource)).toEqual([['unknown', absent('aws_iam_role_policy.denies[0]')]]);
  });

  test('names what decides it of all that depend on the same condition', async () => {
    const queue = `\nresource "aws_sqs_queue" "first" {\n ${onlyIf('on')}\n }\n`;
    const hcl =
      queue + role() + policy('other', 'Deny', onlyIf('on'), 'nobody') + policy('allows', 'Allow', onlyIf('on'));
    expect(await answers(hcl, resource)).toEqual([['unknown', absent('aws_iam_role_policy.allows[0]')]]);
  });

  test('is not known where the Allow may be absent', async () => {
    const hcl = role() + policy('allows', 'Allow', onlyIf('on'));
    expect(await answers(hcl, resource)).toEqual([['unknown', absent('aws_iam_role_policy.allows[0]')]]);
  });

  test('is known where another one decides in every case', async () => {
    const allowed = role() + policy('allows', 'Allow') + policy('also', 'Allow', onlyIf('on'));
    const denied = role() + policy('allows', 'Allow', onlyIf('on')) + policy('denies', 'Deny');
    expect(await answers(allowed, resource)).toEqual([['allowed', 'allows']]);
    expect((await answers(denied, resource)).map(([result]) => result)).toEqual(['denied']);
  });

  test('is of the identity if it exists: what depends on the same variable exists with it', async () => {
    const hcl = role(onlyIf('on')) + policy('allows', 'Allow', onlyIf('on'));
    expect(await answers(hcl, resource)).toEqual([['allowed', 'allows']]);
    const two = hcl + policy('denies', 'Deny', onlyIf('other'));
    expect(await answers(two, resource)).toEqual([['unknown', absent('aws_iam_role_policy.denies[0]', 'other')]]);
  });
});

const block = (count = '') => `
  resource "aws_s3_bucket_public_access_block" "a" {
    ${count}
    bucket                  = aws_s3_bucket.a.id
    block_public_policy     = true
    restrict_public_buckets = true
  }`;
const open = (effect: string, name: string, count = '') => `
  resource "aws_s3_bucket_policy" "${name}" {
    ${count}
    bucket = aws_s3_bucket.a.id
    policy = ${statement(effect, 'Principal = "*",')}
  }`;

test.each([
  ['is not known where the policy may be absent', open('Allow', 'p', onlyIf('on')), 1],
  ['is nobody where Block Public Access is there in any case', open('Allow', 'p', onlyIf('on')) + block(), 0],
  ['is not known where Block Public Access may be absent', open('Allow', 'p') + block(onlyIf('on')), 1],
])('whom a bucket lets in %s', async (_, hcl, count) => {
  const found = externalAccessInEveryVariant(await graphOfHcl(head + hcl), 's3:GetObject');
  expect(found).toHaveLength(count);
  for (const one of found) expect(one).toMatchObject({ name: 'everyone', unknown: {} });
});

test('of a queue whose policy may be absent, the answer names the policy', async () => {
  const graph = await graphOfHcl(`${head}
    resource "aws_sqs_queue" "q" {
      name = "q"
    }
    resource "aws_sqs_queue_policy" "q" {
      ${onlyIf('on')}
      queue_url = aws_sqs_queue.q.id
      policy    = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:*", Resource = "*" }] })
    }`);
  expect(externalAccessInEveryVariant(graph, 'sqs:SendMessage')).toMatchObject([
    { name: 'everyone', unknown: { because: absent('aws_sqs_queue_policy.q[0]') } },
  ]);
});
