import { changes } from '../../../review/reports/markdown/changes';
import { plannedLines } from '../../../review/reports/planned';
import type { Report } from '../../../review/assessment/report';
import type { PlannedChange } from '../../../review/plan/change';

const change = (more: Partial<PlannedChange>): PlannedChange => ({
  action: 'update',
  stack: 'prod-data',
  address: 'aws_db_instance.main',
  type: 'aws_db_instance',
  constructPath: 'prod-data/database-main/instance',
  module: 'database-main',
  holdsData: true,
  attributes: [{ name: 'instance_class', before: '"a"', after: '"b"', replaces: false, undecided: false }],
  effects: ['a failover'],
  ...more,
});
const created = change({ action: 'create', attributes: [], effects: [], module: 'database-other' });
const line = '~ prod-data database-main/instance (aws_db_instance): in place, a failover; instance_class: "a" → "b"';

test('what is changed has a line each, what is created one for all', () => {
  expect(plannedLines([change({}), created, created])).toEqual([
    line,
    '+ 2 created: database-other 2; aws_db_instance 2',
  ]);
});

test('of many attributes the first are shown', () => {
  const [attribute] = change({}).attributes;
  const [only] = plannedLines([change({ attributes: Array(6).fill(attribute) })]);
  expect(only).toMatch(/; and 2 more attributes$/);
});

describe('in Markdown', () => {
  const report = (planned?: readonly PlannedChange[]) => {
    const nothing = { added: [], removed: [] };
    const environment = { name: 'prod', was: 'prod', reachable: nothing, allowed: nothing, resources: [] };
    const all = {
      against: 'main (1234567)',
      new: ['a'],
      fixed: [],
      unchanged: 0,
      regressed: [],
      changedUnderWaiver: [],
    };
    const environments = [
      { ...environment, ...(planned && { planned }) },
      { ...environment, name: 'new', was: undefined },
    ];
    return changes({ changes: { ...all, environments } } as unknown as Report);
  };

  test('a pull request shows the resources beside the findings', () => {
    expect(report([change({})])).toEqual([
      'Against `main (1234567)`: 1 new finding, 0 fixed.',
      '',
      '<details open><summary>prod: 1 changed in place</summary>',
      '',
      `- \`${line}\``,
      '',
      '</details>',
      '',
      '`new` is new.',
      '',
    ]);
  });

  test('an environment without changes says so', () => {
    expect(report([])).toContain('`prod`: no resource changes.');
    expect(report()).toContain('`prod`: no resource changes.');
  });

  test('nothing is shown where nothing was compared', () => {
    expect(changes({} as Report)).toEqual([]);
  });
});
