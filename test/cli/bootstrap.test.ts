import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { alreadyThere, keyOfAlias, unrecordedStateBucket } from '../../cli/bootstrap/adopt';
import { decide } from '../../cli/bootstrap/decide';
import { BootstrapFolder } from '../../cli/bootstrap/folder';
import { keysByTags, keyToImport, unrecordedKey } from '../../cli/bootstrap/lost-key';
import { isLeftBy } from '../../cli/bootstrap/stale-lock';
import { awsError } from '../../cli/terraform/aws-errors';
import { parseLock, readLock } from '../../cli/terraform/lock';
import type { StackJson } from '../../cli/synthesis';
import { parseState, type State } from '../../cli/terraform/state';
import * as environments from '../../environments';
import { loadEnvironments } from '../../environments/load';
import { stackOf } from '../support/stacks';

function state(ids: Record<string, Record<string, unknown>>, lineage = 'a', serial = 1): State {
  const resources = Object.entries(ids).map(([address, attributes]) => {
    const [type = '', name = ''] = address.split('.');
    return { mode: 'managed', type, name, instances: [{ attributes }] };
  });
  return { lineage, serial, resources, outputs: {} };
}

const bucket = { 'aws_s3_bucket.state': { id: 'states' } };
const key = { 'aws_kms_key.state': { id: 'key-1', description: 'states' } };

describe('what there is to do', () => {
  test('with nothing anywhere: apply here, then move it in', () => {
    expect(decide(undefined, undefined)).toEqual({ kind: 'to be moved' });
  });

  test('with a local state only: go on from there', () => {
    expect(decide(undefined, state(bucket))).toEqual({ kind: 'to be moved' });
  });

  test('with the state in the bucket: go on from there', () => {
    expect(decide(state(bucket), undefined)).toEqual({ kind: 'in the bucket', leftover: 'none' });
  });

  test('after a run that was killed when it had moved the state: the local one is the same, whatever its lineage', () => {
    const local = state({ ...key, ...bucket }, 'a', 9);
    const moved = state({ ...bucket, ...key }, 'b', 1);
    expect(decide(moved, local)).toEqual({ kind: 'in the bucket', leftover: 'same' });
  });

  test('after the state in the bucket went on: the local one is an older one of the same things', () => {
    const remote = state({
      ...bucket,
      'aws_kms_key.state': { id: 'key-1', description: 'new' },
      'aws_s3_object.x': { id: 'x' },
    });
    expect(decide(remote, state({ ...bucket, ...key }))).toEqual({ kind: 'in the bucket', leftover: 'older' });
  });

  test.each([
    ['another key', { ...bucket, 'aws_kms_key.state': { id: 'key-2' } }],
    ['something that the bucket does not know', { ...bucket, ...key, 'aws_kms_alias.state': { id: 'alias/x' } }],
  ])('with %s here: stop', (_, local) => {
    expect(decide(state({ ...bucket, ...key }), state(local))).toEqual({ kind: 'conflict' });
  });
});

describe('a state', () => {
  test.each(['', '  \n', '{"version":4,"lineage":"a","serial":3,"resources":[]}'])('of %j holds nothing', (text) => {
    expect(parseState(text)).toBeUndefined();
  });

  test('that is not whole is refused', () => {
    expect(() => parseState('{"version":4,')).toThrow(SyntaxError);
  });
});

describe('what exists and is not in the state', () => {
  const json = {
    terraform: { backend: { s3: { bucket: 'states' } } },
    resource: {
      aws_s3_bucket: { state: { bucket: 'states' }, replica: { bucket: 'copies', provider: 'aws.eu-west-3' } },
      aws_iam_role: { replication: { name: 'states-replication' } },
      aws_kms_key: { state: {} },
      aws_kms_alias: { state: { name: 'alias/terrace/dev/state' } },
      aws_s3_bucket_policy: { state: { bucket: '${aws_s3_bucket.state.id}' } },
    },
  } as unknown as StackJson;
  const error = (address: string, summary: string) => ({ severity: 'error' as const, summary, address });

  test('is the bucket of the backend, where there is one that the state does not know: a replica may not be there yet', () => {
    expect(unrecordedStateBucket(json, undefined)).toEqual([{ address: 'aws_s3_bucket.state', id: 'states' }]);
    expect(unrecordedStateBucket(json, state(bucket))).toEqual([]);
  });

  test('is what AWS says exists already, so far as it goes by a name', () => {
    const output = [
      error('aws_s3_bucket.state', 'creating S3 Bucket (states): BucketAlreadyOwnedByYou'),
      error('aws_kms_alias.state', 'creating KMS Alias: AlreadyExistsException: An alias with the name …'),
      error('aws_s3_bucket_policy.state', 'putting S3 Bucket Policy: AccessDenied'),
      error('aws_kms_key.state', 'AlreadyExistsException'),
      error('aws_s3_bucket.replica', 'creating S3 Bucket (copies): BucketAlreadyOwnedByYou'),
      error('aws_iam_role.replication', 'creating IAM Role (states-replication): EntityAlreadyExists'),
    ];
    expect(alreadyThere(json, output)).toEqual([
      { address: 'aws_s3_bucket.state', id: 'states' },
      { address: 'aws_kms_alias.state', id: 'alias/terrace/dev/state' },
      { address: 'aws_s3_bucket.replica', id: 'copies' },
      { address: 'aws_iam_role.replication', id: 'states-replication' },
    ]);
  });

  test('is the key of an alias that was adopted: what the bucket holds is encrypted under it', () => {
    const alias = { 'aws_kms_alias.state': { id: 'alias/terrace/dev/state', target_key_id: 'key-1' } };
    expect(keyOfAlias(json, state(alias))).toEqual([{ address: 'aws_kms_key.state', id: 'key-1' }]);
    expect(keyOfAlias(json, state({ ...alias, ...key }))).toEqual([]);
  });
});

describe('a key that was made and not recorded', () => {
  const required_providers = { aws: { source: 'aws' } };
  const stack = (
    keys: object,
    provider: object = { aws: [{ default_tags: [{ tags: { stack: 'state', owner: 'a' } }] }] },
  ) => ({ terraform: { required_providers }, provider, resource: { aws_kms_key: keys } }) as unknown as StackJson;
  const one = stack({ state: { tags: { owner: 'b' } } });
  const tags = { stack: 'state', owner: 'b' };
  const wanted = { address: 'aws_kms_key.state', tags };
  const found = (id: string, state = 'Enabled') => ({ arn: `arn:aws:kms:eu-west-1:111122223333:key/${id}`, state });

  test('has the tags of the provider and its own, which win', () => {
    expect(unrecordedKey(one, undefined)).toEqual(wanted);
    expect(unrecordedKey(one, state(bucket))).toEqual(wanted);
  });

  test('is looked for where the state only notes that it was about to be made', () => {
    const { resources, ...rest } = state(key);
    expect(unrecordedKey(one, { ...rest, resources: resources.map((one) => ({ ...one, instances: [] })) })).toEqual(
      wanted,
    );
  });

  test.each([
    ['is in the state', one, state(key)],
    ['has no tags', stack({ state: {} }, { aws: [{}] }), undefined],
    ['is not of the stack', stack({}), undefined],
    ['has the tags of another one of the stack', stack({ state: {}, other: {} }), undefined],
  ])('is not looked for where it %s', (_, json, known) => {
    expect(unrecordedKey(json, known)).toBeUndefined();
  });

  test.each(loadEnvironments(environments))('of $name has the tags of its environment and its stack', (environment) => {
    const { owner, costCentre, repository } = environment.tags;
    expect(unrecordedKey(stackOf(environment, 'state').json as StackJson, undefined)?.tags).toEqual({
      ...{ environment: environment.name, stack: 'state' },
      ...{ owner, 'cost-centre': costCentre, repository },
    });
  });

  test('is looked for by every tag, with the provider of the stack', () => {
    const { data, provider, terraform } = keysByTags(one, tags);
    expect({ provider, terraform }).toEqual({ provider: one.provider, terraform: { required_providers } });
    expect(data?.aws_resourcegroupstaggingapi_resources?.keys).toEqual({
      resource_type_filters: ['kms:key'],
      tag_filter: [
        { key: 'stack', values: ['state'] },
        { key: 'owner', values: ['b'] },
      ],
    });
  });

  test('is imported; one that was disabled or is to be deleted is not', () => {
    const away = [found('key-2', 'PendingDeletion'), found('key-3', 'Disabled')];
    expect(keyToImport(wanted, [...away, found('key-1')])).toEqual([{ address: 'aws_kms_key.state', id: 'key-1' }]);
    expect(keyToImport(wanted, away)).toEqual([]);
  });

  test('is named where there are several, with what to do', () => {
    expect(() => keyToImport(wanted, [found('key-1'), found('key-2')])).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(/found 2: \S+key\/key-1, \S+key\/key-2$/),
        next: expect.stringContaining('aws kms disable-key'),
      }),
    );
  });
});

describe('the lock of the state', () => {
  const output = `
Error: Error acquiring the state lock

Error message: operation error S3: PutObject, https response error StatusCode: 412
Lock Info:
  ID:        b4dc21b0-97b0-2f5c-2b7a-8d5ce8ac3ac4
  Path:      states/state.tfstate
  Operation: OperationTypeApply
  Who:       ana@laptop
  Version:   1.11.4
  Created:   2025-01-31 10:20:30.123456789 +0000 UTC
  Info:      
`;
  const created = Date.UTC(2025, 0, 31, 10, 20, 30);
  const attempt = { pid: 1, who: 'ana@laptop', started: created - 2000 };

  test('is read from what Terraform says', () => {
    expect(readLock(output)).toEqual({ id: 'b4dc21b0-97b0-2f5c-2b7a-8d5ce8ac3ac4', who: 'ana@laptop', created });
    expect(readLock('Error: AccessDenied')).toBeUndefined();
  });

  test('is read from its object in the bucket', () => {
    const info = { ID: 'b4dc21b0', Who: 'ana@laptop', Created: '2025-01-31T10:20:30.123456789Z', Info: '' };
    expect(parseLock(JSON.stringify(info))).toEqual({ id: 'b4dc21b0', who: 'ana@laptop', created: created + 123 });
    for (const body of ['', 'null', '{}', '{"ID":']) expect(parseLock(body)).toBeUndefined();
  });

  test('is told with who holds it, since when and how to go on', () => {
    const { message, next } = awsError('terraform apply', output, { name: 'dev', account: '111122223333' });
    expect(message).toBe('terraform apply: the state of dev is locked by ana@laptop since 2025-01-31T10:20:30.000Z');
    expect(next).toMatch(/^Wait for that run\. .* terraform force-unlock b4dc21b0-97b0-2f5c-2b7a-8d5ce8ac3ac4$/);
  });

  test('is what a killed run left, where it was made right after that run started, by the same user', () => {
    expect(isLeftBy(readLock(output)!, attempt)).toBe(true);
  });

  test.each([
    ['by somebody else', { ...attempt, who: 'bob@laptop' }],
    ['before that run', { ...attempt, started: created + 5000 }],
    ['long after that run', { ...attempt, started: created - 3_600_000 }],
  ])("is somebody's, made %s", (_, other) => {
    expect(isLeftBy(readLock(output)!, other)).toBe(false);
  });
});

describe('the folder of a bootstrap', () => {
  let path: string;
  let folder: BootstrapFolder;
  beforeEach(() => {
    path = mkdtempSync(join(tmpdir(), 'terrace-test-'));
    folder = new BootstrapFolder(path);
  });
  afterEach(() => rmSync(path, { recursive: true }));
  const lockedBy = (pid: number, host = hostname()) =>
    writeFileSync(join(path, 'run.lock'), JSON.stringify({ pid, host }));
  const leave = (text: string) => {
    mkdirSync(folder.local);
    writeFileSync(folder.stateFile, text);
  };

  test('is of one run at a time', () => {
    lockedBy(process.ppid);
    expect(() => folder.take('dev')).toThrow(
      `another bootstrap of dev is running: process ${process.ppid} on ${hostname()}`,
    );
  });

  test('is not taken from a run on another machine', () => {
    lockedBy(1, 'elsewhere');
    expect(() => folder.take('dev')).toThrow('another bootstrap of dev is running: process 1 on elsewhere');
  });

  test.each(['{"pid":', JSON.stringify({ pid: 999_999_999, host: hostname() })])(
    'is taken over from a dead one: %s',
    (lock) => {
      writeFileSync(join(path, 'run.lock'), lock);
      const giveBack = folder.take('dev');
      giveBack();
      folder.take('dev');
    },
  );

  test('keeps a state that the bucket has overtaken', () => {
    leave('old');
    const kept = folder.archive(state(bucket, 'lineage', 7));
    expect(kept).toBe(join(path, 'archive/lineage-7.tfstate'));
    expect(readFileSync(kept, 'utf8')).toBe('old');
    expect(folder.localState()).toBeUndefined();
  });

  test('says where a state is that is not whole', () => {
    leave('{"version":');
    expect(() => folder.localState()).toThrow(`${folder.stateFile} is incomplete: expected JSON`);
    expect(readFileSync(folder.stateFile, 'utf8')).toBe('{"version":');
  });
});
