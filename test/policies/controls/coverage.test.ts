import { existsSync } from 'node:fs';
import { frameworks, mappingOf, rulesOf } from '../../../policies/controls';
import { coverageOf as coverageIn, type Framework } from '../../../review/engine/framework';
import { rules } from '../../../policies/rules';

const coverageOf = (framework: Framework, some: readonly { id: string; aliases: readonly string[]; title: string }[]) =>
  coverageIn(
    framework,
    some.map((rule) => ({ ...rule, mapping: mappingOf(rule) })),
  );
const all = Object.values(frameworks);
const rule = (id: string, alias: string) => ({ id, aliases: [alias], title: `${id} should pass` });

describe.each(all.map((framework) => [framework.id, framework] as const))('%s', (id, framework) => {
  test('lists each control once', () => {
    const ids = framework.controls.map((control) => control.id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  test('says of a control that rules look at nothing else, and of each of CIS by what it is met', () => {
    const coverage = coverageOf(framework, rules);
    const both = coverage.filter((control) => {
      const declared = framework.controls.find((one) => one.id === control.id);
      return control.by === 'rule' && declared?.elsewhere !== undefined;
    });
    expect(both.map((control) => control.id)).toEqual([]);
    const silent = coverage.filter(({ note }) => note === 'no rule checks it').map((control) => control.id);
    if (id !== 'fsbp') expect(silent).toEqual([]);
  });

  test('names no rule and no class of a module that is not there', () => {
    const ids = new Set(rules.map((rule) => rule.id));
    const services = new Set(rules.map((rule) => rule.id.split('/')[0]));
    const isThere = (name: string) => {
      const [folder = '', what = ''] = name.split('/');
      if (/^[A-Z]/.test(what))
        return existsSync(`modules/${folder}`) && what in jest.requireActual(`../../../modules/${folder}`);
      return ids.has(name) || !services.has(folder);
    };
    const notes = framework.controls.flatMap(({ elsewhere }) => (elsewhere ? [elsewhere.note] : []));
    const named = notes.flatMap((note) => note.match(/\b[a-z0-9-]+\/[A-Za-z0-9-]+/g) ?? []);
    expect(named.filter((name) => !isThere(name))).toEqual([]);
  });
});

test('a control is covered by every rule that is mapped to it', () => {
  const [control] = coverageOf(frameworks['cis-5.0'], [rule('vpc/flow-logs', 'NET-01')]).filter(
    ({ id }) => id === '3.7',
  );
  expect(control).toEqual({
    id: '3.7',
    title: 'VPC flow logs are enabled in all VPCs',
    by: 'rule',
    rules: ['vpc/flow-logs'],
  });
});

test('a control that no rule looks at says by what it is met, or why it cannot be looked at', () => {
  const coverage = coverageOf(frameworks['cis-5.0'], []);
  expect(coverage.find(({ id }) => id === '1.5')).toMatchObject({ by: 'manual', rules: [] });
  expect(coverage.find(({ id }) => id === '1.12')).toMatchObject({
    by: 'construction',
    note: 'modules create no user and no access key',
  });
  expect(coverage.find(({ id }) => id === '3.7')).toMatchObject({ by: 'not covered', note: 'no rule checks it' });
});

test('of a standard that has a control which our catalogue lists outside it, only its own are counted', () => {
  expect(rulesOf(frameworks.fsbp, [rule('kms/rotation', 'KMS-01'), rule('vpc/flow-logs', 'NET-01')])).toEqual([
    rule('vpc/flow-logs', 'NET-01'),
  ]);
});

test('a rule out of the same entry of the catalogue has its mapping, and an unknown one has none', () => {
  expect(mappingOf({ aliases: ['S3-13/2'] })).toEqual(mappingOf({ aliases: ['S3-13'] }));
  expect(mappingOf({ aliases: ['S3-13'] }).checkov).toEqual(['CKV_AWS_144']);
  expect(mappingOf({ aliases: ['constructor'] })).toEqual({});
});
