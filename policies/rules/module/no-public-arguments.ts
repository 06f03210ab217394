import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass, all, type Verdict } from '../../../review/engine/verdict';
import { isList, isMap, Unknown } from '../../../review/model/value';
import { textOfValue } from '../support/text';
import { argumentsOf, isWeb, namesInternet, type Argument } from './arguments';

/** Names of switches that open when they are true, and when they are false, as providers and widely used modules have them. */
const opensWhenTrue =
  /^(?:\w+_)?(?:publicly_accessible|public_access|endpoint_public_access|associate_public_ip_address|assign_public_ip|map_public_ip_on_launch)$/;
const opensWhenFalse = /^(?:block_public_acls|block_public_policy|ignore_public_acls|restrict_public_buckets)$/;
/** Canned ACLs of a bucket that admit everyone: docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl */
const publicAcl = /^public-read(?:-write)?$/;
/** Arguments of ranges that let in. */
const ranges = /cidr|ip_ranges|ip_addresses/i;
const letsIn = /ingress|inbound|allow|whitelist|access_cidrs|source_cidr/i;
const letsOut = /egress|outbound/i;

export const noPublicArguments = defineRule({
  id: 'module/no-public-arguments',
  aliases: ['MOD-03'],
  title: 'Module arguments should not open resources to the internet',
  severity: 'high',
  why: 'The module was not read, but its argument says what it makes: a public address, a public bucket, or a security group that lets the whole internet in.',
  fix: 'Set the argument to false, or to the ranges of who has to come in.',
  resources: ['@module'],
  check: (module) =>
    all(argumentsOf(module).flatMap((argument) => [...isPublic(argument), ...letsInternetIn(argument)])),
  examples: {
    good: {
      'a private database behind an office': `
        module "main" {
          source = "terraform-aws-modules/rds/aws"
          publicly_accessible = false
          ingress_cidr_blocks = ["203.0.113.0/24"]
          egress_cidr_blocks  = ["0.0.0.0/0"]
          rules               = [{ type = "egress", cidr_blocks = ["0.0.0.0/0"] }]
          acl                 = "private"
        }`,
      'the internet on the ports of the web': `
        module "web" {
          source = "terraform-aws-modules/security-group/aws"
          ingress_cidr_blocks = ["0.0.0.0/0"]
          ingress_rules       = ["https-443-tcp"]
          ingress_with_cidr_blocks = [
            { from_port = 80, to_port = 80, protocol = "tcp", cidr_blocks = "0.0.0.0/0" },
          ]
        }`,
      'a cluster whose public endpoint an office reaches': `
        module "cluster" {
          source = "terraform-aws-modules/eks/aws"
          cluster_endpoint_public_access       = true
          cluster_endpoint_public_access_cidrs = ["203.0.113.0/24"]
        }`,
    },
    bad: {
      'a public database': `
        module "main" {
          source = "terraform-aws-modules/rds/aws"
          publicly_accessible = true
        }`,
      'the internet': `
        module "everything" {
          source = "acme/app/aws"
          ingress_cidr_blocks = ["0.0.0.0/0"]
        }`,
      'the internet on a port of its own': `
        module "group" {
          source = "terraform-aws-modules/security-group/aws"
          ingress_with_cidr_blocks = [
            { from_port = 5432, to_port = 5432, protocol = "tcp", cidr_blocks = "10.0.0.0/8,0.0.0.0/0" },
          ]
        }`,
      'a bucket without its public access block': `
        module "bucket" {
          source = "terraform-aws-modules/s3-bucket/aws"
          bucket              = "example-data"
          block_public_policy = false
        }`,
      'a bucket with a public ACL': `
        module "bucket" {
          source = "terraform-aws-modules/s3-bucket/aws"
          acl    = "public-read"
        }`,
      'an ingress rule in an object': `
        module "group" {
          source = "git::https://example.com/group.git"
          rules  = {
            ssh = { type = "ingress", from_port = 22, to_port = 22, cidr_blocks = ["::/0"] }
          }
        }`,
      'a cluster whose endpoint is public': `
        module "cluster" {
          source = "terraform-aws-modules/eks/aws"
          endpoint_public_access = true
        }`,
    },
    unknown: {
      'variables without a value': `
        variable "public" {}
        module "main" {
          source = "terraform-aws-modules/rds/aws"
          publicly_accessible = var.public
        }`,
    },
  },
});

function isPublic({ path, name, value, beside }: Argument): readonly Verdict[] {
  const expected = opensWhenTrue.test(name) ? 'false' : opensWhenFalse.test(name) ? 'true' : undefined;
  if (name === 'acl' && value instanceof Unknown) return [notKnown(path, 'private', value)];
  if (name === 'acl' && typeof value === 'string' && publicAcl.test(value)) return [failing(path, 'private', value)];
  if (expected === undefined) return [];
  if (value instanceof Unknown) return [notKnown(path, expected, value)];
  const found = textOfValue(value);
  if (found === expected || !/^(?:true|false)$/.test(found)) return [pass];
  // `cluster_endpoint_public_access_cidrs` limits who reaches a public endpoint.
  const limit = beside[`${name}_cidrs`];
  const isOpen = limit === undefined || namesInternet(limit);
  if (isOpen instanceof Unknown) return [notKnown(path, expected, isOpen)];
  return [isOpen ? failing(path, expected, found) : pass];
}

function letsInternetIn({ path, name, value, beside }: Argument): readonly Verdict[] {
  if (isMap(value) || (isList(value) && value.some(isMap))) return [];
  const isIngress = letsIn.test(path) || textOfValue(beside['type']) === 'ingress';
  const isEgress = letsOut.test(path) || textOfValue(beside['type']) === 'egress';
  if (!ranges.test(name) || !isIngress || isEgress || name.includes('public_access_cidrs')) return [];
  const expected = 'ranges that are not the whole internet';
  const internet = namesInternet(value);
  if (internet instanceof Unknown) return [notKnown(path, expected, internet)];
  const web = isWeb(beside);
  if (internet && web instanceof Unknown) return [notKnown(path, expected, web)];
  return [internet && !web ? failing(path, expected, textOfValue(value)) : pass];
}
