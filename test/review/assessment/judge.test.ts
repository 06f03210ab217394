import { attribute } from '../../../review/engine/attribute';
import { factsFor } from '../../../review/engine/environment-facts';
import { judge, type JudgeOptions } from '../../../review/assessment/judge';
import type { Criticality } from '../../../review/criticality';
import { defineRule, type Severity } from '../../../review/engine/rule';
import { readWaivers, type Waiver } from '../../../review/engine/waiver';
import { graphOfStacks } from '../../../review/model/load';

const bucket = 'resource "aws_s3_bucket" "a" { force_destroy = true }';
const rule = (severity: Severity) =>
  defineRule({
    id: 's3/kept',
    replaces: ['s3/kept-and-named'],
    aliases: ['S3-99'],
    title: 'Buckets are kept',
    severity,
    why: 'They hold data.',
    fix: 'Leave force_destroy out.',
    resources: ['aws_s3_bucket'],
    optOuts: ['keep'],
    check: (resource) => attribute(resource, 'force_destroy', { default: false }).is(false),
    examples: { good: { kept: bucket }, bad: { destroyed: bucket } },
  });

/** Stacks `prod-data` and `test-data`, with a bucket each. */
const graphOf = (forceDestroy: unknown, about: object = {}) =>
  graphOfStacks(
    ['prod', 'test'].map((environment) => ({
      name: `${environment}-data`,
      environment,
      file: `${environment}.json`,
      json: {
        resource: {
          aws_s3_bucket: {
            a: {
              '//': { metadata: { path: `${environment}-data/store/bucket` }, ...about },
              force_destroy: forceDestroy,
            },
          },
        },
      },
    })),
  );

async function judged(
  options: Partial<JudgeOptions> & { severity?: Severity; value?: unknown; about?: object; criticality?: Criticality },
) {
  const { severity = 'high', value = true, about, criticality = 'critical', ...rest } = options;
  return judge(await graphOf(value, about), {
    rules: [rule(severity)],
    factsOf: (name) => factsFor(name, name === 'prod' ? criticality : 'low'),
    date: '2026-11-21',
    ...rest,
  });
}

const waiver: Waiver = {
  rule: 's3/kept',
  resource: '<environment>-data/store/bucket',
  environment: ['prod', 'test'],
  reason: 'The buckets hold only data that can be recreated.',
  owner: 'platform@example.com',
  ticket: 'SEC-1',
  granted: '2026-11-01',
  expires: '2026-12-01',
};
const placed = (changes: Partial<Waiver> = {}) => readWaivers([{ ...waiver, ...changes }], 'waivers.ts');

describe('the gate of an environment', () => {
  const table: [Severity, Criticality, unknown, boolean][] = [
    ['critical', 'low', true, false],
    ['high', 'low', true, false],
    ['medium', 'low', true, true],
    ['medium', 'medium', true, true],
    ['medium', 'critical', true, false],
    ['low', 'critical', true, true],
    ['critical', 'critical', '${var.x}', false],
    ['high', 'critical', '${var.x}', false],
    ['medium', 'critical', '${var.x}', true],
    ['high', 'medium', '${var.x}', true],
    ['critical', 'critical', false, true],
  ];
  test.each(table)(
    '%s in a %s environment with force_destroy %p: passes %p',
    async (severity, criticality, value, passes) => {
      const { environments } = await judged({ severity, criticality, value });
      expect(environments.find(({ name }) => name === 'prod')?.gate.passes).toBe(passes);
    },
  );

  test('says which findings close it', async () => {
    const { environments, findings } = await judged({});
    const [closing] = environments[0]!.gate.closedBy;
    expect(findings.find(({ id }) => id === closing)).toMatchObject({
      environment: 'prod',
      status: 'fail',
      address: 'aws_s3_bucket.a',
    });
  });
});

describe('a waiver', () => {
  test('turns a fault into an accepted one, in each environment that it names', async () => {
    const report = await judged(placed());
    expect(report.findings.map(({ environment, status, waiver }) => [environment, status, waiver])).toEqual(
      ['prod', 'test'].map((name) => [
        name,
        'waived',
        { kind: 'waiver', reason: waiver.reason, owner: waiver.owner, ticket: 'SEC-1', expires: '2026-12-01' },
      ]),
    );
    expect(report.environments.map(({ gate }) => gate.passes)).toEqual([true, true]);
    expect(report.environments[0]!.counts.high).toEqual({ pass: 0, fail: 0, unknown: 0, waived: 1 });
  });

  test('covers what is not known as well', async () => {
    const report = await judged({ ...placed(), value: '${var.x}' });
    expect(report.findings.map(({ status }) => status)).toEqual(['waived', 'waived']);
  });

  test('may name the rule by an alias, and anything within a segment by *', async () => {
    const report = await judged(placed({ rule: 'S3-99', resource: '*-data/store/buck*' }));
    expect(report.findings.map(({ status }) => status)).toEqual(['waived', 'waived']);
  });

  test('says nothing of an environment that it does not name', async () => {
    const report = await judged(placed({ environment: 'prod' }));
    expect(report.findings.map(({ status }) => status)).toEqual(['waived', 'fail']);
  });

  test('holds on its last day, and not on the next', async () => {
    const { waivers } = placed();
    expect((await judged({ waivers, date: '2026-12-01' })).waiverProblems).toEqual([]);
    const late = await judged({ waivers, date: '2026-12-02' });
    expect(late.findings.map(({ status }) => status)).toEqual(['fail', 'fail']);
    expect(late.waiverProblems[0]).toEqual({
      where: 'waivers.ts: waivers[0]',
      environment: 'prod',
      problem:
        'expired on 2026-12-01: fix <environment>-data/store/bucket, or ask platform@example.com to renew it (SEC-1)',
    });
  });

  test.each<[Partial<Waiver>, string]>([
    [{ rule: 's3/kept-and-named' }, '"s3/kept-and-named" is now s3/kept: name the one that is accepted'],
    [{ rule: 's3/none' }, 'no rule is called "s3/none"; `terrace rules` lists them'],
    [{ expires: '2027-03-01' }, 'expected at most 90 days for a rule of severity high, found 120; shorten it'],
    [{ granted: '2026-11-22' }, 'expected a day that has come, found granted 2026-11-22 on 2026-11-21'],
    [
      { resource: '<environment>-data/other' },
      'matches nothing: s3/kept passes for prod-data/other, or there is no such resource; remove it',
    ],
  ])('with %p closes the gate, and says why', async (changes, problem) => {
    const report = await judged(placed(changes));
    expect(report.waiverProblems[0]).toEqual({ where: 'waivers.ts: waivers[0]', environment: 'prod', problem });
    expect(report.environments.map(({ gate }) => gate.passes)).toEqual([false, false]);
  });

  test('that matches nothing closes the gate of that environment alone', async () => {
    const report = await judged({ ...placed({ environment: 'prod' }), value: false });
    expect(report.environments.map(({ name, gate }) => [name, gate.passes])).toEqual([
      ['prod', false],
      ['test', true],
    ]);
  });

  test('of another environment than was judged is left alone', async () => {
    expect((await judged({ ...placed({ environment: 'dev', rule: 'no/such' }), value: false })).waiverProblems).toEqual(
      [],
    );
  });
});

const bare =
  'expected a path, or the type and name of an address: beside a * three letters or digits, since a bare one waives what nobody has seen';

describe('waivers that cannot be read', () => {
  test.each<[object, string, string]>([
    [{ resource: '*' }, 'resource', bare],
    [{ resource: 'prod-data/*/bucket' }, 'resource', bare],
    [{ resource: 'a*' }, 'resource', bare],
    [{ resource: '*.*' }, 'resource', bare],
    [{ resource: 'aws_s3_*.main' }, 'resource', bare],
    [{ reason: 'because' }, 'reason', 'expected a reason: a sentence of 20 characters or more'],
    [{ owner: '' }, 'owner', 'expected an owner'],
    [{ expires: '01.12.2026' }, 'expires', 'expected a day as YYYY-MM-DD'],
    [{ expires: '2026-02-30' }, 'expires', 'expected a day as YYYY-MM-DD'],
    [{ environment: [] }, 'environment', 'expected the name of an environment, or a list of them'],
  ])('%p: says what is wrong', (changes, field, problem) => {
    const { waivers, problems } = readWaivers([{ ...waiver, ...changes }], 'w.yaml');
    expect(waivers).toEqual([]);
    expect(problems).toEqual([expect.objectContaining({ where: `w.yaml: waivers[0].${field}` })]);
    expect(problems[0]!.problem).toBe(problem);
  });

  test('a field too many, a field too few, no list', () => {
    const { ticket: _, ...without } = waiver;
    expect(readWaivers([{ ...without, until: 'x' }], 'w').problems.map(({ problem }) => problem)).toEqual([
      'expected a ticket',
      'Unrecognized key: "until"',
    ]);
    expect(readWaivers({}, 'w').problems).toEqual([{ where: 'w', problem: 'expected a list of waivers' }]);
  });

  test('close every gate', async () => {
    const { problems } = readWaivers([{}], 'w');
    const report = await judged({ waiverProblems: problems, value: false });
    expect(report.environments.map(({ gate }) => gate.passes)).toEqual([false, false]);
  });
});

describe('an opt-out of a module', () => {
  const about = { opt_outs: { keep: 'Nothing in it is worth keeping.' } };

  test('accepts what the rule would not, with its reason', async () => {
    const report = await judged({ about });
    expect(report.findings[0]).toMatchObject({
      status: 'waived',
      waiver: { kind: 'opt-out', reason: 'Nothing in it is worth keeping.' },
    });
  });

  test('is listed, also where no rule looks at it', async () => {
    const report = await judged({ about: { opt_outs: { other: 'For a reason of its own.' } }, value: false });
    expect(report.optOuts).toContainEqual({
      environment: 'prod',
      address: 'aws_s3_bucket.a',
      constructPath: 'prod-data/store/bucket',
      place: { file: 'prod.json' },
      protection: 'other',
      reason: 'For a reason of its own.',
    });
  });
});
