import { Testing } from 'cdktf';
import * as environments from '../../environments';
import { loadEnvironments } from '../../environments/load';
import { environmentStacks } from '../../stacks';
import { waitsFor, type OpenStack } from '../../cli/plan/open-stacks';
import { outputsWithValue, parseState } from '../../cli/terraform/state';
import type { StackFolder } from '../../cli/terraform/stack-folder';

const folder = {} as StackFolder;
const opened = (
  name: string,
  rest: Partial<OpenStack> & { dependencies?: string[]; json?: object } = {},
): OpenStack => {
  const { dependencies = [], json = {}, ...own } = rest;
  return {
    folder,
    diagnostics: [],
    hasBucket: true,
    stack: { name, dependencies, json } as OpenStack['stack'],
    ...own,
  };
};
/** A network that reads the topic of the account. */
const network = opened('dev-network', {
  dependencies: ['dev-account'],
  json: { resource: { x: { a: ['${data.terraform_remote_state.account.outputs.alarms_topic_arn}'] } } },
});

describe('a stack waits', () => {
  test('for bootstrap, where its environment has no bucket', () => {
    expect(waitsFor(opened('dev-account', { hasBucket: false }), [])).toEqual(['bootstrap']);
  });

  test('for a stack below that was never applied', () => {
    expect(waitsFor(network, [opened('dev-account')])).toEqual(['dev-account']);
  });

  test('for a stack below whose interrupted apply left an output that it reads without a value', () => {
    const account = opened('dev-account', { outputs: new Set(['boundary_policy_arn']) });
    expect(waitsFor(network, [account])).toEqual(['dev-account']);
  });

  test('for nothing where the outputs of its environment are there, whatever their names', () => {
    const [dev] = loadEnvironments(environments);
    const stacks = Object.values(environmentStacks(Testing.app(), dev!)).flatMap((stack) => stack ?? []);
    const all = stacks.map((stack) => {
      const json = JSON.parse(Testing.synth(stack));
      const dependencies = stack.dependencies.map(({ node }) => node.id);
      return opened(stack.node.id, { dependencies, json, outputs: new Set(Object.keys(json.output ?? {})) });
    });
    expect(all.map((one) => [one.stack.name, waitsFor(one, all)])).toEqual(all.map(({ stack }) => [stack.name, []]));
  });

  test('for nothing where all that it reads is there', () => {
    const account = opened('dev-account', { outputs: new Set(['alarms_topic_arn']) });
    const data = opened('dev-data');
    expect(waitsFor(network, [account, data])).toEqual([]);
  });
});

test('a state has outputs without a value after an interrupted apply', () => {
  const outputs = { topic: { value: null, type: 'string' }, policy: { value: 'arn', type: 'string' }, none: {} };
  const state = parseState(JSON.stringify({ resources: [{ type: 'aws_x', instances: [] }], outputs }));
  expect(outputsWithValue(state!)).toEqual(new Set(['policy']));
});
