import { defineRule } from '../../../review/engine/rule';
import { all, fail, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import { asText } from '../../../review/model/configuration/text';
import type { Graph } from '../../../review/model/graph';
import { Resource } from '../../../review/model/resource';
import { isAbsent, isList, Reference, Text, Unknown, type Value } from '../../../review/model/value';
import { isOfAResource } from '../support/known-after-apply';
import { withText } from '../support/with-text';
import { elided, type AnyText } from '../../../review/model/text';

const expected = 'a resource in the input';
/** Domains in which AWS gives out names to any customer. */
const ofAws =
  /\.(cloudfront\.net|elasticbeanstalk\.com|awsglobalaccelerator\.com|awsapprunner\.com|amplifyapp\.com|on\.aws|amazonaws\.com)\.?$/i;
/** Where ACM looks for the owner of a domain, and SES for its keys (SES developer guide, Easy DKIM): under a token that nobody else is given. */
const proof = /\.(acm-validations\.aws|dkim(\.[a-z0-9-]+)*\.amazonses\.com)\.?$/i;
const bucketSite = /^(?<name>.+)\.s3[.-].*amazonaws\.com\.?$/i;
/** Whether a text contains an attribute of a resource: `dualstack.${aws_lb.web.dns_name}`. */
const holdsResource = (text: AnyText) => text instanceof Text && text.holes.some((hole) => hole instanceof Reference);

function judge(graph: Graph, record: Resource, place: string, value: Value): readonly Verdict[] {
  if (value instanceof Reference) return [pass];
  if (value instanceof Unknown) {
    const isProof = value.text !== undefined && proof.test(elided(value.text));
    return [isProof || isOfAResource(value) ? pass : notKnown(place, expected, value)];
  }
  const name = asText(value);
  const text = elided(name).replace(/\.$/, '');
  if (holdsResource(name) || proof.test(text)) return [pass];
  if (withText(graph, record, 'aws_route53_record', 'name', text).some((other) => other !== record)) return [pass];
  const bucket = bucketSite.exec(text)?.groups?.name ?? (/^s3-website/.test(text) ? record.at('name') : undefined);
  if (bucket !== undefined && graph.resolveFor(record, bucket, 'aws_s3_bucket') instanceof Resource) return [pass];
  // Whether a name of another owner still belongs to them cannot be seen in a configuration.
  const isElsewhere = place !== 'alias.name' && !ofAws.test(text);
  return isElsewhere ? [] : [fail(place, expected, value)];
}

export const targetExists = defineRule({
  id: 'route53/target-exists',
  aliases: ['R53-03'],
  title: 'Route 53 records should point to resources that exist',
  severity: 'high',
  why: 'If a record outlives its bucket, distribution or environment, anyone who creates a resource of that name takes over the subdomain and can serve pages and obtain certificates for it.',
  fix: 'Refer to the attribute of the resource (dns_name, domain_name) in alias or records, and remove the record together with the resource.',
  resources: ['aws_route53_record'],
  check: (record, { graph }) => {
    const alias = record.at('alias');
    if (alias instanceof Unknown) return notKnown('alias', expected, alias);
    const target = record.at('alias.name');
    if (!isAbsent(alias)) return isAbsent(target) ? [] : all(judge(graph, record, 'alias.name', target));
    const type = record.at('type');
    if (typeof type === 'string' && type.toUpperCase() !== 'CNAME') return [];
    const records = record.at('records');
    const values = isList(records) ? records : isAbsent(records) ? [] : [records];
    const verdicts = values.flatMap((value) => judge(graph, record, 'records', value));
    return verdicts.length === 0 ? [] : all(verdicts);
  },
  examples: {
    good: {
      'a load balancer by alias and by CNAME, and a service elsewhere': `
        resource "aws_lb" "web" {}
        resource "aws_route53_record" "web" {
          name = "www.example.com"
          type = "A"
          alias {
            name = aws_lb.web.dns_name
          }
        }
        resource "aws_route53_record" "dual" {
          name    = "dual.example.com"
          type    = "CNAME"
          records = ["dualstack.\${aws_lb.web.dns_name}"]
        }
        resource "aws_route53_record" "help" {
          name    = "help.example.com"
          type    = "CNAME"
          records = ["example.helpdesk.example"]
        }
        resource "aws_sesv2_email_identity" "mail" {
          email_identity = "example.com"
        }
        resource "aws_route53_record" "dkim" {
          name    = "\${aws_sesv2_email_identity.mail.dkim_signing_attributes[0].tokens[0]}._domainkey.example.com"
          type    = "CNAME"
          records = ["\${aws_sesv2_email_identity.mail.dkim_signing_attributes[0].tokens[0]}.dkim.amazonses.com"]
        }`,
      'the domain name of an API': `
        resource "aws_apigatewayv2_domain_name" "api" {
          domain_name = "api.example.com"
          domain_name_configuration {
            endpoint_type   = "REGIONAL"
            security_policy = "TLS_1_2"
          }
        }
        resource "aws_route53_record" "api" {
          name = "api.example.com"
          type = "A"
          alias {
            name    = aws_apigatewayv2_domain_name.api.domain_name_configuration[0].target_domain_name
            zone_id = aws_apigatewayv2_domain_name.api.domain_name_configuration[0].hosted_zone_id
          }
        }`,
      'the website of a bucket of that name': `
        resource "aws_s3_bucket" "web" {
          bucket = "www.example.com"
        }
        resource "aws_route53_record" "web" {
          name    = "www.example.com"
          type    = "CNAME"
          records = ["www.example.com.s3-website-eu-west-1.amazonaws.com"]
        }`,
    },
    bad: {
      'the website of a bucket that is not there': `
        resource "aws_route53_record" "web" {
          name    = "old.example.com"
          type    = "CNAME"
          records = ["old.example.com.s3-website-eu-west-1.amazonaws.com"]
        }`,
      'a distribution by its name': `
        resource "aws_route53_record" "web" {
          name = "www.example.com"
          type = "AAAA"
          alias {
            name    = "d111111abcdef8.cloudfront.net"
            zone_id = "Z2FDTNDATAQYW2"
          }
        }`,
      'an environment of Elastic Beanstalk': `
        resource "aws_route53_record" "app" {
          name    = "app.example.com"
          type    = "CNAME"
          records = ["shop.eu-west-1.elasticbeanstalk.com."]
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "target" {}
        resource "aws_route53_record" "web" {
          type    = "CNAME"
          records = [var.target]
        }`,
    },
  },
});
