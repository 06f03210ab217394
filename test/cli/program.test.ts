import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pickEnvironments } from '../../cli/environments';
import * as environments from '../../environments';
import { loadEnvironments } from '../../environments/load';
import { CliError, describe as say, Interrupted } from '../../cli/errors';
import { swapIn, writeWhole } from '../../cli/files';
import { colours, type Io, type Stream } from '../../cli/io';
import { program } from '../../cli/program';
import { findProject } from '../../cli/project';
import { credentialSources } from '../../cli/doctor/credentials';
import { node } from '../../cli/doctor/checks';

const thereAre = `There are ${loadEnvironments(environments)
  .map(({ name }) => name)
  .join(', ')}.`;

function testIo(overrides: Partial<Io> = {}): Io {
  const silent = { write: () => true };
  const stdin = Readable.from([]);
  return {
    env: {},
    cwd: process.cwd(),
    stdin,
    stdout: silent,
    stderr: silent,
    signal: new AbortController().signal,
    debug: false,
    ...overrides,
  };
}

function run(...args: string[]): Promise<unknown> {
  const command = program(testIo(), () => undefined);
  const quiet = { writeOut: () => undefined, writeErr: () => undefined };
  for (const each of [command, ...command.commands]) each.exitOverride().configureOutput(quiet);
  return command.parseAsync(args, { from: 'user' });
}

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'terrace-test-'))));
afterEach(() => rmSync(folder, { recursive: true }));

describe('the command line', () => {
  test.each(['plan', 'synth', 'check', 'rules', 'bootstrap', 'adopt', 'doctor'])(
    '%s has help, with examples',
    (name) => {
      const command = program(testIo(), () => undefined).commands.find((candidate) => candidate.name() === name)!;
      let help = '';
      command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
      expect(help).toContain(`$ npx terrace ${name}`);
    },
  );

  test.each([
    ['an unknown command', ['paln'], "unknown command 'paln'"],
    ['an unknown option', ['plan', '--jsn'], "unknown option '--jsn'"],
    ['a missing argument', ['bootstrap'], "missing required argument 'env'"],
    ['an argument too many', ['bootstrap', 'dev', 'test'], 'too many arguments'],
  ])('refuses %s', async (_, args, message) => {
    await expect(run(...args)).rejects.toThrow(message);
  });

  test.each(['plan', 'bootstrap'])(
    '%s refuses an environment that there is not, and names the nearest',
    async (command) => {
      const refused = await run(command, 'prdo').catch((error: unknown) => say(error, false));
      expect(refused).toBe(`no environment is named "prdo"\nDid you mean prod? ${thereAre}`);
    },
  );
});

describe('an environment that there is not', () => {
  const refusal = (name: string) => {
    try {
      return String(pickEnvironments([name], folder));
    } catch (error) {
      return say(error, false);
    }
  };
  const write = (name: string, text: string) => writeWhole(join(folder, 'environments', `${name}.ts`), text);

  test.each([
    ['near to one in other letters', 'PROD', `Did you mean prod? ${thereAre}`],
    ['near to none', 'nowhere', thereAre],
  ])('%s', (_, name, next) => expect(refusal(name)).toBe(`no environment is named "${name}"\n${next}`));

  test('whose file is there and not exported is told the line', () => {
    write('nowhere', 'export const nowhere = {} satisfies Environment;');
    expect(refusal('nowhere')).toBe(
      'no environment is named "nowhere"\n' +
        "environments/nowhere.ts exists; add it to environments/index.ts: export { nowhere } from './nowhere';",
    );
    write('schema', 'export const environmentSchema = fields({});');
    expect(refusal('schema')).toContain(thereAre);
  });

  test('and is listed is a problem: its constant has another name, which the bundler passes over', () => {
    write('index', "// One line for each.\nexport { dev } from './dev';\nexport { nowhere } from './nowhere';\n");
    expect(refusal('dev')).toBe(
      'environments/nowhere.ts: expected `export const nowhere = { … } satisfies Environment`, found nothing\n' +
        '1 problem; nothing was written. environments/schema.ts describes each field.',
    );
  });
});

describe('an error', () => {
  test('says what is wrong, and the next thing to do', () => {
    expect(say(new CliError('wrong', 'Do this.'), false)).toBe('wrong\nDo this.');
    expect(say(new Interrupted('SIGINT'), false)).toBe('interrupted (SIGINT)');
  });

  test('that nobody expected says how to see more', () => {
    expect(say(new TypeError('x is not a function'), false)).toBe(
      'x is not a function\nThis is a bug in terrace; --debug shows where.',
    );
  });

  test('has its stack trace only with --debug', () => {
    expect(say(new CliError('wrong'), false)).not.toContain('at ');
    expect(say(new CliError('wrong'), true)).toContain('    at ');
  });
});

describe('colour', () => {
  const pipe: Stream = { write: () => undefined };
  const terminal: Stream = { ...pipe, isTTY: true };

  test.each([
    ['on a terminal', terminal, {}, true],
    ['not in a pipe', pipe, {}, false],
    ['not under NO_COLOR', terminal, { NO_COLOR: '1' }, false],
    ['not on a dumb terminal', terminal, { TERM: 'dumb' }, false],
  ])('%s', (_, stream, env, expected) => {
    expect(colours(testIo({ env }), stream).isColorSupported).toBe(expected);
  });
});

describe('the project', () => {
  test('is the one that the working directory is in', () => {
    writeWhole(join(folder, 'cdktf.json'), '{"app":"node app.js","output":"out"}');
    writeWhole(join(folder, 'a/b/file'), '');
    expect(findProject(join(folder, 'a/b'))).toMatchObject({
      root: folder,
      app: 'node app.js',
      synthesized: join(folder, 'out'),
    });
  });

  test.each([
    ['no cdktf.json in', undefined],
    ['expected JSON', '{'],
    ['cdktf.json: app: expected a command, found undefined', '{}'],
  ])('is refused: %s', (message, config) => {
    if (config) writeWhole(join(folder, 'cdktf.json'), config);
    expect(() => findProject(folder)).toThrow(message);
  });
});

describe('files', () => {
  test('are written whole, with nothing left beside them', () => {
    writeWhole(join(folder, 'a/plan.json'), '1');
    writeWhole(join(folder, 'a/plan.json'), '2');
    expect(readdirSync(join(folder, 'a'))).toEqual(['plan.json']);
  });

  test('a folder takes the place of another', () => {
    writeWhole(join(folder, 'old/a'), '');
    writeWhole(join(folder, 'new/b'), '');
    swapIn(join(folder, 'new'), join(folder, 'old'));
    expect(readdirSync(folder)).toEqual(['old']);
    expect(readdirSync(join(folder, 'old'))).toEqual(['b']);
  });
});

describe('doctor', () => {
  test('knows credentials by name, and never shows one', () => {
    writeWhole(join(folder, '.aws/credentials'), '[default]\naws_secret_access_key = hunter2\n');
    writeWhole(join(folder, '.aws/config'), '[profile prod]\nregion = x\n[sso-session corp]\n');
    const found = credentialSources({ AWS_ACCESS_KEY_ID: 'AKIDHUNTER2', AWS_SECRET_ACCESS_KEY: 'hunter2' }, folder);
    expect(found).toEqual(['AWS_ACCESS_KEY_ID in the environment', 'profiles default, prod']);
    expect(credentialSources({}, join(folder, 'nobody'))).toEqual([]);
  });

  test.each([
    ['18.20.0', 'missing'],
    ['20.8.1', 'missing'],
    ['20.9.0', 'present'],
    ['24.0.0', 'present'],
  ])('takes Node %s for %s', (version, status) => {
    expect(node(version).status).toBe(status);
  });
});
