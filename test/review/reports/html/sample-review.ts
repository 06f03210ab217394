import type { Finding } from '../../../../review/engine/finding';
import { gateOf } from '../../../../review/assessment/gate';
import type { EnvironmentReport, Report, RuleNote } from '../../../../review/assessment/report';
import type { Criticality } from '../../../../review/criticality';
import type { Severity } from '../../../../review/engine/rule';
import type { Review } from '../../../../review/assessment/review';
import { identities, keys } from './sample-identities';
import { flows, network, reachability } from './sample-network';

const rule = (id: string, severity: Severity, title: string): RuleNote => ({
  ...{ id, severity, title, aliases: [id.toUpperCase()], resources: ['aws_thing'], mapping: {} },
  ...{ why: `What happens when not: ${title}.`, fix: `Do what ${id} asks.` },
});
export const rules = {
  open: rule('sg/no-world-ssh', 'critical', 'No security group opens SSH to the world'),
  encrypted: rule('rds/storage-encrypted', 'high', 'RDS DB instances are encrypted at rest'),
  zones: rule('rds/multi-az', 'medium', 'A database survives the loss of a zone'),
  described: rule('sg/described', 'low', 'A rule says why it is there'),
  silent: rule('lambda/url-auth', 'high', 'A function URL asks who is there'),
};

const finding = (of: RuleNote, environment: string, rest: Partial<Finding>): Finding => ({
  ...{
    id: `${of.id}-${environment}-${rest.attribute ?? ''}`,
    rule: of.id,
    aliases: of.aliases,
    title: of.title,
    severity: of.severity,
    fix: of.fix,
    environment,
  },
  ...{ root: `${environment}-data`, address: 'aws_db_instance.main', type: 'aws_db_instance' },
  constructPath: `${environment}-data/database-main/source/instance`,
  place: { file: 'modules/rds/index.ts', line: 88 },
  writtenAt: { file: `cdktf.out/stacks/${environment}-data/cdk.tf.json` },
  ...{ status: 'pass', message: `${environment}: ${of.title}`, fingerprint: `${of.id}-${rest.attribute ?? ''}` },
  ...rest,
});

const failing = { status: 'fail', attribute: 'storage_encrypted', expected: 'true', found: 'false' } as const;
const findings: readonly Finding[] = [
  finding(rules.open, 'test', {
    ...{ status: 'fail', attribute: 'ingress.0.cidr_blocks', expected: 'no world', found: '"0.0.0.0/0"' },
    ...{ root: 'test-network', constructPath: 'test-network/bastion/group', address: 'aws_security_group.bastion' },
    place: { file: 'modules/bastion/index.ts', line: 41 },
  }),
  finding(rules.open, 'prod', {}),
  finding(rules.encrypted, 'dev', {
    ...failing,
    status: 'waived',
    waiver: {
      ...{ kind: 'waiver', reason: 'Holds made-up rows only, and is copied next month.', owner: 'data@example.com' },
      ...{ ticket: 'https://tickets.example.com/SEC-12', expires: '2026-12-01' },
    },
  }),
  finding(rules.encrypted, 'test', failing),
  finding(rules.encrypted, 'prod', {}),
  finding(rules.zones, 'dev', {
    ...{ status: 'waived', attribute: 'multi_az', expected: 'true', found: 'false' },
    waiver: { kind: 'opt-out', reason: 'holds generated data only, rebuilt from fixtures' },
  }),
  finding(rules.zones, 'prod', {
    ...{ status: 'unknown', attribute: 'multi_az', expected: 'true', because: 'var.multi_az has no value' },
  }),
  finding(rules.described, 'dev', { status: 'fail', attribute: 'description', expected: 'a reason', found: 'nothing' }),
  finding(rules.described, 'prod', {}),
];

const problems = [
  {
    where: 'environments/waivers/index.ts: waivers[1]',
    environment: 'test',
    problem: 'expired on 2026-10-01: fix it',
  },
];

const resources = { resources: 120, judged: 110, notApplicable: 8, notJudged: 2 };

function environment(name: string, criticality: Criticality): EnvironmentReport {
  const none = () => ({ pass: 0, fail: 0, unknown: 0, waived: 0 });
  const counts = { critical: none(), high: none(), medium: none(), low: none() };
  for (const one of findings) if (one.environment === name) counts[one.severity][one.status] += 1;
  const gate = gateOf(
    criticality,
    findings.filter(({ environment }) => environment === name),
    problems.filter(({ environment = name }) => environment === name),
    110,
  );
  return { name, criticality, roots: [`${name}-network`, `${name}-data`], ...resources, counts, gate };
}

const report: Report = {
  formatVersion: 2,
  date: '2026-11-21',
  environments: [environment('dev', 'low'), environment('test', 'medium'), environment('prod', 'critical')],
  rules: Object.values(rules),
  findings,
  optOuts: [
    {
      ...{
        environment: 'dev',
        address: 'aws_db_instance.main',
        constructPath: 'dev-data/database-main/source/instance',
      },
      ...{
        place: { file: 'stacks/data.ts', line: 30 },
        protection: 'deletionProtection',
        reason: 'generated data only',
      },
    },
  ],
  ownership: {
    notes: [
      {
        ...{ environment: 'prod', address: 'aws_ecs_service.web', type: 'aws_ecs_service' },
        ...{ constructPath: 'prod-service/service-web/service', place: { file: 'stacks/service.ts', line: 12 } },
        ...{ attributes: ['desired_count'], what: 'the number of tasks', writer: 'Application Auto Scaling' },
        decided: 'min_capacity 2 and max_capacity 10 (aws_appautoscaling_target.web)',
      },
      {
        ...{ environment: 'prod', address: 'aws_instance.old', type: 'aws_instance', place: { file: 'main.tf' } },
        ...{ attributes: ['all'], what: 'every attribute', writer: 'not known', decided: 'whether it exists' },
      },
    ],
    gaps: [{ environment: 'test', because: 'a module was not read' }],
  },
  notJudged: ['dev', 'test', 'prod'].flatMap((environment) => [
    {
      ...{ environment, root: `${environment}-data`, address: 'module.search', type: '@module' },
      ...{ place: { file: 'main.tf', line: 7 }, reason: 'module not read', because: 'a registry is not read' },
    } as const,
    {
      ...{ environment, root: `${environment}-data`, address: 'aws_thing.a', type: 'aws_thing' },
      ...{ place: { file: 'main.tf' }, reason: 'no rule', because: 'no rule looks at aws_thing' },
    } as const,
  ]),
  waiverProblems: problems,
  postures: [],
  changes: {
    against: 'main (94d21f8)',
    new: [findings[0]!.id],
    fixed: [findings[4] as Finding],
    unchanged: 3,
    regressed: [findings[3]!.id],
    changedUnderWaiver: [findings[2]!.id],
    environments: [
      {
        ...{ name: 'dev', was: 'dev' },
        ...{ reachable: { added: [], removed: [] }, allowed: { added: [], removed: [] }, resources: [] },
      },
      {
        ...{ name: 'test', was: 'stage' },
        reachable: { added: ['internet → bastion: tcp 22'], removed: [] },
        allowed: { added: [], removed: ['ci-apply may s3:* on *'] },
        resources: [],
      },
      {
        ...{ name: 'prod', was: 'prod' },
        ...{ reachable: { added: [], removed: [] }, allowed: { added: [], removed: [] } },
        resources: [
          {
            ...{ kind: 'replaced', root: 'prod-data', address: 'aws_db_instance.main', type: 'aws_db_instance' },
            ...{ place: { file: 'modules/rds/index.ts', line: 88 }, holdsData: true },
            attributes: [{ name: 'storage_encrypted', before: 'true', after: 'false', replaces: true }],
          },
        ],
      },
    ],
  },
};

/** A review that has something in every section of the page. */
export const sampleReview: Review = {
  report,
  controls: [
    {
      ...{ id: 'cis-5.0', title: 'CIS AWS Foundations Benchmark 5.0.0', counts: {} },
      controls: [
        {
          id: '1.1',
          title: 'Contact details are current',
          by: 'manual',
          rules: [],
          note: 'no resource',
          outcomes: {},
        },
        {
          id: '2.2.1',
          title: 'RDS is encrypted',
          by: 'rule',
          rules: [rules.encrypted.id],
          outcomes: { dev: 'not applicable', test: 'failed', prod: 'not applicable' },
        },
        { id: '1.9', title: 'Users have MFA', by: 'construction', rules: [], note: 'a policy denies', outcomes: {} },
      ],
    },
  ],
  environments: report.environments.map(({ name }) => ({
    name,
    plan: name === 'dev' ? { leftOut: 'terraform is not on the PATH' } : { add: 1200, change: 2, destroy: 1 },
    stores: [
      {
        ...{ kind: 'database', name: `${name}-main`, address: 'aws_db_instance.main', what: 'postgres 17' },
        encryption: `encrypted by alias/terrace/${name}/data`,
      },
    ],
    onInternet: [
      { label: 'shop', kind: 'load balancer', because: 'it is internet-facing, in public subnets', isCertain: true },
    ],
    network: network(name),
    reachability: reachability(name),
    flows: flows(name),
    identities: identities(name),
    keys: keys(name),
  })),
};

const words = new Set(
  ...[
    ['kind', 'status', 'severity', 'verdict', 'exposure', 'criticality', 'direction', 'action', 'through', 'expires'],
  ],
);

/** The same with `mark` in every text of the input: whatever the page shows of it, it shows of all. */
export function marked(review: Review, mark: string): Review {
  const mark1 = (value: unknown, key = ''): unknown => {
    if (typeof value === 'string') return words.has(key) || key === 'date' ? value : value + mark;
    if (Array.isArray(value))
      return value.map((entry) => mark1(entry, ['failsOn', 'unknownFailsOn', 'levels'].includes(key) ? 'kind' : ''));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, mark1(entry, name)]));
  };
  return mark1(review) as Review;
}
