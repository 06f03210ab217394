import { changesOf, countChanges, sum } from '../../cli/plan/changes';
import { explain, toText } from '../../cli/plan/explain';
import { listing, warning } from '../../cli/plan/held-locks';
import { planTable } from '../../cli/plan/table';
import { inOrder, type Stack } from '../../cli/synthesis';
import pc from 'picocolors';

const change = (module_address: string, ...actions: string[]) => ({
  address: `${module_address}.aws_vpc.x`,
  module_address,
  mode: 'managed' as const,
  change: { actions },
});

describe('changes', () => {
  test('are counted as Terraform counts them: a replacement is two', () => {
    const changes = [
      change('', 'create'),
      change('', 'update'),
      change('', 'delete'),
      change('', 'delete', 'create'),
      change('', 'no-op'),
      { ...change('', 'create'), mode: 'data' as const },
    ];
    expect(countChanges(changes)).toEqual({ add: 2, change: 1, destroy: 2 });
  });

  test('are of the stack whose module they are in', () => {
    const plan = {
      resource_changes: [
        change('module.data', 'create'),
        change('module.data.module.x', 'create'),
        change('module.data-lake', 'create'),
      ],
    };
    expect(changesOf(plan, 'data')).toEqual({ add: 2, change: 0, destroy: 0 });
  });

  test('add up', () => {
    expect(
      sum([
        { add: 1, change: 2, destroy: 3 },
        { add: 1, change: 0, destroy: 0 },
      ]),
    ).toEqual({ add: 2, change: 2, destroy: 3 });
  });
});

describe('the table', () => {
  test('says what would happen in each stack, or what it waits for', () => {
    const nothing = { add: 0, change: 0, destroy: 0 };
    const rows = [
      { name: 'dev-state', add: 9, change: 0, destroy: 0 },
      { name: 'dev-data', ...nothing, instead: 'waits for dev-network' },
    ];
    const table = planTable(
      [{ name: 'dev', add: 9, change: 0, destroy: 0, seconds: 3.14, rows }],
      pc.createColors(false),
    );
    const cells = table.split('\n').map((line) =>
      line
        .split('│')
        .map((cell) => cell.trim())
        .filter(Boolean),
    );
    expect(cells).toEqual(
      expect.arrayContaining([
        ['dev', 'dev-state', '9', '0', '0'],
        ['dev-data', 'waits for dev-network'],
        ['total', '9', '0', '0', '3.1'],
      ]),
    );
  });
});

describe('a diagnostic', () => {
  const vpc = { '//': { metadata: { path: 'prod-network/network/vpc' } } };
  const stack: Stack = {
    name: 'prod-network',
    dependencies: [],
    json: { terraform: {}, resource: { aws_vpc: { network_vpc: vpc } } },
  };
  const stacks = [{ name: 'network', stack }];
  const wrong = { severity: 'error', summary: 'Invalid CIDR', detail: 'why' } as const;
  const explained = {
    ...wrong,
    stack: 'prod-network',
    construct: 'prod-network/network/vpc',
    address: 'aws_vpc.network_vpc',
  };

  test('names the construct, by the address in the joined plan', () => {
    expect(explain({ ...wrong, address: 'module.network.aws_vpc.network_vpc' }, stacks)).toEqual(explained);
  });

  test('names the construct, by the place in the configuration', () => {
    const range = { filename: 'modules/network/main.tf.json', start: { line: 3 } };
    expect(explain({ ...wrong, range, snippet: { context: 'resource.aws_vpc.network_vpc' } }, stacks)).toEqual(
      explained,
    );
  });

  test('names as much as it can', () => {
    expect(explain(wrong, [...stacks, { name: 'data', stack }])).toEqual(wrong);
  });

  test('reads: what, where, in which file, why', () => {
    expect(toText(explained, 'cdktf.out').split('\n')).toEqual([
      'error: Invalid CIDR',
      '  at prod-network/network/vpc (aws_vpc.network_vpc)',
      '  in cdktf.out/stacks/prod-network/cdk.tf.json',
      '  why',
    ]);
  });
});

test('stacks are in an order in which they can be applied', () => {
  const stack = (name: string, ...dependencies: string[]): Stack => ({ name, dependencies, json: { terraform: {} } });
  const stacks = [
    stack('dev-data', 'dev-network', 'dev-account'),
    stack('dev-network', 'dev-account'),
    stack('dev-account'),
  ];
  expect(inOrder(stacks).map(({ name }) => name)).toEqual(['dev-account', 'dev-network', 'dev-data']);
});

describe('a lock that is held', () => {
  const stack = { name: 'dev-data', dependencies: [], json: { terraform: {}, provider: { aws: [{}] } } };
  const lock = { bucket: 'states', key: 'data.tfstate.tflock', stack };
  const info = { ID: 'b4dc21b0', Who: 'ana@laptop', Created: '2025-01-31T10:20:30Z' };

  test('is looked for by a list, which does not fail where there is none', () => {
    const { data, found } = listing([lock]);
    expect(data).toEqual({ aws_s3_objects: { 'dev-data': { bucket: 'states', prefix: 'data.tfstate.tflock' } } });
    expect(found).toEqual({ 'dev-data': '${data.aws_s3_objects.dev-data.keys}' });
  });

  test('is a warning: by whom, since when, and how to continue', () => {
    expect(warning(lock, { found: JSON.stringify(info) })).toEqual({
      severity: 'warning',
      summary: 'the state of dev-data is locked by ana@laptop since 2025-01-31T10:20:30.000Z',
      detail: expect.stringMatching(/^Wait for that run\. .*terraform force-unlock b4dc21b0$/),
      stack: 'dev-data',
    });
  });

  test.each([
    [{ failed: 'AccessDenied' }, 'AccessDenied'],
    [{ found: null }, 'its content is not that of a lock'],
  ])('and cannot be read (%j) is a warning with the reason', (answer, reason) => {
    const { summary, detail } = warning(lock, answer);
    expect(summary).toBe('the state of dev-data is locked, or was a moment ago; by whom could not be read');
    expect(detail).toContain(`s3://states/data.tfstate.tflock: ${reason}\n`);
  });
});
