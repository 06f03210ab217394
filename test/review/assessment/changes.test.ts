import type { Finding } from '../../../review/engine/finding';
import { attribute } from '../../../review/engine/attribute';
import type { Baseline } from '../../../review/assessment/changes';
import { factsFor } from '../../../review/engine/environment-facts';
import { judge } from '../../../review/assessment/judge';
import { attributeText } from '../../../review/assessment/resource-differences';
import { defineRule } from '../../../review/engine/rule';
import { readWaivers } from '../../../review/engine/waiver';
import { graphOfStacks } from '../../../review/model/load';
import { dataStoresRetained } from '../../../policies/rules/change/data-stores-retained';

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
const rules = [encrypted, dataStoresRetained];

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
    postures: true,
    ...(against && { against }),
    ...readWaivers(waivers, 'w'),
  });
}
async function compared(older: Stacks, now: Stacks, waivers?: readonly object[]) {
  const { findings, postures = [] } = await judged(older);
  const report = await judged(now, { label: 'main', findings, postures }, waivers);
  return { ...report, changes: report.changes! };
}

const byId = (findings: readonly Finding[], id: string) => findings.find((one) => one.id === id)!;

const key = { kms_master_key_id: 'alias/data' };

test('a fault that was not there is new, one that was there is unchanged, one that is gone is fixed', async () => {
  const { changes, findings } = await compared(
    [stack('prod-jobs', 'prod', { old: {}, fixed: {} })],
    [stack('prod-jobs', 'prod', { old: {}, fixed: key, fresh: {} })],
  );
  expect(changes.new.map((id) => byId(findings, id).constructPath)).toEqual(['prod-jobs/fresh/queue']);
  expect(changes.fixed.map(({ constructPath }) => constructPath)).toEqual(['prod-jobs/fixed/queue']);
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
  expect(changes.regressed.map((id) => [byId(findings, id).constructPath, byId(findings, id).status])).toEqual([
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
        .filter(({ rule }) => rule === 'change/data-stores-retained')
        .map(({ status, message }) => `${status} ${message}`),
      lost: changes.environments[0]!.resources.flatMap(({ kind, constructPath, holdsData }) =>
        holdsData && kind !== 'added' && kind !== 'changed' ? `${kind} ${constructPath}` : [],
      ),
      passes: environments[0]!.gate.passes,
    };
  };

  test('and is gone closes the gate', async () => {
    expect(await closing([stack('prod-jobs', 'prod', { b: key })])).toEqual({
      messages: ['fail prod-jobs/a/queue: expected the resource to be kept, found destroyed'],
      lost: ['removed prod-jobs/a/queue'],
      passes: false,
    });
  });

  test('and would be replaced closes it, naming what forces that', async () => {
    const { messages, passes } = await closing([stack('prod-jobs', 'prod', { a: { ...key, name: 'renamed' } })]);
    expect(messages).toEqual([
      'fail prod-jobs/a/queue name: expected the resource to be kept, found replaced: name: "a" became "renamed"',
    ]);
    expect(passes).toBe(false);
  });

  test('and is in another state counts as destroyed in the first', async () => {
    const { lost } = await closing([stack('prod-jobs', 'prod', { a: key }, 'elsewhere')]);
    expect(lost).toEqual(['removed prod-jobs/a/queue']);
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
          rule: 'change/data-stores-retained',
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
    expect(messages).toEqual(['waived prod-jobs/a/queue: expected the resource to be kept, found destroyed']);
    expect(passes).toBe(true);
  });
});

describe('resources', () => {
  const app = (root: string, resource: object, environment = 'shop') =>
    [{ name: root, environment, file: `${root}.json`, json: { resource } }] as unknown as Stacks;
  const differences = async (older: Stacks, now: Stacks, waivers?: readonly object[]) => {
    const { changes, findings } = await compared(older, now, waivers);
    const [{ resources }] = changes.environments as [(typeof changes.environments)[number]];
    return {
      resources: resources.map(
        ({ kind, address, attributes }) => `${kind} ${address}: ${attributes.map(attributeText).join(', ')}`,
      ),
      underWaiver: changes.changedUnderWaiver.map((id) => byId(findings, id).address),
    };
  };
  const database = (about: object) => ({ aws_db_instance: { main: { engine: 'postgres', ...about } } });

  test('that change are told, also where no finding differs', async () => {
    const { resources } = await differences(
      app('shop', database({ instance_class: 'db.r6g.large', allocated_storage: 100 })),
      app('shop', database({ instance_class: 'db.r6g.xlarge', allocated_storage: 100 })),
    );
    expect(resources).toEqual(['changed aws_db_instance.main: instance_class: "db.r6g.large" became "db.r6g.xlarge"']);
  });

  test('that are added, removed and replaced are told', async () => {
    const { resources } = await differences(
      app('shop', { aws_subnet: { a: { cidr_block: '10.0.0.0/24' } }, aws_iam_role: { old: { name: 'old' } } }),
      app('shop', { aws_subnet: { a: { cidr_block: '10.0.1.0/24' } }, aws_iam_role: { fresh: { name: 'fresh' } } }),
    );
    expect(resources).toEqual([
      'replaced aws_subnet.a: cidr_block: "10.0.0.0/24" became "10.0.1.0/24"',
      'added aws_iam_role.fresh: ',
      'removed aws_iam_role.old: ',
    ]);
  });

  test('that lose a permissions boundary are told', async () => {
    const boundary = { permissions_boundary: 'arn:aws:iam::111122223333:policy/boundary' };
    const role = (about: object) => app('shop', { aws_iam_role: { ci: { name: 'ci', ...about } } });
    expect((await differences(role(boundary), role({}))).resources).toEqual([
      'changed aws_iam_role.ci: permissions_boundary: "arn:aws:iam::111122223333:policy/boundary" became nothing',
    ]);
  });

  test('are the same in a folder of another name: nothing differs', async () => {
    const resource = {
      ...database({ kms_key_id: '${aws_kms_key.data.arn}', identifier: 'main' }),
      aws_kms_key: { data: {} },
      aws_sqs_queue: { jobs: { ...key, policy: '{"Resource":"${aws_kms_key.data.arn}"}' } },
    };
    const { changes } = await compared(app('infra', resource, 'infra'), app('infra-old', resource, 'infra-old'));
    expect(changes).toMatchObject({ new: [], fixed: [], regressed: [] });
    expect(changes.environments).toEqual([expect.objectContaining({ name: 'infra-old', was: 'infra', resources: [] })]);
  });

  test('whose secrets change are told without them', async () => {
    const { resources } = await differences(
      app('shop', database({ password: 'correct-horse-1' })),
      app('shop', database({ password: 'correct-horse-2' })),
    );
    expect(resources).toEqual(['changed aws_db_instance.main: password changed']);
  });

  test('that change where a waiver accepted something else are named', async () => {
    const waiver = {
      rule: 'sqs/encrypted',
      resource: 'aws_sqs_queue.jobs',
      environment: 'shop',
      reason: 'Nothing in these messages is secret.',
      owner: 'jobs@example.com',
      ticket: 'SEC-2',
      granted: '2026-11-20',
      expires: '2026-12-20',
    };
    const queue = (about: object) => app('shop', { aws_sqs_queue: { jobs: { name: 'jobs', ...about } } });
    const older = await judged(queue({ kms_master_key_id: '' }), undefined, [waiver]);
    const now = await judged(queue({}), { label: 'main', findings: older.findings, postures: older.postures ?? [] }, [
      waiver,
    ]);
    expect(now.changes!.changedUnderWaiver.map((id) => byId(now.findings, id).address)).toEqual(['aws_sqs_queue.jobs']);
    expect((await differences(queue({ a: 1 }), queue({ a: 1 }), [waiver])).underWaiver).toEqual([]);
  });
});
