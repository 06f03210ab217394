import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import type { InstalledShop } from './install';
import type { Postgres } from './postgres';

/** What a container has in its environment: name and value. */
export type Environment = Readonly<Record<string, string>>;

export interface Surroundings {
  /** Stands in for `DATABASE_MAIN_HOST`. */
  readonly postgres?: Postgres;
  /** The URL of the emulator's proxy, and the one that has the credentials of the task's role. */
  readonly aws: { readonly endpoint: string; readonly credentials: string };
  /** Other hosts that are on this machine. */
  readonly hosts?: readonly LocalHosts[];
}

/** Hosts that answer on this machine, over TLS on 443. */
export interface LocalHosts {
  readonly names: readonly string[];
  readonly localPort: number;
  /** A file: who signed their certificate. */
  readonly authority: string;
}

/** A line of the log. */
export type LogLine = Readonly<Record<string, any>>;

/** How a process ended. */
export interface Ended {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly logs: readonly LogLine[];
  /** What it wrote beside its log: nothing, unless something is wrong. */
  readonly stderr: string;
}

/** The application, as a process. */
export interface Shop extends Started {
  /** `http://127.0.0.1:8080` */
  readonly url: string;
}

/** One of its programs that runs until it is stopped. */
export interface Started {
  /** So far, each line parsed. */
  readonly logs: readonly LogLine[];
  readonly ended: Promise<Ended>;
  signal(signal: NodeJS.Signals): void;
  /** SIGTERM, and the end of it. */
  stop(): Promise<Ended>;
}

/**
 * Starts the application with exactly `environment`, which is what a task definition carries, and what the image and the platform
 * underneath add. Resolves once it listens.
 *
 * @throws Error with its log, where it ends before
 */
export async function startShop(
  installed: InstalledShop,
  environment: Environment,
  surroundings: Surroundings,
): Promise<Shop> {
  const started = await startUntil('listening', installed, 'src/main.js', environment, surroundings);
  return { url: `http://127.0.0.1:${environment.PORT}`, ...started };
}

/** Starts the worker, likewise. Resolves once it takes messages. */
export function startWorker(
  installed: InstalledShop,
  environment: Environment,
  surroundings: Surroundings,
): Promise<Started> {
  return startUntil('taking messages', installed, 'src/worker.js', environment, surroundings);
}

async function startUntil(
  message: string,
  installed: InstalledShop,
  script: string,
  environment: Environment,
  surroundings: Surroundings,
): Promise<Started> {
  const { logs, ended, child } = startProgram(installed, script, environment, surroundings);
  const hasStarted = () => logs.some((line) => line.message === message);
  while (!hasStarted()) {
    const end = await Promise.race([ended, once(child.stdout, 'data').then(() => undefined)]);
    if (end && !hasStarted()) throw new Error(`${script} did not start: ${told(end)}`);
  }
  return {
    ...{ logs, ended },
    signal: (signal) => void child.kill(signal),
    stop: () => (child.kill('SIGTERM'), ended),
  };
}

/** Starts what takes bounces of mail, likewise. */
export function startBounces(
  installed: InstalledShop,
  environment: Environment,
  surroundings: Surroundings,
): Promise<Started> {
  return startUntil('taking messages', installed, 'src/bounces.js', environment, surroundings);
}

/** Starts what counts sales, likewise. */
export function startSales(
  installed: InstalledShop,
  environment: Environment,
  surroundings: Surroundings,
): Promise<Started> {
  return startUntil('taking messages', installed, 'src/sales.js', environment, surroundings);
}

/** Runs one of its programs to the end: `src/migrate.js`. */
export function runProgram(
  installed: InstalledShop,
  script: string,
  environment: Environment,
  surroundings: Surroundings,
): Promise<Ended> {
  return startProgram(installed, script, environment, surroundings).ended;
}

function startProgram(installed: InstalledShop, script: string, environment: Environment, around: Surroundings) {
  const child = spawn(process.execPath, [join(installed.folder, script)], {
    cwd: installed.folder,
    env: {
      ...ofTheImage(around, installed.folder),
      ...environment,
      ...mounted(environment, installed.folder),
      ...ofThePlatform(around),
    },
  });
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  const { logs, errors } = readLines(child);
  const ended = once(child, 'close').then(([exitCode, signal]): Ended => {
    process.off('exit', kill);
    return { exitCode, signal, logs, stderr: errors() };
  });
  return { child, logs, ended };
}

/** What a process writes: its log, each line parsed, and what it wrote beside it. */
export function readLines(child: { readonly stdout: Readable | null; readonly stderr: Readable | null }) {
  const logs: LogLine[] = [];
  let partial = '';
  let stderr = '';
  child.stdout?.on('data', (chunk) => {
    const lines = `${partial}${chunk}`.split('\n');
    partial = lines.pop()!;
    logs.push(...lines.map(parsed));
  });
  child.stderr?.on('data', (chunk) => (stderr += chunk));
  return { logs, errors: () => stderr };
}

/** A line that is no JSON is one that a log service could not search. */
function parsed(line: string): LogLine {
  try {
    return JSON.parse(line);
  } catch {
    return { level: 'not JSON', message: line };
  }
}

/** A folder of this machine for each file system that a container mounts: programs that mount the same one share it. */
function mounted(environment: Environment, folder: string): Environment {
  const paths = Object.entries(environment).filter(([name]) => /^FILE_SYSTEM_\w+_PATH$/.test(name));
  return Object.fromEntries(
    paths.map(([name, path]) => {
      const here = join(folder, 'file-systems', path);
      mkdirSync(here, { recursive: true });
      return [name, here];
    }),
  );
}

/** What the Dockerfile sets. Instead of RDS's authorities it has those of this machine's hosts. */
function ofTheImage(around: Surroundings, folder: string): Environment {
  const authorities = authoritiesOf(around);
  if (authorities.length === 0) return { NODE_ENV: 'production' };
  const file = join(folder, 'authorities.pem');
  writeFileSync(file, authorities.map((one) => readFileSync(one, 'utf8')).join('\n'));
  return { NODE_ENV: 'production', NODE_EXTRA_CA_CERTS: file };
}

function authoritiesOf({ postgres, hosts = [] }: Surroundings): string[] {
  return [...(postgres ? [postgres] : []), ...hosts].map(({ authority }) => authority);
}

/** What a container finds around it: credentials, AWS, and a name service. */
export function ofThePlatform({ aws, postgres, hosts = [] }: Surroundings): Environment {
  const preload = pathToFileURL(resolve('test/support/shop/local-hosts.mjs')).href;
  const here = [
    ...(postgres ? [`${postgres.identity.host}:${postgres.identity.port}=${postgres.localPort}`] : []),
    ...hosts.flatMap(({ names, localPort }) => names.map((name) => `${name}:443=${localPort}`)),
  ];
  return {
    AWS_ENDPOINT_URL: aws.endpoint,
    AWS_CONTAINER_CREDENTIALS_FULL_URI: aws.credentials,
    AWS_EC2_METADATA_DISABLED: 'true',
    // The tests run on older versions of Node too, which the image has not.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    ...(here.length > 0 && { LOCAL_HOSTS: here.join(), NODE_OPTIONS: `--import=${preload}` }),
  };
}

/** Exit and log, for a failure. */
export function told({ exitCode, signal, logs, stderr }: Ended): string {
  return [`exit ${exitCode ?? signal}`, ...logs.map((line) => JSON.stringify(line)), stderr].join('\n');
}
