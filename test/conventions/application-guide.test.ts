import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { dev, prod, test as testing } from '../../environments';
import { problems } from '../support/environments';

const guide = readFileSync(join(__dirname, '../../docs/guides/run-your-application.md'), 'utf8');
const blocks = [...guide.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, block]) => block!);
/** A block of the guide, as the fields of an environment that it is. */
const fields = (block: string) => runInNewContext(`({ ${block} })`) as Record<string, unknown>;

const plain = (block: string) => JSON.parse(JSON.stringify(fields(block))) as Record<string, unknown>;

test('the service of the guide is the one of dev, in 30 lines at most', () => {
  const [block = ''] = blocks;
  const { fileSystems: _, ...web } = dev.services.web;
  expect(plain(block)).toEqual({ imageRepositories: dev.imageRepositories, services: { web } });
  const [service = ''] = /^ {2}web: \{\n[^]*?^ {2}\},$/m.exec(block) ?? [];
  expect(service).not.toBe('');
  expect(service.split('\n').length).toBeLessThanOrEqual(30);
});

test('the services on servers of the guide are those of dev and prod', () => {
  const onServers = blocks.filter((block) => block.includes('office: {')).map(plain);
  expect(onServers).toEqual([dev, prod].map(({ services }) => ({ services: { office: services.office } })));
});

test('mail and sign-in of the guide are those of dev', () => {
  const { mail, users, dns, services } = dev;
  const [ofMail] = blocks.filter((block) => block.includes('mail: {')).map(plain);
  expect(ofMail).toEqual({ mail, services: { bounces: services.bounces } });
  const [ofUsers] = blocks.filter((block) => block.includes('users: {')).map(plain);
  expect(ofUsers).toEqual({ dns, users });
  const [ofWorker] = blocks.filter((block) => block.includes('worker: {')).map(plain);
  const { fileSystems: _, ...worker } = services.worker;
  expect(ofWorker).toEqual({ services: { worker } });
});

test('the file system of the guide is that of dev, and so are the services that mount it', () => {
  const { fileSystems, services } = dev;
  const [ofFiles] = blocks.filter((block) => block.includes('fileSystems: {')).map(plain);
  expect(ofFiles).toEqual({ fileSystems });
  for (const { fileSystems: mounted } of [services.web, services.worker]) {
    const { accessPoint, access } = mounted.receipts;
    expect(guide).toContain(`\`fileSystems: { receipts: { accessPoint: '${accessPoint}', access: '${access}' } }\``);
  }
});

test('the instances of the cluster of the guide are those of test', () => {
  const groups = blocks.filter((block) => block.includes('clusterInstances')).map(plain);
  expect(groups).toEqual([{ clusterInstances: testing.clusterInstances }]);
});

test('every block of the guide is a part of an environment without a fault', () => {
  for (const block of blocks) {
    const onInstances = block.includes('clusterInstances');
    const base = onInstances ? testing : /edge:|instances/.test(block) ? prod : dev;
    const { services, ...others } = plain(block);
    const whole = { ...base, ...others, services: { ...base.services, ...(services ?? {}) } };
    expect([block, problems({ [base.name]: whole })]).toEqual([block, []]);
  }
});

test('the guide names the variables that the platform sets', () => {
  for (const name of [
    'AWS_REGION',
    'PORT',
    'DATABASE_MAIN_HOST',
    'CACHE_MAIN_NAME',
    'TABLE_SESSIONS',
    'BUCKET_UPLOADS',
    'SERVICE_API_URL',
    'EVENT_BUS_NAME',
    'MAIL_CONFIGURATION_SET',
    'USERS_ISSUER',
  ]) {
    expect(guide).toContain(`\`${name}\``);
  }
});
