import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';
import type { Attribute } from '../../../review/engine/attribute';
import { fail, failing, notKnown, pass, quoted, type Verdict } from '../../../review/engine/verdict';
import { isList, Unknown, unknownIn } from '../../../review/model/value';
import { isWorld, parseCidr } from '../../../review/network/cidr';

const expected = 'no endpoint that the internet reaches';

export const endpointNotPublic = defineRule({
  id: 'eks/endpoint-not-public',
  aliases: ['EKS-01'],
  title: 'EKS cluster endpoints should not be open to the internet',
  severity: 'high',
  why: 'The endpoint is public by default. Anyone can try stolen tokens and vulnerabilities of the API server against it.',
  fix: 'Set vpc_config { endpoint_public_access = false, endpoint_private_access = true }, or list the addresses of your office in public_access_cidrs.',
  resources: ['aws_eks_cluster'],
  check: (cluster) => {
    const isPublic = attribute(cluster, 'vpc_config.endpoint_public_access', { default: true });
    if (isPublic.is(false).status === 'pass') return pass;
    const cidrs = attribute(cluster, 'vpc_config.public_access_cidrs', { default: ['0.0.0.0/0'] });
    const ranges = namesWorld(cidrs);
    // Where the ranges are narrow it does not matter whether the endpoint is public.
    return ranges.status === 'fail' && isPublic.is(true).status === 'unknown' ? isPublic.is(false) : ranges;
  },
  examples: {
    good: {
      'a private endpoint': `
        resource "aws_eks_cluster" "main" {
          vpc_config {
            endpoint_public_access  = false
            endpoint_private_access = true
          }
        }`,
      'an office only': `
        resource "aws_eks_cluster" "main" {
          vpc_config {
            public_access_cidrs = ["203.0.113.0/24"]
          }
        }`,
    },
    bad: {
      'the default': `
        resource "aws_eks_cluster" "main" {
          vpc_config {
            subnet_ids = ["subnet-0a1b2c3d"]
          }
        }`,
      'the internet among other ranges': `
        resource "aws_eks_cluster" "main" {
          vpc_config {
            endpoint_public_access = true
            public_access_cidrs    = ["203.0.113.0/24", "0.0.0.0/0"]
          }
        }`,
      'an empty list, which AWS takes as the default': `
        resource "aws_eks_cluster" "main" {
          vpc_config {
            public_access_cidrs = []
          }
        }`,
      'the internet in two halves': `
        resource "aws_eks_cluster" "main" {
          vpc_config {
            public_access_cidrs = ["0.0.0.0/1", "128.0.0.0/1"]
          }
        }`,
    },
    unknown: {
      'a switch without a value': `
        variable "public" {}
        resource "aws_eks_cluster" "main" {
          vpc_config {
            endpoint_public_access = var.public
          }
        }`,
      'a range that is known after apply': `
        resource "aws_eks_cluster" "main" {
          vpc_config {
            public_access_cidrs = ["203.0.113.0/24", aws_customer_gateway.office.ip_address]
          }
        }
        resource "aws_customer_gateway" "office" {
          bgp_asn = 65000
          type    = "ipsec.1"
        }`,
      'ranges without a value': `
        variable "ranges" {}
        resource "aws_eks_cluster" "main" {
          vpc_config {
            public_access_cidrs = var.ranges
          }
        }`,
    },
  },
});

/** Ranges of IPv4 and IPv6, known and not: those that are known may already be the internet. An empty list is AWS's default, all of it. */
function namesWorld({ path, value }: Attribute): Verdict {
  if (value instanceof Unknown) return notKnown(path, expected, value);
  const entries = isList(value) ? value : [];
  if (entries.length === 0) return failing(path, expected, 'no range, which AWS takes as 0.0.0.0/0');
  const cidrs = entries.flatMap((one) => (typeof one === 'string' ? (parseCidr(one) ?? []) : []));
  if (isWorld(cidrs, 4) || isWorld(cidrs, 6)) return fail(path, expected, value);
  const other = entries.find((one) => typeof one !== 'string');
  if (other === undefined) return pass;
  return notKnown(path, expected, unknownIn(other) ?? `${quoted(other)} is known after apply`);
}
