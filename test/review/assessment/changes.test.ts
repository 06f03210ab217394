import { attribute } from '../../../review/engine/attribute';
import type { Baseline } from '../../../review/assessment/changes';
import { factsFor } from '../../../review/engine/environment-facts';
import { judge } from '../../../review/assessment/judge';
import { defineRule } from '../../../review/engine/rule';
import { readWaivers } from '../../../review/engine/waiver';
import { graphOfStacks } from '../../../review/model/load';
import { statefulKept } from '../../../policies/rules/change/stateful-kept';

const hcl = 'resource "aws_sqs_queue" "a" {}';
const encrypted = defineRule({
  id: 'sqs/encrypted',
  aliases: [],
  title: 'Queues are encrypted',
  severity: 'high',
  why: 'They hold messages.',
  fix: 'Set kms_master_key_id.',
  resources: ['aws_sqs_queue'],
  check: (queue) => attribute(queue, 'kms_master_key_id').isPresent('a key'),
  examples: { good: { a: hcl }, bad: { a: hcl } },
});
const rules = [encrypted, statefulKept];

/** A stack of queues, each by its construct id and its arguments. */
const stack = (name: string, environment: string, queues: Record<string, object>, key = `${environment}-jobs`) => ({
  name,
  environment,
  file: `${name}.json`,
  json: {
    terraform: { backend: { s3: { bucket: 'state', key } } },
    resource: {
      aws_sqs_queue: Object.fromEntries(
        Object.entries(queues).map(([id, attributes]) => [
          id,
          { '//': { metadata: { path: `${name}/${id}/queue` } }, name: id, ...attributes },
        ]),
      ),
    },
  },
});
type Stacks = Parameters<typeof graphOfStacks>[0];

async function judged(stacks: Stacks, against?: Baseline, waivers: readonly object[] = []) {
  const graph = await graphOfStacks(stacks);
  const facts = (name: string) => factsFor(name, 'critical');
  return judge(graph, {
    rules,
    factsOf: facts,
    date: '2026-11-21',
    ...(against && { against }),
    ...readWaivers(waivers, 'w'),
  });
}
async function compared(older: Stacks, now: Stacks, waivers?: readonly object[]) {
  const { findings, postures } = await judged(older);
  const report = await judged(now, { label: 'main', findings, postures }, waivers);
  return { ...report, changes: report.changes! };
}

const key = { kms_master_key_id: 'alias/data' };

test('a fault that was not there is new, one that was there is unchanged, one that is gone is fixed', async () => {
  const { changes, findings } = await compared(
    [stack('prod-jobs', 'prod', { old: {}, mended: {} })],
    [stack('prod-jobs', 'prod', { old: {}, mended: key, fresh: {} })],
  );
  expect(changes.new.map((index) => findings[index]!.constructPath)).toEqual(['prod-jobs/fresh/queue']);
  expect(changes.fixed.map(({ constructPath }) => constructPath)).toEqual(['prod-jobs/mended/queue']);
  expect(changes.unchanged).toBe(1);
  expect(changes.regressed).toEqual([]);
});

test('what held and holds no longer is a regression, also where it was accepted', async () => {
  const waiver = {
    rule: 'sqs/encrypted',
    resource: 'prod-jobs/b/queue',
    environment: 'prod',
    reason: 'Nothing in these messages is secret.',
    owner: 'jobs@example.com',
    ticket: 'SEC-2',
    granted: '2026-11-20',
    expires: '2026-12-20',
  };
  const { changes, findings } = await compared(
    [stack('prod-jobs', 'prod', { a: key, b: key })],
    [stack('prod-jobs', 'prod', { a: {}, b: {} })],
    [waiver],
  );
  expect(changes.regressed.map((index) => [findings[index]!.constructPath, findings[index]!.status])).toEqual([
    ['prod-jobs/a/queue', 'fail'],
    ['prod-jobs/b/queue', 'waived'],
  ]);
  expect(changes.new).toHaveLength(1);
});

test('moving a stack makes no new finding', async () => {
  const { changes } = await compared([stack('prod-jobs', 'prod', { a: {} })], [stack('prod-work', 'prod', { a: {} })]);
  expect(changes).toMatchObject({ new: [], fixed: [], unchanged: 1 });
});

test('renaming an environment makes no new finding, and says what it was called', async () => {
  const { changes } = await compared(
    [stack('prod-jobs', 'prod', { a: {}, b: {} }), stack('dev-jobs', 'dev', { a: {} })],
    [stack('live-jobs', 'live', { a: {}, b: {} }, 'prod-jobs'), stack('dev-jobs', 'dev', { a: {} })],
  );
  expect(changes).toMatchObject({ new: [], fixed: [], unchanged: 3 });
  expect(changes.environments.map(({ name, was }) => [name, was])).toEqual([
    ['live', 'prod'],
    ['dev', 'dev'],
  ]);
});

test('an environment that is new is compared with none', async () => {
  const { changes } = await compared([], [stack('prod-jobs', 'prod', { a: {} })]);
  expect(changes.environments).toEqual([expect.not.objectContaining({ was: expect.anything() })]);
  expect(changes.new).toHaveLength(1);
});

describe('what keeps data', () => {
  const older = [stack('prod-jobs', 'prod', { a: key })];
  const closing = async (now: Stacks, waivers?: readonly object[]) => {
    const { findings, changes, environments } = await compared(older, now, waivers);
    return {
      messages: findings
        .filter(({ rule }) => rule === 'change/stateful-kept')
        .map(({ status, message }) => `${status} ${message}`),
      stateful: changes.environments[0]!.stateful,
      passes: environments[0]!.gate.passes,
    };
  };

  test('and is gone closes the gate', async () => {
    expect(await closing([stack('prod-jobs', 'prod', { b: key })])).toEqual({
      messages: ['fail prod-jobs/a/queue: expected it kept, found destroyed'],
      stateful: [{ kind: 'destroyed', address: 'aws_sqs_queue.a', constructPath: 'prod-jobs/a/queue' }],
      passes: false,
    });
  });

  test('and would be replaced closes it, naming what forces that', async () => {
    const { messages, passes } = await closing([stack('prod-jobs', 'prod', { a: { ...key, name: 'renamed' } })]);
    expect(messages).toEqual([
      'fail prod-jobs/a/queue name: expected it kept, found replaced: name: "a" became "renamed"',
    ]);
    expect(passes).toBe(false);
  });

  test('and is in another state counts as destroyed in the first', async () => {
    const { stateful } = await closing([stack('prod-jobs', 'prod', { a: key }, 'elsewhere')]);
    expect(stateful).toEqual([expect.objectContaining({ kind: 'destroyed' })]);
  });

  test('and changes in place is no change of this kind', async () => {
    const { messages } = await closing([stack('prod-jobs', 'prod', { a: { ...key, delay_seconds: 5 } })]);
    expect(messages).toEqual([]);
  });

  test('may be given up by a waiver', async () => {
    const { messages, passes } = await closing(
      [stack('prod-jobs', 'prod', { b: key })],
      [
        {
          rule: 'change/stateful-kept',
          resource: 'prod-jobs/a/queue',
          environment: 'prod',
          reason: 'The queue was drained on Friday.',
          owner: 'jobs@example.com',
          ticket: 'OPS-7',
          granted: '2026-11-20',
          expires: '2026-11-27',
        },
      ],
    );
    expect(messages).toEqual(['waived prod-jobs/a/queue: expected it kept, found destroyed']);
    expect(passes).toBe(true);
  });
});
