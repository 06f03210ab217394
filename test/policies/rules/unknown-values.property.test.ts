import { factsFor } from '../../../review/engine/environment-facts';
import { evaluate } from '../../../review/engine/evaluate';
import type { Rule } from '../../../review/engine/rule';
import { InputError } from '../../../review/model/input-error';
import { graphOfHcl } from '../../../review/model/load';
import { rules } from '../../../policies/rules';

/** `port = 443`, with what is written before the literal. */
const assignment = /^([ \t]*(\w+)[ \t]*=[ \t]*)("[^"$\n]*"|true|false|-?\d+(?:\.\d+)?|\[[^[\]{}$\n]*\])[ \t]*$/gm;

/** Terraform takes no variable there, or its value decides which instances there are. */
const fixed = ['source', 'version', 'for_each', 'count', 'default', 'type', 'alias'];

/** What else may stand there. No `null` for what the provider requires. */
function others(literal: string, attribute: string): readonly string[] {
  const nothing = ['protocol', 'cidr_block'].includes(attribute) ? [] : ['null'];
  if (/^(true|false)$/.test(literal)) return ['true', 'false', ...nothing];
  if (literal.startsWith('"')) return [literal, '""', '"x"', '"*"', ...nothing];
  if (literal.startsWith('[')) return [literal, '[]', '["x"]', '["*"]', '["0.0.0.0/0"]', ...nothing];
  return [literal, '0', '1', '65535', ...nothing];
}

/** A rule fails on what is not known only where it fails on the literal of the example too, and on either of two truths. */
const plain = (literal: string) =>
  /^(true|false)$/.test(literal) ? ['true', 'false'] : literal.startsWith('"') ? [literal, '"x"'] : [literal];

/** Where a rule passes whatever the value is, or may be taken to be: rule, attribute, and why. */
const decidedElsewhere: readonly (readonly [rule: string, attribute: RegExp, because: string])[] = [
  ['aws/values-accepted', /./, 'it judges the values that are in the input'],
  ['codebuild/no-credentials', /^location$/, 'what is no literal is no literal credential'],
  ['lambda/no-secret-in-environment', /^DATABASE_URL$/, 'what is no literal is no literal credential'],
  ['ec2/no-secret-in-user-data', /^content$/, 'what is no literal is no literal credential'],
  ['secrets/no-literal', /./, 'what is no literal is no literal credential'],
  ['elb/firewall', /^prefix_list_ids$/, 'a prefix list is not the internet, whichever it is'],
  ['iam/no-service-wildcard', /^allowed_account_ids$/, 'an account that a policy names is taken for its own'],
  ['iam/trust-is-narrow', /^allowed_account_ids$/, '"*" is no account'],
  ['secrets-manager/not-public', /^allowed_account_ids$/, '"*" is no account'],
  ['iam/privilege-escalation', /^name$/, '"*" is no name of a role'],
  ['kms/policy-admits-services', /^(allowed_account_ids|region)$/, 'a policy for one is taken to be for the right one'],
  ['reach/', /^cidr_block$/, '"0.0.0.0/0" is no range of a VPC'],
  [
    's3/access-logging',
    /^bucket$/,
    'a bucket whose name is not known is not the one that another resource names by a literal',
  ],
  ['elasticache/authenticated', /^user_group_id$/, 'the same, of a user group'],
  ['backup/copied-to-other-region', /^name$/, 'the same, of a vault'],
  ['route53/target-exists', /^bucket$/, 'the same, of a bucket'],
  ['cloudfront/origin-bucket-exists', /^bucket$/, 'the same, of a bucket'],
  ['dynamodb/scales', /^name$/, 'the same, of a table'],
  ['api-gateway/execution-logs', /^stage_name$/, 'the same, of a stage'],
  ['kms/no-public-policy', /^Effect$/, 'a statement with an effect that is not known is read as an Allow'],
  ['s3/bucket-policy-not-public', /^Effect$/, 'a statement with an effect that is not known is read as an Allow'],
  ['state/', /./, 'Terraform takes no variables in a backend'],
  ['vpc/default-group-empty', /^self$/, 'a rule that is written is there, whomever it lets in'],
];

async function statuses(rule: Rule, hcl: string): Promise<Map<string, string>> {
  const graph = await graphOfHcl(hcl);
  const facts = (name: string) => factsFor(name, 'critical', rule.examples.environment);
  const worst = new Map<string, string>();
  for (const { address, status } of evaluate(graph, [rule], facts)) {
    const before = worst.get(address);
    if (before === undefined || before === 'pass' || status === 'fail') worst.set(address, status);
  }
  return worst;
}

/** The statuses, or nothing where the input is refused with the other value. */
async function statusesIfRead(rule: Rule, hcl: string): Promise<Map<string, string>> {
  try {
    return await statuses(rule, hcl);
  } catch (error) {
    if (error instanceof InputError) return new Map();
    throw error;
  }
}

test.each(rules.map((rule) => [rule.id, rule] as const))(
  '%s passes or fails on no value that is not known and could be one that decides otherwise',
  async (id, rule) => {
    const { good, bad, unknown = {} } = rule.examples;
    const decidedUnseen: string[] = [];
    for (const hcl of new Set(Object.values({ ...good, ...bad, ...unknown }))) {
      if (hcl.trimStart().startsWith('{')) continue;
      for (const { 0: line, 1: before = '', 2: attribute = '', 3: literal = '', index } of hcl.matchAll(assignment)) {
        if (fixed.includes(attribute)) continue;
        if (decidedElsewhere.some(([rules, its]) => id.startsWith(rules) && its.test(attribute))) continue;
        const put = (value: string) => hcl.slice(0, index) + before + value + hcl.slice(index + line.length);
        const open = await statusesIfRead(rule, `variable "open" {}\n${put('var.open')}`);
        for (const value of others(literal, attribute)) {
          const closed = await statusesIfRead(rule, put(value));
          for (const [address, status] of open) {
            const known = closed.get(address) ?? status;
            const isOtherwise =
              status === 'fail' ? known === 'pass' && plain(literal).includes(value) : known !== status;
            if (status !== 'unknown' && isOtherwise)
              decidedUnseen.push(`${address}: ${status}, but ${known} with ${attribute} = ${value}`);
          }
        }
      }
    }
    expect(decidedUnseen).toEqual([]);
  },
);
