import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importBlocks, notes } from '../../cli/adopt/blocks';
import type { Existing } from '../../cli/adopt/existing';
import { identities, importId } from '../../cli/adopt/import-ids';
import { isDistinct, keyOf, matches, ObjectDetails, reading } from '../../cli/adopt/details';
import { hasTags, isSeenBy, objectsWithTags } from '../../cli/adopt/lookup';
import { onlyOneOf, readingOnlyOne } from '../../cli/adopt/only-one';
import { commonTags, goneFromAws, plannedResources } from '../../cli/adopt/planned';
import type { Place } from '../../cli/adopt/place';
import { TaggedObjects } from '../../cli/adopt/tagged-objects';
import { TrialImports } from '../../cli/adopt/trial-imports';
import { checkNames, withStatesRead } from '../../cli/commands/adopt';
import type { StackFolder } from '../../cli/terraform/stack-folder';
import * as environments from '../../environments';
import { loadEnvironments } from '../../environments/load';
import { stacksOf } from '../support/stacks';

/** A change of a plan, as `terraform show -json` has it. */
const planned = (address: string, after: Record<string, unknown>, rest: Record<string, unknown> = {}) => {
  const { actions = ['create'], before = null, after_unknown = {}, ...top } = rest;
  return {
    address,
    type: address.split('.')[0],
    mode: 'managed',
    change: { actions, before, after, after_unknown },
    ...top,
  };
};
const one = (...args: Parameters<typeof planned>) =>
  plannedResources({ resource_changes: [planned(...args)] } as any)[0]!;

describe('the import ID', () => {
  test.each([
    ['aws_iam_role', { name: 'ci-plan' }, 'ci-plan'],
    ['aws_iam_policy', { path: '/people/', name: 'own-mfa' }, 'arn:aws:iam::111122223333:policy/people/own-mfa'],
    ['aws_sns_topic', { name: 'dev-alarms' }, 'arn:aws:sns:eu-central-1:111122223333:dev-alarms'],
    [
      'aws_iam_openid_connect_provider',
      { url: 'https://token.actions.githubusercontent.com' },
      'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com',
    ],
    ['aws_route', { route_table_id: 'rtb-1', destination_cidr_block: '0.0.0.0/0' }, 'rtb-1_0.0.0.0/0'],
    ['aws_route', { route_table_id: 'rtb-1', destination_prefix_list_id: 'pl-1' }, 'rtb-1_pl-1'],
    ['aws_route53_record', { zone_id: 'Z1', name: 'a.example.com', type: 'CAA' }, 'Z1_a.example.com_CAA'],
    [
      'aws_route53_record',
      { zone_id: 'Z1', name: 'a.example.com', type: 'A', set_identifier: 'eu' },
      'Z1_a.example.com_A_eu',
    ],
    [
      'aws_network_acl_rule',
      { network_acl_id: 'acl-1', rule_number: 100, protocol: '6', egress: false },
      'acl-1:100:6:false',
    ],
    [
      'aws_ecs_service',
      { cluster: 'arn:aws:ecs:eu-central-1:111122223333:cluster/dev', name: 'dev-web' },
      'dev/dev-web',
    ],
    ['aws_ecs_service', { cluster: undefined, name: 'dev-web' }, undefined],
    ['aws_config_configuration_recorder', { name: 'default' }, 'default'],
    [
      'aws_iam_service_linked_role',
      { aws_service_name: 'config.amazonaws.com' },
      'arn:aws:iam::111122223333:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig',
    ],
    ['aws_iam_service_linked_role', { aws_service_name: 'ecs.amazonaws.com' }, undefined],
    ['aws_securityhub_account', {}, '111122223333'],
    [
      'aws_securityhub_standards_subscription',
      {
        standards_arn: 'arn:aws:securityhub:us-east-1::standards/cis-aws-foundations-benchmark/v/5.0.0',
      },
      'arn:aws:securityhub:us-east-1:111122223333:subscription/cis-aws-foundations-benchmark/v/5.0.0',
    ],
  ])('of %s %j is %s', (type, attributes, id) => {
    const identity = identities[type] as { id: Parameters<typeof importId>[0] };
    expect(importId(identity.id, { account: '111122223333', region: 'eu-central-1', ...attributes })).toBe(id);
  });

  test('is not known while an attribute of it is not', () => {
    expect(
      importId('{route_table_id}_{destination_cidr_block}', { destination_cidr_block: '0.0.0.0/0' }),
    ).toBeUndefined();
  });

  test('is known for every type of resource that an environment has', () => {
    const types = loadEnvironments(environments).flatMap((environment) =>
      stacksOf(environment).flatMap((stack) => stack.types()),
    );
    expect(types.length).toBeGreaterThan(100);
    expect([...new Set(types)].filter((type) => !(type in identities))).toEqual([]);
  });
});

describe('a planned resource', () => {
  test('knows what is not known, what an update changes, and whether it is tainted', () => {
    const attributes = { name: 'a', size: null };
    expect(one('aws_x.a', attributes, { after_unknown: { arn: true, list: [] } })).toMatchObject({
      attributes: { name: 'a' },
      unknown: new Set(['arn']),
      changes: [],
    });
    const update = { actions: ['update'], before: { name: 'a', size: 1, arn: 'x' }, after_unknown: { arn: true } };
    expect(one('aws_x.a', { name: 'a', size: 2 }, update).changes).toEqual(['size', 'arn']);
    expect(one('aws_x.a', {}, { action_reason: 'replace_because_tainted' }).isTainted).toBe(true);
  });

  test('is none where it is deleted, or read', () => {
    const changes = [
      { ...planned('aws_x.a', {}), mode: 'data' },
      { address: 'aws_x.b', type: 'aws_x', mode: 'managed', change: { actions: ['delete'], before: {}, after: null } },
    ];
    expect(plannedResources({ resource_changes: changes } as any)).toEqual([]);
  });

  test('shares with the others of its stack the tags that all have', () => {
    const resources = ['a', 'b'].map((Name) => one(`aws_vpc.${Name}`, { tags_all: { Name, environment: 'dev' } }));
    expect(commonTags([...resources, one('aws_route.c', {})])).toEqual({ environment: 'dev' });
    expect(commonTags([])).toEqual({});
  });
});

describe('a resource that the state has and AWS no longer has', () => {
  test('is one that the refresh of the plan found deleted', () => {
    const drift = (address: string, ...actions: string[]) => ({ ...planned(address, {}), change: { actions } });
    const resource_drift = [drift('aws_kms_key.k', 'delete'), drift('aws_kms_key.changed', 'update')];
    expect(goneFromAws({ resource_drift } as any)).toEqual(new Set(['aws_kms_key.k']));
    expect(goneFromAws({})).toEqual(new Set());
  });
});

describe('an object with tags', () => {
  const vpc = one('aws_vpc.a', { tags_all: { Name: 'a', environment: 'dev' } });
  const object = (tags: Record<string, string>) => ({
    arn: 'arn:aws:ec2:eu-central-1:1:vpc/vpc-1',
    tags,
    provider: 'aws',
  });

  test('may be a resource whose tags it has', () => {
    expect(hasTags(object({ Name: 'a', environment: 'dev', by: 'somebody' }), vpc)).toBe(true);
    expect(hasTags(object({ Name: 'b', environment: 'dev' }), vpc)).toBe(false);
    expect(hasTags(object({ environment: 'dev' }), vpc)).toBe(false);
  });

  test('is not a resource that has no tags', () => {
    expect(hasTags(object({}), one('aws_route.a', {}))).toBe(false);
  });

  test('is seen in the region of its provider, or anywhere where it is global', () => {
    const zone = { ...object({}), arn: 'arn:aws:route53:::hostedzone/Z1', provider: 'aws.us_east_1' };
    expect(isSeenBy(zone, 'aws')).toBe(true);
    expect(isSeenBy(object({}), 'aws')).toBe(true);
    expect(isSeenBy(object({}), 'aws.us_east_1')).toBe(false);
  });

  test('is of nobody where neither the state nor a resource has it, unless a service created it', async () => {
    const arns = [
      'arn:aws:ec2:eu-central-1:1:vpc/vpc-1',
      'arn:aws:ec2:eu-central-1:1:vpc/vpc-2',
      'arn:aws:rds:eu-central-1:1:snapshot:rds:dev-main-2025-01-01',
      'arn:aws:ec2:eu-central-1:1:volume/vol-1',
    ];
    const state = [one('aws_vpc.a', { id: 'vpc-1', tags_all: { environment: 'dev' } })];
    const found = { aws: arns.map((arn) => ({ arn, tags: { environment: 'dev' } })) };
    const objects = await listed(found, state);
    expect(objects.unowned(state, new Set(), new Set())).toEqual([arns[1]]);
    expect(objects.unowned(state, new Set(['vpc-2']), new Set())).toEqual([]);
    // An interrupted apply left it tainted: the next one replaces it, under another ID.
    const tainted = { actions: ['delete', 'create'], before: { id: 'vpc-2' }, after_unknown: { id: true } };
    const both = [...state, one('aws_vpc.b', { tags_all: { environment: 'dev' } }, tainted)];
    expect(objects.unowned(both, new Set(), new Set())).toEqual([]);
    // What the state has to forget first may be this one.
    const gone = [...state, one('aws_vpc.c', { tags_all: { environment: 'dev' } })];
    expect(objects.unowned(gone, new Set(), new Set(['aws_vpc.c']))).toEqual([]);
  });

  test('is looked for in the region of each provider', () => {
    const stack = {
      terraform: { required_providers: { aws: { source: 'aws' } } },
      provider: { aws: [{ region: 'eu-central-1' }, { region: 'us-east-1', alias: 'us_east_1' }] },
    };
    const { data, found } = objectsWithTags(stack, { environment: 'dev' });
    const tag_filter = [{ key: 'environment', values: ['dev'] }];
    expect(data).toEqual({
      aws_resourcegroupstaggingapi_resources: {
        aws: { provider: 'aws', tag_filter },
        aws_us_east_1: { provider: 'aws.us_east_1', tag_filter },
      },
    });
    expect(Object.keys(found as object)).toEqual(['aws', 'aws.us_east_1']);
  });
});

/** The objects that AWS lists, by provider. */
async function listed(found: object, resources: Parameters<TaggedObjects['list']>[0]): Promise<TaggedObjects> {
  const shown = JSON.stringify({ planned_values: { outputs: { found: { value: found } } } });
  const run = async ([verb]: readonly string[]) => ({ exitCode: 0, stdout: verb === 'show' ? shown : '', stderr: '' });
  const path = mkdtempSync(join(tmpdir(), 'adopt-'));
  const json = { terraform: {}, provider: { aws: [{ region: 'eu-central-1' }] } };
  const initialized = { dataDir: path, lock: '' };
  const place = { account: '1', json, folder: { path }, terraform: { run }, initialized } as unknown as Place;
  const objects = new TaggedObjects(place, new ObjectDetails(place));
  await objects.list(resources);
  rmSync(path, { recursive: true });
  return objects;
}

describe('details', () => {
  const key = one('aws_kms_key.a', { description: 'Data of dev' });
  const rule = one('aws_vpc_security_group_ingress_rule.a', {
    ...{ security_group_id: 'sg-1', ip_protocol: '-1', cidr_ipv4: '10.0.0.0/8' },
  });

  test('tell keys by their description, and leave out one that somebody disabled', () => {
    expect(matches(key, { description: 'Data of dev', key_state: 'Enabled' })).toBe(true);
    expect(matches(key, { description: 'Logs of dev', key_state: 'Enabled' })).toBe(false);
    expect(matches(key, { description: 'Data of dev', key_state: 'PendingDeletion' })).toBe(false);
  });

  test('tell rules by all that a rule is; EC2 has -1 and empty texts where nothing is given', () => {
    const found = { security_group_id: 'sg-1', ip_protocol: '-1', from_port: -1, to_port: -1, prefix_list_id: '' };
    expect(matches(rule, { ...found, cidr_ipv4: '10.0.0.0/8', is_egress: false })).toBe(true);
    expect(matches(rule, { ...found, cidr_ipv4: '10.0.0.0/8', is_egress: true })).toBe(false);
    expect(matches(rule, { ...found, cidr_ipv4: '10.0.0.0/9', is_egress: false })).toBe(false);
  });

  test('are waited for while the plan does not know them', () => {
    expect(isDistinct(rule)).toBe(true);
    const ofNewGroup = one('aws_vpc_security_group_ingress_rule.a', {}, { after_unknown: { security_group_id: true } });
    expect(isDistinct(ofNewGroup)).toBe(false);
  });

  test('tell whether a route table is associated with a subnet, or with a gateway', () => {
    const association = one('aws_route_table_association.a', { route_table_id: 'rtb-1', subnet_id: 'subnet-1' });
    const associations = (...subnets: string[]) => ({
      associations: subnets.map((subnet_id) => ({ subnet_id, gateway_id: '' })),
    });
    expect(keyOf(association)).toBe('rtb-1');
    expect(matches(association, associations('subnet-2', 'subnet-1'))).toBe(true);
    expect(matches(association, associations('subnet-2'))).toBe(false);
    expect(matches(association, { associations: [{ subnet_id: '', gateway_id: 'igw-1' }] })).toBe(false);
  });

  test('are not compared for other types', () => {
    expect(matches(one('aws_vpc.a', {}), {})).toBe(true);
    expect(keyOf(one('aws_vpc.a', {}))).toBeUndefined();
  });

  test('are read in the region of the provider, by the import ID or by another attribute', () => {
    const { data } = reading({ terraform: {}, provider: {} }, [
      { type: 'aws_kms_key', id: 'k', provider: 'aws.us_east_1' },
      { type: 'aws_route_table_association', id: 'subnet-1/rtb-1', key: 'rtb-1', provider: 'aws' },
    ]);
    expect(data).toEqual({
      aws_kms_key: { aws_kms_key_aws_us_east_1_k: { provider: 'aws.us_east_1', key_id: 'k' } },
      aws_route_table: {
        'aws_route_table_association_aws_rtb-1': { provider: 'aws', route_table_id: 'rtb-1' },
      },
    });
  });
});

describe('what a region has one of', () => {
  test('is read without an argument, in the region of its provider', () => {
    const json = { terraform: { required_providers: { aws: {} } }, provider: { aws: [{ region: 'eu-west-1' }] } };
    expect(readingOnlyOne(json as any, 'aws_guardduty_detector', 'aws.us_east_1')).toMatchObject({
      data: { aws_guardduty_detector: { only: { provider: 'aws.us_east_1' } } },
      found: '${data.aws_guardduty_detector.only.id}',
    });
  });

  test('is there, whoever made it, is not there, or cannot be told', () => {
    expect(onlyOneOf({ found: '0123' })).toEqual({ ids: ['0123'] });
    expect(onlyOneOf({ failed: 'reading GuardDuty Detectors: empty result' })).toEqual({ ids: [] });
    const failed = 'AccessDeniedException: not authorized to perform guardduty:ListDetectors';
    expect(onlyOneOf({ failed })).toEqual({ ids: [], error: failed });
  });
});

describe('a trial import', () => {
  let path: string;
  beforeEach(() => (path = mkdtempSync(join(tmpdir(), 'adopt-'))));
  afterEach(() => rmSync(path, { recursive: true }));

  /** A folder whose plan refuses to import what is not in `aws`. */
  const folder = (aws: ReadonlySet<string>, error = 'Cannot import non-existent remote object', isNamed = true) => {
    const asked: string[][] = [];
    const run = async ([verb]: readonly string[]) => {
      if (verb === 'show') return { exitCode: 0, stdout: '{"resource_changes":[]}', stderr: '' };
      const { import: blocks = [] } = JSON.parse(readFileSync(join(path, 'imports.tf.json'), 'utf8'));
      asked.push(blocks.map(({ id }: any) => id));
      const refused = blocks.filter(({ id }: any) => !aws.has(id));
      const lines = refused.map(({ to: address }: any) => ({
        diagnostic: { severity: 'error', summary: error, ...(isNamed && { address }) },
      }));
      return {
        exitCode: refused.length > 0 ? 1 : 0,
        stdout: lines.map((line: object) => JSON.stringify(line)).join('\n'),
        stderr: '',
      };
    };
    return { folder: { path, run } as unknown as StackFolder, asked };
  };

  test('keeps what exists, and drops what does not', async () => {
    const { folder: place, asked } = folder(new Set(['a']));
    const trials = new TrialImports(place);
    trials.add('aws_iam_role.a', ['a']);
    trials.add('aws_iam_role.b', ['b']);
    await trials.settle();
    expect(trials.isPending).toBe(false);
    expect([...trials.searches].map(([address, { existing }]) => [address, existing])).toEqual([
      ['aws_iam_role.a', ['a']],
      ['aws_iam_role.b', []],
    ]);
    expect(asked).toEqual([['a', 'b'], ['a']]);
  });

  test('tries each of several objects, and imports none where two exist', async () => {
    const { folder: place, asked } = folder(new Set(['vpc-1', 'vpc-3']));
    const trials = new TrialImports(place);
    trials.add('aws_vpc.a', ['vpc-1', 'vpc-2', 'vpc-3']);
    await trials.settle();
    expect(trials.searches.get('aws_vpc.a')?.existing).toEqual(['vpc-1', 'vpc-3']);
    expect(asked.at(-1)).toEqual([]);
  });

  test('does not take an error of another kind for an object that does not exist', async () => {
    const trials = new TrialImports(folder(new Set(), 'AccessDenied').folder);
    trials.add('aws_iam_role.a', ['a']);
    await trials.settle();
    expect(trials.searches.get('aws_iam_role.a')).toMatchObject({ existing: [], error: 'AccessDenied' });
  });

  test('tries one by one after an error that names no resource, as of some importers', async () => {
    const { folder: place, asked } = folder(new Set(['a', 'c']), "couldn't find resource", false);
    const trials = new TrialImports(place);
    for (const id of ['a', 'b', 'c']) trials.add(`aws_x.${id}`, [id]);
    await trials.settle();
    expect([...trials.searches.values()].map(({ existing }) => existing)).toEqual([['a'], [], ['c']]);
    expect(asked).toEqual([['a', 'b', 'c'], ['a'], ['b'], ['c'], ['a', 'c']]);
  });

  test('fails where a plan fails for another reason', async () => {
    const run = async () => ({ exitCode: 1, stdout: '', stderr: 'no credentials' });
    const trials = new TrialImports({ path, run } as unknown as StackFolder);
    await expect(trials.settle()).rejects.toThrow(/terraform plan: .*no credentials/);
  });
});

test('of a stack that is named, the states that it reads are opened too, and no other', () => {
  const stacks = Object.entries({
    account: [],
    audit: ['account'],
    network: ['audit', 'account'],
    dns: ['network'],
  }).map(([name, dependencies]) => ({ name, dependencies, json: {} })) as never[];
  const opened = (...indices: number[]) =>
    withStatesRead(
      indices.map((index) => stacks[index]!),
      stacks,
    ).map(({ name }) => name);
  expect(opened(2)).toEqual(['account', 'audit', 'network']);
  expect(opened(0)).toEqual(['account']);
  expect(opened(0, 1, 2, 3)).toEqual(['account', 'audit', 'network', 'dns']);
});

test('a stack that the environment does not have is refused, with those that it has', () => {
  const [dev] = loadEnvironments(environments);
  const stacks = ['dev-state', 'dev-network'].map((name) => ({ name, dependencies: [], json: { terraform: {} } }));
  expect(() => checkNames(dev!, stacks, ['network'])).not.toThrow();
  expect(() => checkNames(dev!, stacks, ['netwrk'])).toThrow(
    'dev: expected one of the stacks state, network, found "netwrk"',
  );
});

describe('what is printed', () => {
  test('is an import block for each, with what the next apply changes', () => {
    const text = importBlocks('dev-network', [
      { address: 'aws_vpc.a', id: 'vpc-1', then: 'nothing', changes: [] },
      { address: 'aws_iam_role.b', id: '${x}', then: 'update', changes: ['tags_all'] },
      { address: 'aws_subnet.c', id: 'subnet-1', then: 'replace', changes: ['cidr_block'] },
    ]);
    expect(text).toBe(`# dev-network

import {
  to = aws_vpc.a
  id = "vpc-1"
}

# updated in place by the next apply: tags_all
import {
  to = aws_iam_role.b
  id = "$\${x}"
}

# REPLACED by the next apply: cidr_block
import {
  to = aws_subnet.c
  id = "subnet-1"
}`);
  });

  test('counts what was not found and what was not looked for, with the reason', () => {
    const existing: Existing = {
      imports: [],
      several: [{ address: 'aws_vpc.a', ids: ['vpc-1', 'vpc-2'] }],
      gone: ['aws_kms_key.gone'],
      tainted: ['aws_kms_key.k'],
      absent: 3,
      notLookedFor: [
        { address: 'aws_x.a', why: 'reason' },
        { address: 'aws_x.b', why: 'reason' },
      ],
      unowned: ['arn:aws:kms:eu-central-1:111122223333:key/1'],
      tagsUnread: 'AccessDenied',
    };
    const lines = notes('dev-network', existing);
    expect(lines[0]).toBe('dev-network: 0 to import, 3 not in AWS, 2 not looked for');
    expect(lines.slice(1).join('\n')).toMatch(
      /aws_vpc\.a.*vpc-1, vpc-2[\s\S]*aws_kms_key\.gone: the state has it[\s\S]*apply -refresh-only in cdktf\.out\/stacks\/dev-network[\s\S]*untaint aws_kms_key\.k[\s\S]*reason: aws_x\.a, aws_x\.b[\s\S]*key\/1[\s\S]*AccessDenied/,
    );
  });
});
