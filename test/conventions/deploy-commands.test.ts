import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, TerraformStack } from 'cdktf';
import { prod } from '../../environments';
import { environmentStacks } from '../../stacks';

const root = join(__dirname, '../..');
const guides = readdirSync(join(root, 'docs/guides'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/guides/${name}`);

/** What each stack reads, by the names after the environment's: `data` reads `account` and `network`. */
const app = new App();
environmentStacks(app, prod);
const reads = new Map(
  app.node.children.flatMap((stack) =>
    TerraformStack.isStack(stack)
      ? [[stack.node.id.replace('prod-', ''), stack.dependencies.map(({ node }) => node.id.replace('prod-', ''))]]
      : [],
  ),
);

const readersOf = (stack: string) => [...reads].flatMap(([reader, read]) => (read.includes(stack) ? reader : []));

const commands = [...guides, 'README.md', 'CONTRIBUTING.md'].flatMap((page) =>
  [
    ...readFileSync(join(root, page), 'utf8').matchAll(
      /cdktf (deploy|destroy) ((?:[a-z]+-[a-z]+ ?)+)(--ignore-missing-stack-dependencies)?( --parallelism 1)?/g,
    ),
  ].map(([command, verb, names = '', ignores, oneByOne]) => ({
    page,
    command,
    verb,
    stacks: names
      .trim()
      .split(' ')
      .map((name) => name.replace(/^[a-z]+-/, '')),
    ignores: ignores !== undefined,
    oneByOne: oneByOne !== undefined,
  })),
);

test('there are commands to look at', () => {
  expect(reads.get('data')).toEqual(expect.arrayContaining(['account', 'audit', 'network']));
  expect(commands.length).toBeGreaterThan(5);
});

// "The following dependencies are not included in the stacks to run", CDKTF says, and deploys nothing.
test.each(commands)('$page: `$command` runs as it is written', ({ stacks, verb, ignores }) => {
  const before = (stack: string) => (verb === 'deploy' ? reads.get(stack)! : readersOf(stack));
  const missing = stacks.flatMap((stack) => before(stack).filter((other) => !stacks.includes(other)));
  expect(ignores ? [] : missing).toEqual([]);
});

// With the flag CDKTF waits for no stack: it applies all at once, and one by one in the order of the command. Of a destroy it starts the first one again until it is done.
test.each(commands.filter(({ stacks, ignores }) => ignores && stacks.length > 1))(
  '$page: `$command` takes each stack after those that it reads, or that read it',
  ({ stacks, verb, oneByOne }) => {
    const order = verb === 'deploy' ? stacks : stacks.toReversed();
    const early = order.filter((stack, index) => reads.get(stack)!.some((read) => order.indexOf(read) > index));
    expect([oneByOne, early]).toEqual([true, []]);
  },
);
