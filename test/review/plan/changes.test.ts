import { plannedChanges } from '../../../review/plan/changes';
import type { ChangeJson, PlanJson } from '../../../review/plan/plan-json';
import {
  alike,
  attributeText,
  countsText,
  kindsText,
  moveText,
  nameOf,
  outcomeText,
  subjectText,
} from '../../../review/plan/text';

const block = (path: string, values: object = {}) => ({ '//': { metadata: { path } }, ...values });
const stack = {
  name: 'prod-data',
  module: 'data',
  resource: {
    aws_db_instance: { main: block('prod-data/database-main/instance', { instance_class: 'x', user_data: 'x' }) },
    aws_vpc: { vpc: block('prod-data/network/vpc', { cidr_block: 'x' }) },
  },
};
const plan = (...changes: readonly [address: string, change: ChangeJson][]): PlanJson => ({
  resource_changes: changes.map(([address, change]) => ({
    address: `module.data.${address}`,
    mode: 'managed',
    change,
  })),
});
const update = (before: object, after: object, more: Partial<ChangeJson> = {}): ChangeJson => ({
  actions: ['update'],
  before,
  after,
  ...more,
});
const only = (change: ChangeJson, address = 'aws_db_instance.main') => {
  const [one, another] = plannedChanges(plan([address, change]), stack);
  expect(another).toBeUndefined();
  return one!;
};
const texts = (change: ChangeJson) => only(change).attributes.map(attributeText);

describe('the resources that a plan changes', () => {
  test('are those of the stack, without what stays as it is', () => {
    const changes: PlanJson = {
      resource_changes: [
        ...(plan(['aws_db_instance.main', { actions: ['no-op'] }]).resource_changes ?? []),
        { address: 'module.data-lake.aws_vpc.vpc', mode: 'managed', change: { actions: ['create'] } },
        { address: 'module.data.data.aws_region.r', mode: 'data', change: { actions: ['read'] } },
      ],
    };
    expect(plannedChanges(changes, stack)).toEqual([]);
  });

  test('are told by their construct and module', () => {
    const one = only({ actions: ['create'] });
    expect(one).toMatchObject({ action: 'create', stack: 'prod-data', module: 'database-main', holdsData: true });
    expect(nameOf(one)).toBe('database-main/instance (aws_db_instance)');
  });

  test('begin with what is lost, and among that with stores of data', () => {
    const changes = plan(
      ['aws_sns_topic.a', { actions: ['create'] }],
      ['aws_sns_topic.b', update({ name: 'a' }, { name: 'b' })],
      ['aws_sns_topic.c', { actions: ['delete'] }],
      ['aws_sns_topic.d', { actions: ['delete', 'create'] }],
      ['aws_sqs_queue.e', { actions: ['create', 'delete'] }],
    );
    const found = plannedChanges(changes, stack);
    expect(found.map(({ address }) => address.slice(-1))).toEqual(['e', 'd', 'c', 'b', 'a']);
    expect(countsText(found)).toBe('2 replaced, 1 destroyed, 1 changed in place, 1 created');
  });

  test('are told together where the same becomes of four or more', () => {
    const tagged = update({ tags_all: { owner: 'x' } }, { tags_all: { owner: 'y' } });
    const of = (...names: string[]) =>
      alike(
        plannedChanges(plan(...names.map((name): [string, ChangeJson] => [`aws_sns_topic.${name}`, tagged])), stack),
      );
    expect(of('a', 'b', 'c').map(subjectText)).toEqual(['aws_sns_topic.a', 'aws_sns_topic.b', 'aws_sns_topic.c']);
    expect(of('a', 'b', 'c', 'd').map(subjectText)).toEqual(['4 resources (aws_sns_topic 4)']);
  });

  test('are counted by module and by type, the most first', () => {
    const created = (...addresses: string[]) =>
      plannedChanges(
        plan(...addresses.map((address): [string, ChangeJson] => [address, { actions: ['create'] }])),
        stack,
      );
    expect(kindsText(created('aws_vpc.vpc', 'aws_x.y', 'aws_x.z'))).toBe('aws_x 2, network 1; aws_x 2, aws_vpc 1');
    const types = Array.from({ length: 14 }, (_, index) => `aws_${String.fromCharCode(97 + index)}.x`);
    expect(kindsText(created(...types))).toMatch(/; aws_a 1, .*, aws_l 1, and 2 more types$/);
  });
});

describe('an attribute', () => {
  test('has its old and its new value', () => {
    expect(texts(update({ instance_class: 'a' }, { instance_class: 'b' }))).toEqual(['instance_class: "a" → "b"']);
  });

  test('of a single block is named with it', () => {
    expect(texts(update({ disk: [{ size: 1, type: 'gp3' }] }, { disk: [{ size: 2, type: 'gp3' }] }))).toEqual([
      'disk[0].size: 1 → 2',
    ]);
  });

  test('of a set is what goes and what comes, in any order', () => {
    expect(texts(update({ ids: ['a', 'b'] }, { ids: ['c', 'b'] }))).toEqual(['ids: - "a"', 'ids: + "c"']);
  });

  test('of a policy is compared inside it', () => {
    const policy = (action: string) => JSON.stringify({ Statement: [{ Action: action, Effect: 'Allow' }] });
    expect(texts(update({ policy: policy('s3:Get') }, { policy: policy('s3:Put') }))).toEqual([
      'policy.Statement[0].Action: "s3:Get" → "s3:Put"',
    ]);
  });

  test('that is known after apply is told where the configuration sets it', () => {
    const change = update(
      { instance_class: 'a', arn: 'b' },
      {},
      { after_unknown: { instance_class: true, arn: true } },
    );
    expect(texts(change)).toEqual(['instance_class: "a" → (known after apply)']);
  });

  test('of the tags is told once, and a default tag of the provider too', () => {
    const before = { tags: { a: '1' }, tags_all: { a: '1', owner: 'x' } };
    const after = { tags: { a: '2' }, tags_all: { a: '2', owner: 'y' } };
    expect(texts(update(before, after))).toEqual(['tags.a: "1" → "2"', 'tags_all.owner: "x" → "y"']);
  });

  test('that forces the replacement comes first, and is in the words', () => {
    const change: ChangeJson = {
      actions: ['delete', 'create'],
      before: { a: 1, disk: [{ encrypted: false }] },
      after: { a: 2, disk: [{ encrypted: true }] },
      replace_paths: [['disk', 0, 'encrypted']],
    };
    expect(texts(change)).toEqual(['disk[0].encrypted: false → true  # forces replacement', 'a: 1 → 2']);
    expect(outcomeText(only(change))).toBe(
      'replaced because disk[0].encrypted forces a new resource, the old one goes first, HOLDS DATA',
    );
  });

  test.each<[string, ChangeJson]>([
    ['marked in the state', update({ a: 'MARK-1' }, { a: 'MARK-2' }, { before_sensitive: { a: true } })],
    ['marked in the configuration', update({ a: 'MARK-1' }, { a: 'MARK-2' }, { after_sensitive: { a: true } })],
    ['marked as a whole', update({ a: ['MARK-1'] }, { a: ['MARK-2'] }, { after_sensitive: true })],
    ['marked within', update({ a: [{ b: 'MARK-1' }] }, { a: [] }, { before_sensitive: { a: [{ b: true }] } })],
    ['by its name', update({ user_data: 'MARK-1' }, { user_data: 'MARK-2' })],
    ['in a document', update({ a: '{"password":"MARK-1"}' }, { a: '{"password":"MARK-2"}' })],
  ])('that is sensitive, %s, is never shown', (_, change) => {
    const one = only(change);
    expect(one.attributes.length).toBeGreaterThan(0);
    expect(JSON.stringify(one)).not.toContain('MARK');
  });

  test('of what is created or destroyed is not told', () => {
    expect(JSON.stringify(only({ actions: ['create'], after: { a: 'MARK' } }))).not.toContain('MARK');
    expect(JSON.stringify(only({ actions: ['delete'], before: { a: 'MARK' } }))).not.toContain('MARK');
  });
});

describe('without the account', () => {
  const offline = (older: object, isChosenByAws = (_: string, [top = '']: readonly string[]) => top === 'iops') => ({
    offline: {
      older: { name: 'prod-data', resource: { aws_db_instance: { main: block('prod-data/x', older) } } },
      isChosenByAws,
    },
  });
  const one = (change: ChangeJson, older = {}) =>
    plannedChanges(plan(['aws_db_instance.main', change]), stack, offline(older))[0];

  test('a change of what AWS chose is not decided, and counted', () => {
    const change = one(update({ iops: null }, { iops: 3000 }))!;
    expect(change.attributes.map(attributeText)).toEqual(['iops: (chosen by AWS) → 3000']);
    expect(outcomeText(change)).toContain('or not at all: that depends on what AWS chose, and only --live tells');
    expect(countsText([change])).toBe('1 changed in place, 1 of them not decided without the account');
  });

  test('a replacement because of what AWS chose is not decided, whatever else changes', () => {
    const change = one({
      ...update({ a: 1, iops: null }, { a: 2, iops: 1 }),
      actions: ['delete', 'create'],
      replace_paths: [['iops']],
    })!;
    expect(outcomeText(change)).toContain('or not: that depends on what AWS chose');
  });

  test('a change of what the older configuration sets is decided', () => {
    expect(outcomeText(one(update({ iops: 1 }, { iops: 3000 }), { iops: 1 })!)).toBe(
      'in place, waits for the maintenance window, no other change of storage for six hours',
    );
  });

  test('an identifier that only AWS knows is not shown', () => {
    const change = one(update({ instance_class: 'terraceplaceholder7' }, { instance_class: 'b' }), {
      instance_class: '${x}',
    })!;
    expect(change.attributes.map(attributeText)).toEqual(['instance_class: (known in AWS) → "b"']);
  });

  test('of identifiers that only AWS knows there are so many', () => {
    const ids = ['terraceplaceholder7', 'terraceplaceholder8'];
    const change = one(update({ instance_class: ids }, {}, { after_unknown: { instance_class: true } }), {
      instance_class: [],
    })!;
    expect(change.attributes.map(attributeText)).toEqual(['instance_class: 2 (known in AWS) → (known after apply)']);
  });

  test('of references that are known after apply there are as many as the configuration has', () => {
    const ids = ['terraceplaceholder7', 'terraceplaceholder8'];
    const resource = { aws_lb: { main: block('prod-data/x', { subnets: ['${a}', '${b}', '${c}'] }) } };
    const service = { network_configuration: { subnets: ['${a}'] } };
    const changes = plannedChanges(
      plan(
        ['aws_lb.main', update({ subnets: ids }, {}, { after_unknown: { subnets: true } })],
        [
          'aws_ecs_service.main',
          update(
            { network_configuration: [{ subnets: ids }] },
            { network_configuration: [{}] },
            { after_unknown: { network_configuration: [{ subnets: true }] } },
          ),
        ],
      ),
      {
        ...stack,
        resource: { ...resource, aws_ecs_service: { main: block('prod-data/y', service) } },
      },
      offline({}),
    );
    expect(changes.flatMap(({ attributes }) => attributes.map(attributeText))).toEqual([
      'subnets: 2 (known in AWS) → 3 (known after apply)',
      'network_configuration[0].subnets: 2 (known in AWS) → 1 (known after apply)',
    ]);
  });

  test('what means nothing to the provider is no change', () => {
    expect(one(update({ disk: [{ size: null, is: null }] }, { disk: [{ size: 0, is: false }] }))).toBeUndefined();
  });
});

describe('what a change does to what runs', () => {
  const windows = { maintenance_window: 'sun:03:00-sun:04:00' };
  test.each([
    ['waits, and fails over', { multi_az: true }, 'in place, waits for sun:03:00-sun:04:00 UTC, a failover'],
    [
      'waits, and restarts',
      { multi_az: false },
      'in place, waits for sun:03:00-sun:04:00 UTC, an outage while it restarts',
    ],
    ['is at once where asked', { multi_az: true, apply_immediately: true }, 'in place, a failover'],
  ])('%s', (_, more, expected) => {
    const values = { ...windows, ...more };
    const change = update({ instance_class: 'a', ...values }, { instance_class: 'b', ...values });
    expect(outcomeText(only(change))).toBe(expected);
  });

  test.each([
    ['aws_ecs_service', { network_configuration: [{ subnets: ['a'] }] }, 'in place, new tasks, then the old ones stop'],
    [
      'aws_autoscaling_group',
      { vpc_zone_identifier: ['a'] },
      'in place, servers may move between zones, the new ones start first',
    ],
  ])('says of %s in another zone what becomes of what runs', (type, before, expected) => {
    const after = JSON.parse(JSON.stringify(before).replace('"a"', '"a","b"')) as object;
    expect(outcomeText(only(update(before, after), `${type}.main`))).toBe(expected);
  });

  test('is refused where AWS protects what would be deleted', () => {
    const change = { actions: ['delete'], before: { deletion_protection: true } };
    expect(outcomeText(only(change))).toBe('destroyed, HOLDS DATA, AWS refuses: deletion_protection is on');
  });

  test.each([
    [{ tier: 'data' }, 'destroyed, AWS refuses while anything is in it: let its zone retire first'],
    [{ tier: 'data', retiring: 'true' }, 'destroyed'],
    [{}, 'destroyed'],
  ])('says of a subnet with tags %j: %s', (tags, text) => {
    expect(outcomeText(only({ actions: ['delete'], before: { tags } }, 'aws_subnet.a'))).toBe(text);
  });
});

describe('IPv6 that goes', () => {
  const vpc = (after: object) =>
    ['aws_vpc.main', update({ assign_generated_ipv6_cidr_block: true }, after)] as [string, ChangeJson];
  const subnet = (before: object, after: object) => ['aws_subnet.a', update(before, after)] as [string, ChangeJson];
  const range = { ipv6_cidr_block: '2001:db8:1:1a00::/64' };
  const texts = (...changes: readonly [string, ChangeJson][]): Record<string, string> =>
    Object.fromEntries(plannedChanges(plan(...changes), stack).map((one) => [one.address, outcomeText(one)]));

  test('at once is refused: the VPC has subnets with ranges, and they give addresses', () => {
    const off = { assign_ipv6_address_on_creation: false, ipv6_cidr_block: null };
    const on = { ...range, assign_ipv6_address_on_creation: true };
    expect(texts(vpc({ assign_generated_ipv6_cidr_block: null }), subnet(on, off))).toEqual({
      'aws_vpc.main': 'in place, AWS refuses while a subnet has an IPv6 range of it: let network.ipv6 retire first',
      'aws_subnet.a':
        'in place, AWS refuses while an interface has an IPv6 address of it: let the addresses of network.ipv6 retire first',
    });
  });

  test('in steps is not: no new addresses, no ranges, no block', () => {
    const on = { ...range, assign_ipv6_address_on_creation: true };
    const addresses = { ...range, assign_ipv6_address_on_creation: false };
    const ranges = { ipv6_cidr_block: null, assign_ipv6_address_on_creation: false };
    expect(texts(subnet(on, addresses))).toEqual({ 'aws_subnet.a': 'in place' });
    expect(texts(subnet(addresses, ranges))).toEqual({ 'aws_subnet.a': 'in place' });
    expect(texts(vpc({ assign_generated_ipv6_cidr_block: null }))).toEqual({ 'aws_vpc.main': 'in place' });
  });
});

describe('a construct with another id', () => {
  const moved = (before: object, after: object) =>
    plannedChanges(
      plan(
        ['aws_db_instance.old', { actions: ['delete'], before }],
        ['aws_db_instance.new', { actions: ['create'], after }],
      ),
      stack,
    );

  test('is probably moved, if the name is the same', () => {
    const changes = moved({ identifier: 'prod-main' }, { identifier: 'prod-main' });
    expect(outcomeText(changes[0]!)).toContain('moved? aws_db_instance.new has its name or its place');
    expect(moveText(changes).slice(1)).toEqual([
      `  ${stack.name}`,
      "    terraform state mv 'aws_db_instance.old' 'aws_db_instance.new'",
    ]);
  });

  test('takes what has no name with it', () => {
    const of = (id: string) => ({
      aws_sns_topic: { [`${id}_topic`]: block(`prod-data/mail/${id}/topic`) },
      aws_sns_topic_policy: { [`${id}_policy`]: block(`prod-data/mail/${id}/policy`) },
    });
    const [old, now] = [of('old'), of('now')];
    const changes = plannedChanges(
      plan(
        ['aws_sns_topic.old_topic', { actions: ['delete'], before: { name: 'a' } }],
        ['aws_sns_topic_policy.old_policy', { actions: ['delete'], before: {} }],
        ['aws_sns_topic.now_topic', { actions: ['create'], after: { name: 'a' } }],
        ['aws_sns_topic_policy.now_policy', { actions: ['create'], after: {} }],
      ),
      { name: 'prod-data', module: 'data', resource: now },
      { offline: { older: { name: 'prod-data', resource: old }, isChosenByAws: () => false } },
    );
    expect(moveText(changes)).toContain(
      "    terraform state mv 'aws_sns_topic_policy.old_policy' 'aws_sns_topic_policy.now_policy'",
    );
    expect(changes.slice(0, 2).map(outcomeText)).toEqual(Array(2).fill('destroyed, moved? mail/old → now'));
    expect(countsText(changes)).toBe('2 destroyed, 2 created, 2 of those destroyed may only have moved');
  });

  test('of a rule that EC2 takes once is refused while the old one is there, unless it is moved', () => {
    const rule = {
      security_group_id: 'sg-1',
      cidr_ipv4: '192.0.2.0/24',
      from_port: 443,
      to_port: 443,
      ip_protocol: 'tcp',
      description: 'HTTPS',
    };
    const [created, destroyed] = ['create', 'delete'].map((action) => ({
      actions: [action],
      ...(action === 'create' ? { after: rule } : { before: rule }),
    }));
    const changes = plannedChanges(
      plan(
        ['aws_vpc_security_group_egress_rule.to_office', destroyed!],
        ['aws_vpc_security_group_egress_rule.to_headquarters', created!],
      ),
      stack,
    );
    expect(outcomeText(changes[0]!)).toContain('EC2 may refuse the same rule that is created');
    expect(moveText(changes)).toContain(
      "    terraform state mv 'aws_vpc_security_group_egress_rule.to_office' 'aws_vpc_security_group_egress_rule.to_headquarters'",
    );
  });

  test('is another resource, if it is not', () => {
    expect(moveText(moved({ identifier: 'a' }, { identifier: 'b' }))).toEqual([]);
    expect(moveText(moved({}, {}))).toEqual([]);
  });

  test('with a moved block is in place', () => {
    const changes = plannedChanges(
      {
        resource_changes: [
          {
            address: 'module.data.aws_vpc.vpc',
            previous_address: 'module.data.aws_vpc.old',
            mode: 'managed',
            change: { actions: ['no-op'] },
          },
        ],
      },
      stack,
    );
    expect(changes.map(outcomeText)).toEqual(['moved from aws_vpc.old']);
  });
});
