import { defineRule } from '../../../review/engine/rule';
import { all, failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import type { Condition } from '../../../review/iam/document';
import { Unknown } from '../../../review/model/value';
import { isEverything } from '../iam/unconstrained';
import { namesEveryone } from '../../../review/iam/openness';
import { isFixed, narrowsCaller, requires, someNarrow } from '../../../review/iam/narrowing';
import { and, not, some } from '../../../review/iam/three-valued-logic';
import { eachAllow, type PlacedStatement } from '../support/policies';
import { unknownText } from '../support/text';
import { elided, unknownStart, type AnyText } from '../../../review/model/text';

const expected = 'a policy limited to own principals or own resources';

export const endpointPolicy = defineRule({
  id: 'vpc/endpoint-policy',
  aliases: ['NET-11'],
  title: 'VPC endpoints should have a policy that allows only own principals or resources',
  severity: 'medium',
  why: 'Without a policy, an attacker inside the VPC can use an endpoint and their own credentials to copy data to a bucket of theirs, without passing the firewall.',
  fix: 'Set policy with conditions on aws:PrincipalAccount or aws:PrincipalOrgID, and aws:ResourceAccount or aws:ResourceOrgID.',
  resources: ['aws_vpc_endpoint'],
  check: (endpoint, { graph }) => {
    const type = endpoint.at('vpc_endpoint_type') ?? 'Gateway';
    const service = endpoint.at('service_name');
    // Gateway Load Balancer endpoints and endpoints of other companies’ services have no policy.
    const takesNone = typeof service === 'string' && /\.vpce\./.test(service);
    if (takesNone || (typeof type === 'string' && !['Gateway', 'Interface'].includes(type))) return [];
    const separate = graph.children(endpoint, 'aws_vpc_endpoint_policy', 'vpc_endpoint_id');
    const verdicts = [endpoint, ...separate.found].flatMap((resource) =>
      eachAllow(resource, graph, ['endpoint'], expected, narrow),
    );
    if (verdicts.length > 0) return all(verdicts);
    return separate.unknown
      ? notKnown('policy', expected, separate.unknown)
      : failing('policy', expected, 'nothing, which allows everything for everyone');
  },
  examples: {
    good: {
      'own principals on own resources': `
        resource "aws_vpc_endpoint" "main" {
          service_name = "com.amazonaws.eu-west-1.s3"
          policy       = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = "*"
              Action    = "*"
              Resource  = "*"
              Condition = { StringEquals = { "aws:PrincipalAccount" = "111122223333", "aws:ResourceAccount" = "111122223333" } }
            }]
          })
        }`,
      'a separate policy, for one bucket': `
        resource "aws_vpc_endpoint" "main" {
          service_name = "com.amazonaws.eu-west-1.s3"
        }
        resource "aws_vpc_endpoint_policy" "main" {
          vpc_endpoint_id = aws_vpc_endpoint.main.id
          policy          = jsonencode({
            Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "arn:aws:s3:::shop-assets/*" }]
          })
        }`,
      'another company’s service, which has no policy': `
        resource "aws_vpc_endpoint" "main" {
          service_name = "com.amazonaws.eu-west-1.sqs"
          policy       = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:SendMessage", Resource = "*" }] })
        }
        resource "aws_vpc_endpoint" "vendor" {
          service_name      = "com.amazonaws.vpce.eu-west-1.vpce-svc-0a1b2c3d4e5f60718"
          vpc_endpoint_type = "Interface"
        }`,
    },
    bad: {
      none: `
        resource "aws_vpc_endpoint" "main" {
          service_name = "com.amazonaws.eu-west-1.s3"
        }`,
      'the ACL that AWS creates': `
        resource "aws_vpc_endpoint" "main" {
          service_name = "com.amazonaws.eu-west-1.s3"
          policy       = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] })
        }`,
      'all of the service': `
        resource "aws_vpc_endpoint" "main" {
          service_name      = "com.amazonaws.eu-west-1.secretsmanager"
          vpc_endpoint_type = "Interface"
          policy            = jsonencode({
            Statement = [{
              Effect    = "Allow"
              Principal = { AWS = "*" }
              Action    = "secretsmanager:*"
              Resource  = "*"
              Condition = { StringNotEquals = { "aws:PrincipalAccount" = "999988887777" } }
            }]
          })
        }`,
    },
    unknown: {
      'a policy that is not known': `
        variable "policy" {}
        resource "aws_vpc_endpoint" "main" {
          service_name = "com.amazonaws.eu-west-1.s3"
          policy       = var.policy
        }`,
    },
  },
});

function narrow({ path, statement }: PlacedStatement): Verdict {
  const { actions = ['*'], resources = ['*'], conditions } = statement;
  const isWide = and(
    some(resources, (one) => unknownText(one) ?? isEverything(one)),
    some(actions, (one) => unknownText(one) ?? isEveryAction(one)),
    namesEveryone(statement),
    not(someNarrow(conditions, narrows)),
  );
  if (isWide instanceof Unknown) return notKnown(path, expected, isWide);
  return isWide ? failing(path, expected, `${actions.map(String).join(', ')} for everyone on all resources`) : pass;
}

function isEveryAction(action: AnyText): boolean {
  return /^(\*+|[\w*-]+:\*+)$/.test(elided(action));
}

function narrows(condition: Condition): boolean | Unknown {
  if (!/^aws:resource(account|orgid|orgpaths)$/i.test(condition.key)) return narrowsCaller(condition);
  const unknown = condition.values.map(unknownStart).find((one) => one !== undefined);
  return unknown ?? (requires(condition) && condition.values.every(isFixed));
}
