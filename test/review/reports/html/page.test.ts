import { createHash } from 'node:crypto';
import type { Finding } from '../../../../review/engine/finding';
import type { Report } from '../../../../review/assessment/report';
import { reviewPage } from '../../../../review/reports/html/page';
import type { Review } from '../../../../review/assessment/review';
import { marked, rules, sampleReview } from './sample-review';

const page = reviewPage(sampleReview);
const withReport = (report: Partial<Report>): Review => ({
  ...sampleReview,
  report: { ...sampleReview.report, ...report },
});
/** The text of an element by its id, as far as its end tag. */
const section = (html: string, id: string) => html.split(`<section id="${id}"`)[1]?.split('</section>')[0] ?? '';
const words = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

describe('the page', () => {
  test('is the same for the same review', () => {
    expect(reviewPage(structuredClone(sampleReview))).toBe(page);
  });

  test('has a policy that allows its own style and script, by their hashes, and nothing else', () => {
    const policy = page
      .match(/http-equiv="Content-Security-Policy"\s+content="([^"]*)"/)?.[1]
      ?.replaceAll('&#39;', "'");
    const hashes = ['style', 'script'].map((element) => {
      const [body] = [...page.matchAll(new RegExp(`<${element}>([\\s\\S]*?)</${element}>`, 'g'))].map(
        ([, body]) => body,
      );
      return `'sha256-${createHash('sha256').update(String(body)).digest('base64')}'`;
    });
    expect(policy?.split('; ')).toEqual([
      "default-src 'none'",
      `style-src ${hashes[0]}`,
      `script-src ${hashes[1]}`,
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    expect(page).not.toMatch(/\son[a-z]+=|\sstyle=|<(img|iframe|object|embed|base)\b/i);
  });

  test('has one id for one thing, and no link to what is not there', () => {
    const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    const links = [...page.matchAll(/\shref="#([^"]*)"/g)].map(([, id]) => id);
    expect(links.filter((id) => !ids.includes(id))).toEqual([]);
  });

  test('shows every text of the input, and none of it as markup', () => {
    const html = reviewPage(marked(sampleReview, '<x-input>'));
    expect(html).not.toContain('<x-input');
    for (const text of [
      'aws_db_instance.main',
      'ci-apply',
      'alias/terrace/prod/data',
      'SEC-12',
      'var.multi_az has no value',
    ]) {
      expect(html).toContain(`${text}&lt;x-input&gt;`);
    }
  });

  test('has only what a report tells where there is nothing else', () => {
    const html = reviewPage({ report: { ...sampleReview.report, changes: undefined }, environments: [] });
    const ids = [...html.matchAll(/<section id="([\w-]+)"/g)].map(([, id]) => id);
    expect(ids).toEqual(['summary', 'findings', 'not-judged', 'waivers', 'ownership', 'passed']);
  });

  test('says so when there is nothing to say', () => {
    const html = reviewPage(withReport({ findings: [], optOuts: [], waiverProblems: [] }));
    expect(html).toContain('No rule fails for a resource that was judged');
    expect(html).toContain('No waivers and no opt-outs');
    expect(html).not.toContain('id="filters"');
  });
});

test('the page says what Terraform does not decide, who writes it, and where that is not known', () => {
  const text = words(section(page, 'ownership'));
  expect(text).toContain('prod-service/service-web/service');
  expect(text).toContain('the number of tasks');
  expect(text).toContain('min_capacity 2 and max_capacity 10 (aws_appautoscaling_target.web)');
  expect(text).toContain('Not known: a module was not read.');
  expect(text).toContain('Terraform decides every value that it writes.');
});

describe('the summary', () => {
  test('says of each environment whether it passes its gate, and what closes it', () => {
    const text = words(section(page, 'summary'));
    expect(text).toContain('The gate passes No critical or high finding fails.');
    expect(text).toContain('No critical, high or medium finding fails, and no critical or high one is unknown.');
    expect(text).toContain('Closed by 1 critical and 1 high findings, and by 1 waiver problem.');
  });

  test('says why there is no plan', () => {
    expect(words(section(page, 'summary'))).toMatch(
      /Plan terraform is not on the PATH 1 200 to add, 2 to change, 1 to destroy/,
    );
  });
});

describe('the findings', () => {
  test('have place, construct, address, attribute, expected, found, why and fix', () => {
    const text = words(section(page, 'findings'));
    for (const fact of [
      'Place modules/bastion/index.ts:41',
      'Construct test-network/bastion/group',
      'Address aws_security_group.bastion',
      'Written in cdktf.out/stacks/test-data/cdk.tf.json',
      'Attribute ingress.0.cidr_blocks',
      'Expected no world',
      'Found &quot;0.0.0.0/0&quot;',
      'Not known var.multi_az has no value',
      `Why ${rules.open.why}`,
      `Fix ${rules.open.fix}`,
    ]) {
      expect(text).toContain(fact);
    }
  });

  test('are no passes', () => {
    expect(page.match(/data-status="(\w+)"/g)).not.toContain('data-status="pass"');
    expect(page.match(/data-finding\s/g)).toHaveLength(6);
  });

  test('that are more than anybody reads are cut, and it says so', () => {
    const [first] = sampleReview.report.findings;
    const many = Array.from({ length: 2001 }, (_, index): Finding => ({
      ...(first as Finding),
      fingerprint: `${index}`,
    }));
    const html = reviewPage(withReport({ findings: many, changes: undefined }));
    expect(html.match(/data-finding\s/g)).toHaveLength(2000);
    expect(html).toContain('The first 2\u202f000 of 2\u202f001 findings; report.json has them all.');
  });

  test('are anchors by their id', () => {
    const [first] = sampleReview.report.findings;
    expect(page).toContain(`id="finding-${first!.id.replace(/[^A-Za-z0-9_]+/g, '-')}"`);
  });
});

describe('the waivers', () => {
  const left = (date: string) => words(section(reviewPage(withReport({ date })), 'waivers'));

  test.each([
    ['2026-11-21', '10 days left'],
    ['2026-11-30', '1 day left'],
    ['2026-12-01', 'the last day'],
    ['2026-12-03', '2 days ago'],
  ])('on %s have %s', (date, text) => {
    expect(left(date)).toContain(`1 December 2026 ${text}`);
  });

  test('link a ticket, and show an opt-out with its reason', () => {
    const html = section(page, 'waivers');
    expect(html).toContain('href="https://tickets.example.com/SEC-12"');
    expect(words(html)).toContain(
      'deletionProtection dev dev-data/database-main/source/instance generated data only stacks/data.ts:30',
    );
  });
});

describe('what changed', () => {
  test('says what is newly reachable, no longer allowed, at risk, new, lost and fixed', () => {
    const text = words(section(page, 'changes'));
    expect(text).toContain('Compared with main (94d21f8) : 1 new finding, 1 fixed, 3 unchanged.');
    expect(text).toContain('test was stage New findings 1 critical fails No security group opens SSH to the world');
    expect(text).toContain('Passed before 1 high fails RDS DB instances are encrypted at rest');
    expect(text).toContain(
      'Newly reachable 1 + internet → bastion: tcp 22 No longer allowed 1 − ci-apply may s3:* on *',
    );
    expect(text).toContain('Data at risk replaced aws_db_instance.main: storage_encrypted: true became false');
    expect(text).toContain('prod Data at risk');
  });

  test('is one sentence when nothing did', () => {
    const none = { added: [], removed: [] };
    const environments = [{ name: 'dev', was: 'dev', reachable: none, allowed: none, resources: [] }];
    const changes = {
      against: 'main',
      new: [],
      fixed: [],
      unchanged: 2,
      regressed: [],
      changedUnderWaiver: [],
      environments,
    };
    const text = words(section(reviewPage(withReport({ changes })), 'changes'));
    expect(text).toContain('Compared with main : no new findings, 0 fixed, 2 unchanged. No changes in findings');
  });
});

describe('reachability', () => {
  test('has an answer for each pair, with its reason', () => {
    const text = words(section(page, 'reachability'));
    expect(text).toContain('tcp 5432 by a rule of its group');
    expect(text).toContain('blocked no rule of database-main lets internet in');
    expect(text).toContain('unknown: tcp 8080');
  });

  test('of more groups than a table can hold is a list of what is open', () => {
    const groups = Array.from({ length: 25 }, (_, index) => ({
      ...{ id: `g${index}`, label: `group ${index}`, kind: 'instance', isDataTier: false, members: [] },
    }));
    const cell = (from: string, to: string, verdict: 'reachable' | 'blocked') => ({
      ...{ from, to, verdict, ports: [], traffic: verdict === 'blocked' ? 'nothing' : 'tcp 22', because: 'of a rule' },
    });
    const cells = [cell('g0', 'g1', 'reachable'), cell('g1', 'g0', 'blocked')];
    const pairs = { reachable: 1, unknown: 2, blocked: 590, notJudged: 7 };
    const reachability = {
      environment: 'dev',
      groups,
      cells,
      pairs,
      notModelled: ['aws_emr_cluster.jobs'],
      notRead: ['module.net'],
    };
    const html = reviewPage({ ...sampleReview, environments: [{ name: 'dev', reachability }] });
    const text = words(section(html, 'reachability'));
    expect(text).toContain(
      '600 pairs of 25 groups: 1 reachable, 2 unknown, both listed; 590 blocked, not listed; 7 not judged.',
    );
    expect(text).toContain('Not judged: the resources in module.net, which were not read.');
    expect(text).toContain('Not judged: aws_emr_cluster.jobs. Reachability does not cover these types.');
    expect(text).toContain('group 0 group 1 tcp 22 of a rule');
    expect(text).not.toContain('group 1 group 0');
  });
});

describe('the other sections', () => {
  test('have every rule of a security group with its reason, or that there is none', () => {
    const text = words(section(page, 'flows'));
    expect(text).toContain('in from bastion tcp 5432 bastion and database-main talk because they have to');
    expect(text).toContain('out to 0.0.0.0/0 tcp 443 no description');
  });

  test('have who can assume a role, what it is allowed to do, and what is flagged', () => {
    const text = words(section(page, 'identities'));
    expect(text).toContain('privilege escalation , possibly: It may pass a role to a function that it may change.');
    expect(text).toContain('repo:example/terrace:environment:prod');
    expect(text).toContain(
      's3:GetObject s3:PutObject arn:aws:s3:::example-state/* aws:SecureTransport is &quot;true&quot;',
    );
    expect(text.indexOf('ci-apply')).toBeLessThan(text.indexOf('developers'));
  });

  test('have what a key encrypts, and who may use it', () => {
    const text = words(section(page, 'keys'));
    expect(text).toMatch(
      /rotated every 90 days deletion window 30 days prod-account\/identity\/main aws_db_instance rds\.amazonaws\.com/,
    );
  });

  test('have which controls are looked at, and by what', () => {
    const text = words(section(page, 'controls'));
    expect(text).toContain('passed failed unknown waived not applicable manual not covered');
    expect(text).toContain('2.2.1 RDS is encrypted rds/storage-encrypted not applicable failed not applicable');
    expect(text).toContain('Met by how modules are built 1 1.9 Users have MFA a policy denies');
  });

  test('have how often each rule passed, and which rules did not apply', () => {
    const text = words(section(page, 'passed'));
    expect(text).toContain('RDS DB instances are encrypted at rest rds/storage-encrypted high – – 1');
    expect(text).toContain('Not applicable 1 rule without a resource to check');
  });
});
