import { readFileSync, writeFileSync } from 'node:fs';
import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import { loadEnvironments } from '../../environments/load';
import { told, type Ran } from '../e2e/processes';
import type { World } from '../e2e/world';
import { groupBy } from '../../review/group-by';
import { put } from '../support/put';

type Literal = Readonly<Record<string, unknown>>;

/** An environment's file in a checkout, which a guide's reader edits. */
export class File {
  constructor(
    private readonly world: World,
    public literal: Literal,
  ) {
    this.write();
  }

  /** Sets fields by path, `undefined` takes one out; the file has to be one that loads. */
  decide(fields: Readonly<Record<string, unknown>>): void {
    const edited = Object.entries(fields).reduce(
      (whole, [path, value]) => put(whole, path.split('.'), value),
      this.literal,
    );
    // Without what is taken out.
    this.literal = JSON.parse(JSON.stringify(edited));
    loadEnvironments({ [this.name]: this.literal });
    this.write();
  }

  private get name(): string {
    return this.literal['name'] as string;
  }

  private write(): void {
    const folder = join(this.world.checkout, 'environments');
    const text = JSON.stringify(this.literal, null, 2);
    writeFileSync(
      join(folder, `${this.name}.ts`),
      `import type { Environment } from './schema';\n\nexport const ${this.name} = ${text} satisfies Environment;\n`,
    );
    writeFileSync(join(folder, 'index.ts'), `export { ${this.name} } from './${this.name}';\n`);
  }
}

/** A page of `docs/guides`, whose reader does what it says and nothing else. */
export class Guide {
  private readonly text: string;

  constructor(
    readonly page: string,
    readonly world: World,
    readonly file: File,
  ) {
    this.text = squeezed(readFileSync(join(world.checkout, 'docs/guides', `${page}.md`), 'utf8'));
  }

  /** Makes an edit that the guide tells, in these words. */
  edit(words: string, fields: Readonly<Record<string, unknown>>): void {
    this.tells(words);
    this.file.decide(fields);
  }

  /** Runs a command of the guide; `…` and names in it are replaced. */
  async run(command: string, replaced: Readonly<Record<string, string>> = {}): Promise<Ran> {
    const ran = await this.start(command, replaced);
    assert.equal(ran.exitCode, 0, told(ran));
    return ran;
  }

  /** Looks at what there is, with a command that no guide has. */
  async look(command: string): Promise<Ran> {
    const ran = await (await this.world.startShell(command)).done;
    assert.equal(ran.exitCode, 0, told(ran));
    return ran;
  }

  /** What a stack's plan has, by type: `{ aws_db_instance: ['update'], aws_db_parameter_group: ['create, delete'] }`. */
  async plan(stack: string): Promise<Record<string, string[]>> {
    await this.look('npx cdktf synth --quiet');
    const changes = Object.entries(await this.world.plan(stack));
    const byType = groupBy(changes, ([address]) => address.split('.')[0]!);
    return Object.fromEntries([...byType].map(([type, its]) => [type, its.map(([, actions]) => actions.join(', '))]));
  }

  /** Takes what there is to `main`, which a reader plans against. */
  async commit(): Promise<void> {
    const git = 'git -c user.name=reader -c user.email=reader@example.com';
    await this.look(
      `git init --quiet --initial-branch main && git add --all -- . ':!node_modules' ':!.tmp' && ${git} commit --quiet --allow-empty --message before`,
    );
  }

  /** The page that a link of this one leads to. */
  linked(to: string): Guide {
    this.tells(`](${to})`);
    return new Guide(join(dirname(this.page), to.replace(/\.md(#.*)?$/, '')), this.world, this.file);
  }

  /** The flows of the file. */
  get flows(): readonly Literal[] {
    return this.file.literal['flows'] as readonly Literal[];
  }

  /** The flow of operators to a store. */
  operators(to: string, port: number): Literal {
    return { from: 'bastion', to, port, protocol: 'tcp', reason: 'operators look after it' };
  }

  /** Applies stacks from the bottom up, as docs/guides/platform-engineer.md has it. */
  async apply(...stacks: readonly string[]): Promise<void> {
    const names = stacks.map((name) => this.world.stack(name)).join(' ');
    await this.look(unattended(`npx cdktf deploy ${names} --ignore-missing-stack-dependencies --parallelism 1`));
  }

  /** That the guide has these words. */
  tells(words: string): void {
    assert.ok(this.text.includes(squeezed(words)), `docs/guides/${this.page}.md does not tell: ${words}`);
  }

  private async start(command: string, replaced: Readonly<Record<string, string>>): Promise<Ran> {
    this.tells(command);
    const line = Object.entries(replaced).reduce((text, [from, to]) => text.replaceAll(from, to), command);
    return (await this.world.startShell(unattended(line))).done;
  }
}

/** Nobody is there to approve, and the provider comes from a mirror. */
function unattended(line: string): string {
  return line.replace(/^npx cdktf (deploy|destroy) .*$/, '$& --auto-approve --skip-provider-lock');
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
