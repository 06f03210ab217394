import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Checkout, type Ran } from '../support/checkout';

// Whoever works in a checkout may have a review run while they synthesize. Every two commands at once give what each gives alone.

const commands: Readonly<Record<string, readonly string[]>> = {
  synth: ['synth'],
  check: ['check', 'dev', '--rule', 'rds/storage-encrypted', '--date', '2026-11-21'],
  review: ['review', '--no-plan', '--date', '2026-11-21'],
  reach: ['reach', 'internet', 'dev/database-main', '5432'],
  can: ['can', 'anyone', 's3:GetObject', '--env', 'dev'],
};
const names = Object.keys(commands);
const pairs = names.flatMap((one, index) => names.slice(index).map((other) => [one, other] as const));

const checkout = new Checkout();
const run = (name: string) => checkout.terrace(commands[name]!);
const alone = new Map<string, Ran>();
beforeAll(async () => {
  for (const name of names) alone.set(name, await run(name));
  expect([...alone.values()].map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 1, 0]);
}, 300_000);
afterAll(() => checkout.remove());

test.each(pairs)(
  '%s and %s',
  async (one, other) => {
    expect(await Promise.all([run(one), run(other)])).toEqual([alone.get(one), alone.get(other)]);
  },
  180_000,
);

test('nothing is left behind', () => {
  const kept = ['.terraform.lock.hcl', '.terrace', 'cdktf.json', 'cdktf.out', 'examples', 'terrace.out'];
  expect(readdirSync(checkout.path).filter((name) => !kept.includes(name))).toEqual([]);
  const leftover = /^\.|^terrace-|\.tmp$|~$/;
  for (const folder of ['cdktf.out', 'cdktf.out/stacks', 'terrace.out', 'terrace.out/review']) {
    const path = join(checkout.path, folder);
    expect([folder, existsSync(path) ? readdirSync(path).filter((name) => leftover.test(name)) : []]).toEqual([
      folder,
      [],
    ]);
  }
});
