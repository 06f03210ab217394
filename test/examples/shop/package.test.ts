import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { copied, installShop, runProgram, shopSource, type Environment, type InstalledShop } from '../../support/shop';

const read = (file: string) => readFileSync(path.join(shopSource, file), 'utf8');
const { dependencies, devDependencies } = JSON.parse(read('package.json'));
const packages: [string, string][] = Object.entries({ ...dependencies, ...devDependencies });

describe('packages', () => {
  const reasons = readFileSync('docs/decisions/dependencies.md', 'utf8').split('\n');

  test.each(packages)('%s %s is pinned, and has its reason', (name, version) => {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    const rows = reasons.filter((line) => line.startsWith('|') && line.includes(`\`${name}\``));
    expect(rows.some((row) => row.includes(version))).toBe(true);
  });

  test('the lock file names no download address', () => {
    expect(read('package-lock.json')).not.toContain('"resolved": "http');
  });

  test('for development are types, and what functions are built from: the image, which has none of these, runs the same', () => {
    const others = Object.keys(devDependencies).filter((name) => !name.startsWith('@types/'));
    expect(others).toEqual(['esbuild', 'fflate', 'wasm-vips']);
    const imported = readdirSync(path.join(shopSource, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.js'))
      .flatMap((name) => [...read(`src/${name}`).matchAll(/from '([^.'][^']*)'/g)].map(([, from]) => from));
    expect(others.filter((name) => imported.includes(name))).toEqual([]);
  });
});

describe('the image', () => {
  const lines = read('Dockerfile')
    .split('\n')
    .filter((line) => /^[A-Z]/.test(line));
  const after = (instruction: string) =>
    lines.filter((line) => line.startsWith(`${instruction} `)).map((line) => line.slice(instruction.length + 1));

  test('has what is installed and run here, and no more is sent to its build', () => {
    const files = after('COPY').filter((line) => !line.startsWith('--from'));
    const [packages, ...sources] = files.map((line) => line.split(' ').slice(0, -1));
    expect(packages).toEqual(['package.json', 'package-lock.json']);
    expect(sources.flat()).toEqual(copied);
    const sent = read('.dockerignore').trim().split('\n');
    expect(sent).toEqual([
      '*',
      ...[...new Set(files.flatMap((line) => line.split(' ').slice(0, -1)))].map((name) => `!${name}`),
    ]);
  });

  test('is of an exact version of Node that CI runs the application on, as a user that may change nothing', () => {
    const [, version] = /node:(\d+\.\d+\.\d+)-bookworm-slim$/.exec(after('ARG')[0]!) ?? [];
    expect(readFileSync('.ci/run', 'utf8')).toMatch(new RegExp(`^for node in .*\\b${version}\\b`, 'm'));
    expect(after('FROM')).toEqual(['${NODE} AS packages', 'scratch AS authorities', '${NODE}']);
    expect(after('USER')).toEqual(['10001:10001']);
    expect(lines.join('\n')).not.toMatch(/--chown|^VOLUME/m);
  });

  test('starts it without a shell, which would keep the signal to stop', () => {
    expect([...after('ENTRYPOINT'), ...after('CMD')]).toEqual(['["node"]', '["src/main.js"]']);
  });
});

describe('installed', () => {
  let installed: InstalledShop;
  beforeAll(async () => {
    installed = await installShop();
  }, 180_000);
  afterAll(() => installed?.remove());

  test('its types are right', () => {
    for (const name of ['tsconfig.json', 'site/build.js', 'site/upload.js', 'functions']) {
      cpSync(path.join(shopSource, name), path.join(installed.folder, name), { recursive: true });
    }
    const tsc = path.resolve('node_modules/typescript-7/bin/tsc');
    const { stdout } = spawnSync(process.execPath, [tsc, '-p', installed.folder], { encoding: 'utf8' });
    expect(stdout).toBe('');
  }, 60_000);

  describe('environment variables that are missing or malformed are named, all in one line, and it does not start', () => {
    const aws = { endpoint: 'http://127.0.0.1:9', credentials: 'http://127.0.0.1:9' };
    const line = async (script: string, environment: Environment) => {
      const { exitCode, logs, stderr } = await runProgram(installed, script, environment, { aws });
      expect([exitCode, logs.length, stderr]).toEqual([1, 1, '']);
      return logs[0]!;
    };

    test('by the web server', async () => {
      const { level, message } = await line('src/main.js', {
        PORT: '80800',
        DATABASE_MAIN_HOST: 'https://main.example',
        DATABASE_MAIN_NAME: 'app',
        DATABASE_MAIN_PORT: '',
        BUCKET_UPLOADS: 'Uploads',
        SHOP_SESSION_STORE: 'cookie',
        SHOP_SESSION_HOURS: '1.5',
      });
      expect(level).toBe('error');
      expect(message.split(/; |: (?=PORT)/)).toEqual([
        'environment variables',
        'PORT: expected a whole number from 1 to 65535, found "80800"',
        'AWS_REGION: expected a region, such as eu-west-1, found nothing',
        'DATABASE_MAIN_HOST: expected a host name, found "https://main.example"',
        'DATABASE_MAIN_PORT: expected a whole number from 1 to 65535, found nothing',
        "DATABASE_MAIN_USER: expected a database user's name, found nothing",
        'BUCKET_UPLOADS: expected a bucket\'s name, found "Uploads"',
        'SHOP_SESSION_STORE: expected one of table, cache, database, memory, found "cookie"',
        'SHOP_SESSION_HOURS: expected a whole number from 1 to 720, found "1.5"',
      ]);
    });

    test('by the migrations', async () => {
      const { message } = await line('src/migrate.js', { AWS_REGION: 'eu-west-1' });
      const named = [...message.matchAll(/\b[A-Z]+(?:_[A-Z]+)+\b/g)].map(([name]) => name);
      expect(named).toEqual(['DATABASE_MAIN_HOST', 'DATABASE_MAIN_PORT', 'DATABASE_MAIN_NAME', 'DATABASE_MAIN_USER']);
    });
  });
});
