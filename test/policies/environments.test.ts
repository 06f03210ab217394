import { factsOfEnvironment } from '../../cli/review/facts';
import * as exported from '../../environments';
import { loadEnvironments } from '../../environments/load';
import { judge } from '../../review/assessment/judge';
import type { Report } from '../../review/assessment/report';
import { readWaivers } from '../../review/engine/waiver';
import { graphOfStacks } from '../../review/model/load';
import { rules } from '../../policies/rules';
import { waivers } from '../../environments/waivers';
import { inputs, synthesizeAll } from './flaws/terrace';

/** A day on which every waiver holds; what is expired today is for `terrace check` to say, not for this test. */
const date = waivers
  .map(({ granted }) => granted)
  .sort()
  .at(-1)!;
let report: Report;

beforeAll(async () => {
  const facts = new Map(loadEnvironments(exported).map((one) => [one.name, factsOfEnvironment(one)]));
  const read = readWaivers(waivers, 'environments/waivers/index.ts');
  report = judge(await graphOfStacks(inputs(synthesizeAll())), {
    rules,
    factsOf: (name) => facts.get(name)!,
    date,
    waivers: read.waivers,
    waiverProblems: read.problems,
  });
});

test('every environment passes its gate', () => {
  const gates = report.environments.map(({ name, gate }) => [name, gate.passes]);
  const all = loadEnvironments(exported).map(({ name }) => [name, true]);
  expect(gates.sort()).toEqual(all.sort());
});

test('nothing is open, of any severity, and nothing is unknown', () => {
  const open = report.findings.filter(({ status }) => status === 'fail' || status === 'unknown');
  expect(open.map(({ message }) => message)).toEqual([]);
});

test('every waiver holds, for somebody, somewhere', () => {
  expect(report.waiverProblems).toEqual([]);
});

test('nothing critical was accepted', () => {
  const accepted = report.findings.filter(({ status, severity }) => status === 'waived' && severity === 'critical');
  expect(accepted.map(({ message }) => message)).toEqual([]);
});

test('most rules have something to say of the environments', () => {
  const speaking = new Set(report.findings.map(({ rule }) => rule));
  expect(speaking.size).toBeGreaterThan(90);
});
