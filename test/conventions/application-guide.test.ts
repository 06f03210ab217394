import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { dev, prod } from '../../environments';
import { problems } from '../support/environments';

const guide = readFileSync(join(__dirname, '../../docs/guides/run-your-application.md'), 'utf8');
const blocks = [...guide.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, block]) => block!);
/** A block of the guide, as the fields of an environment that it is. */
const fields = (block: string) => runInNewContext(`({ ${block} })`) as Record<string, unknown>;

test('the service of the guide is the one of dev, in 30 lines at most', () => {
  const [block = ''] = blocks;
  expect(JSON.parse(JSON.stringify(fields(block)))).toEqual({
    imageRepositories: dev.imageRepositories,
    services: dev.services,
  });
  expect(block.trim().split('\n').length).toBeLessThanOrEqual(30);
});

test('every block of the guide is a part of an environment without a fault', () => {
  for (const block of blocks) {
    const base = block.includes('edge:') ? { ...prod } : { ...dev };
    expect([block, problems({ [base.name]: { ...base, ...JSON.parse(JSON.stringify(fields(block))) } })]).toEqual([
      block,
      [],
    ]);
  }
});

test('the guide names the variables that the platform sets', () => {
  for (const name of [
    'AWS_REGION',
    'PORT',
    'DATABASE_MAIN_HOST',
    'CACHE_MAIN_NAME',
    'BUCKET_UPLOADS',
    'SERVICE_API_URL',
  ]) {
    expect(guide).toContain(`\`${name}\``);
  }
});
