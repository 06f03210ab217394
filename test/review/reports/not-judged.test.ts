import { XMLParser } from 'fast-xml-parser';
import { mappingOf } from '../../../policies/controls';
import { rules } from '../../../policies/rules';
import { assembleReview } from '../../../review/assessment/assemble';
import { exitCodeOf } from '../../../review/assessment/gate';
import { judge } from '../../../review/assessment/judge';
import type { Report } from '../../../review/assessment/report';
import { factsFor } from '../../../review/engine/environment-facts';
import type { Criticality } from '../../../review/criticality';
import { Graph, joinGraphs } from '../../../review/model/graph';
import { graphOfHcl, graphOfPlan, graphOfStacks } from '../../../review/model/load';
import { Resource } from '../../../review/model/resource';
import { reviewPage } from '../../../review/reports/html/page';
import { json } from '../../../review/reports/json';
import { junit } from '../../../review/reports/junit';
import { markdown } from '../../../review/reports/markdown';
import { sarif } from '../../../review/reports/sarif';
import { text } from '../../../review/reports/text';
import { inputs, synthesizeAll } from '../../policies/flaws/terrace';
import { everything, plain } from './example';

const judged = (graph: Graph, criticality: Criticality = 'critical') =>
  judge(graph, { rules, mappingOf, factsOf: (name) => factsFor(name, criticality), date: '2026-11-21' });
const stack = (json: object, name = 'app') => graphOfStacks([{ name, file: `${name}.json`, json: json as never }]);
let ours: Promise<Graph> | undefined;
const own = () => (ours ??= graphOfStacks(inputs(synthesizeAll())));
/** The resources that the input holds, counted without the review: a module that was not read counts as one. */
const inputOf = ({ resources, deleted }: Graph, environment: string) =>
  [...resources, ...deleted].filter(
    (one) =>
      one.environment === environment &&
      (one.type === '@module' || (one.mode === 'managed' && !one.type.startsWith('@'))),
  ).length;

/** What a format says of each environment: resources, judged, not applicable, not judged. */
type Counts = Readonly<Record<string, readonly number[]>>;

const numbers = 'resources?: (\\d+) judged, (\\d+) not applicable, (\\d+) not judged';
const counted = (lines: Iterable<RegExpMatchArray>): Counts =>
  Object.fromEntries([...lines].map(([, name = '', ...counts]) => [name, counts.map((one) => Number(one) || 0)]));
const xml = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  isArray: (name) => name === 'testsuite',
});

interface Accounts {
  readonly environments: readonly (Report['environments'][number] & { passes?: boolean })[];
  readonly notJudged: Report['notJudged'];
}
/** The not judged ones are counted by name, and not taken from the number beside. */
const ofData = ({ environments, notJudged }: Accounts): Counts => {
  const named = (name: string) =>
    notJudged.filter((one) => one.environment === name && one.reason !== 'no resources').length;
  return Object.fromEntries(
    environments.map(({ name, resources, judged, notApplicable }) => [
      name,
      [resources, judged, notApplicable, named(name)],
    ]),
  );
};
const formats: Readonly<Record<string, (report: Report) => Counts>> = {
  json: (report) => ofData(JSON.parse(json(report, plain))),
  sarif: (report) => ofData(JSON.parse(sarif(report, plain)).runs[0].properties),
  text: (report) =>
    counted(text(report, { ...plain, width: 1000 }).matchAll(new RegExp(`^(\\S+): (\\d+) ${numbers}$`, 'gm'))),
  markdown: (report) =>
    counted(markdown(report, plain).matchAll(/^\| `(\S+)` \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|/gm)),
  junit: (report) => {
    const suites: any[] = xml.parse(junit(report, everything)).testsuites.testsuite;
    return Object.fromEntries(
      suites.flatMap(({ name, properties }) => {
        if (!name.endsWith(': not judged')) return [];
        const of = Object.fromEntries(properties.property.map((one: any) => [one.name, Number(one.value)]));
        return [[name.slice(0, -': not judged'.length), [of.resources, of.judged, of.notApplicable, of.notJudged]]];
      }),
    );
  },
  html: (report) => {
    const page = reviewPage({ report: { ...report, rules: [], findings: [] }, environments: [] });
    const cards = page.slice(page.indexOf('<article'), page.lastIndexOf('</article>'));
    // The page writes a thousand with a narrow space.
    const plainText = cards
      .replace(/<h2>/g, '\n@')
      .replace(/<[^>]*>/g, '')
      .replace(/(\d)\u202f(?=\d{3})/g, '$1');
    return counted(plainText.matchAll(new RegExp(`@(\\S+)\\n[^@]*?(\\d+|no) ${numbers}`, 'g')));
  },
};

describe('judged, not applicable and not judged are together the resources of the input', () => {
  const odd: Readonly<Record<string, () => Promise<Graph>>> = {
    'nothing but an output': () => stack({ output: { a: { value: 1 } } }),
    'resources of other providers': () =>
      stack({ resource: { kubernetes_service: { a: {} }, random_id: { b: { byte_length: 4 } } } }),
    'a module that was not read': () =>
      stack({ module: { db: { source: 'terraform-aws-modules/rds/aws', version: '1.0.0' } } }),
    'data sources': () => stack({ data: { aws_ami: { a: {} } }, resource: { aws_s3_bucket: { b: {} } } }),
    'counted resources, some of an unknown number': () =>
      graphOfHcl(`
        variable "n" {}
        resource "aws_sqs_queue" "a" { count = 3 }
        resource "aws_sqs_queue" "b" { count = 0 }
        resource "aws_sqs_queue" "c" { count = var.n }`),
    'a type that no rule looks at': () =>
      graphOfHcl('resource "aws_gamelift_fleet" "a" {}\nresource "aws_sqs_queue" "b" {}'),
  };

  test.each(Object.keys(odd))('of %s', async (what) => expectSum(await odd[what]!()));

  test('of the environments of this repository', async () => expectSum(await own()));

  test('of every example of every rule', async () => {
    const examples = rules.flatMap(({ examples: { good, bad, unknown = {} } }) =>
      [good, bad, unknown].flatMap((some) => Object.values(some)),
    );
    const graphs = examples.map((example, index) =>
      example.trimStart().startsWith('{')
        ? graphOfPlan(JSON.parse(example), { name: `example-${index}` })
        : graphOfHcl(example, `example-${index}`),
    );
    expectSum(joinGraphs(await Promise.all(graphs)));
  });

  function expectSum(graph: Graph) {
    const report = judged(graph);
    for (const { name, judged, notApplicable, notJudged } of report.environments) {
      expect([name, judged + notApplicable + notJudged]).toEqual([name, inputOf(graph, name)]);
    }
    const counts = ofData(report);
    expect(Object.keys(counts)).toHaveLength(report.environments.length);
    for (const [format, read] of Object.entries(formats)) expect([format, read(report)]).toEqual([format, counts]);
  }
});

describe('what was not judged', () => {
  const reasons = async (graph: Graph | Promise<Graph>) =>
    judged(await graph).notJudged.map(({ address, reason }) => [address, reason]);

  test('is named, with its reason', async () => {
    const graph = await stack({
      resource: { kubernetes_service: { s: {} }, aws_gamelift_fleet: { f: {} }, aws_sqs_queue: { q: {} } },
    });
    const module = new Resource(
      {
        ...{ address: 'module.db', mode: 'managed', type: '@module', name: 'db', root: graph.resources[0]!.root },
        ...{ provider: { name: 'aws', defaultTags: {} }, writtenAt: { file: 'app.json' } },
      },
      () => ({ source: 'terraform-aws-modules/rds/aws', not_read: 'a registry is not read' }),
    );
    const report = judged(new Graph([...graph.resources.filter(({ type }) => type !== '@module'), module]));
    expect(report.environments[0]).toMatchObject({ resources: 4, judged: 1, notApplicable: 0, notJudged: 3 });
    expect(report.notJudged.map(({ address, reason, because }) => [address, reason, because])).toEqual([
      ['kubernetes_service.s', 'not AWS', 'it is of the provider kubernetes, and no rule looked at kubernetes_service'],
      ['aws_gamelift_fleet.f', 'no rule', 'no rule looked at aws_gamelift_fleet'],
      ['module.db', 'module not read', 'a registry is not read'],
    ]);
  });

  test('is a stack without resources', async () => {
    expect(await reasons(stack({ output: { a: { value: 1 } } }))).toEqual([['@root.app', 'no resources']]);
  });

  test('is what only a rule about every type looked at: that its tags are right says nothing else of it', async () => {
    const graph = await graphOfHcl('resource "aws_vpn_connection" "a" {}');
    const report = judge(graph, {
      rules,
      factsOf: (name) => factsFor(name, 'critical', { requiredTags: ['owner'] }),
      date: '2026-11-21',
    });
    expect(report.findings.some(({ address }) => address === 'aws_vpn_connection.a')).toBe(true);
    expect(report.environments[0]).toMatchObject({ judged: 1, notJudged: 0 });
    expect((await reasons(graph))[0]).toEqual(['aws_vpn_connection.a', 'no rule']);
  });

  test('is not what a rule reads as part of another resource, where it belongs to one', async () => {
    const versioning = (bucket: string) => `
      resource "aws_s3_bucket" "a" {}
      resource "aws_s3_bucket_versioning" "a" {
        bucket = ${bucket}
        versioning_configuration { status = "Enabled" }
      }`;
    expect(await reasons(graphOfHcl(versioning('aws_s3_bucket.a.id')))).toEqual([]);
    expect(await reasons(graphOfHcl(versioning('"another"')))).toEqual([['aws_s3_bucket_versioning.a', 'no rule']]);
  });

  test('is the same however often it is asked', async () => {
    const graph = await own();
    expect(judged(graph).notJudged).toEqual(judged(graph).notJudged);
  });
});

describe('where nothing was judged', () => {
  const kubernetes = () => stack({ resource: { kubernetes_service: { a: {} } } });

  test.each(['low', 'medium', 'critical'] as const)('the gate of a %s environment is closed', async (criticality) => {
    const report = judged(await kubernetes(), criticality);
    expect(report.environments[0]!.gate).toMatchObject({ passes: false, nothingJudged: true, closedBy: [] });
    expect(exitCodeOf(report)).toBe(2);
  });

  test('every format says so, and none that the gate passes', async () => {
    const graph = await kubernetes();
    const report = judged(graph);
    const shown = {
      text: text(report, plain),
      markdown: markdown(report, plain),
      junit: junit(report, plain),
      html: reviewPage(assembleReview(graph, report)),
    };
    for (const page of Object.values(shown)) {
      expect(page.toLowerCase()).toContain('nothing was judged');
      expect(page).toContain('kubernetes_service');
      expect(page).not.toMatch(/gate passes/i);
    }
    const run = JSON.parse(sarif(report, plain)).runs[0];
    expect(run.invocations[0].exitCode).toBe(2);
    expect(run.invocations[0].toolExecutionNotifications[0]).toMatchObject({
      level: 'error',
      message: { text: 'app: nothing was judged' },
    });
    expect(JSON.parse(json(report, plain)).environments[0].gate.nothingJudged).toBe(true);
  });

  test('in one of two environments, its gate alone is closed', async () => {
    const queue = await graphOfHcl('resource "aws_sqs_queue" "q" { kms_master_key_id = "alias/q" }', 'shop');
    const report = judged(joinGraphs([queue, await kubernetes()]), 'low');
    expect(report.environments.map(({ name, gate }) => [name, gate.passes])).toEqual([
      ['shop', true],
      ['app', false],
    ]);
    expect(exitCodeOf(report)).toBe(1);
  });
});
