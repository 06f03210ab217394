// Judges what main.ts synthesized by Terrace's rules and one of this team's own. Run after it: node review.js
import { readFileSync } from 'node:fs';
import { attribute, checkTerraform, defineRule, rules } from 'terrace/policies';

const described = defineRule({
  id: 'orders/described-groups',
  aliases: [],
  title: 'Security groups say whose they are',
  severity: 'medium',
  why: 'Whoever is on call does not know whom to ask.',
  fix: 'Begin the description with "orders: ".',
  resources: ['aws_security_group'],
  check: (group) =>
    attribute(group, 'description').satisfies('"orders: …"', (text) => String(text).startsWith('orders: ')),
  examples: {
    good: { 'says whose it is': 'resource "aws_security_group" "a" { description = "orders: web" }' },
    bad: { 'says nothing': 'resource "aws_security_group" "a" {}' },
  },
});

async function review() {
  const stack = JSON.parse(readFileSync('cdktf.out/stacks/orders/cdk.tf.json', 'utf8'));
  const report = await checkTerraform(stack, { criticality: 'medium', rules: [...rules, described] });
  for (const { status, severity, rule, message } of report.findings) {
    if (status === 'fail') console.log(`${severity} ${rule}\n  ${message}`);
  }
}

void review();
