import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, chownSync, constants, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../free-port';
import { createCertificate } from './certificates';
import { tokenProblem, type Login } from './database-token';
import { startLoginServer } from './login-server';
import { shopSource } from './install';

const run = promisify(execFile);

/** How to get it, in one line. */
export const howToGetPostgres = 'No PostgreSQL is here: apt-get install postgresql';

export function hasPostgres(): boolean {
  return findPrograms() !== undefined;
}

/** Which database of RDS a PostgreSQL stands in for. */
export interface DatabaseIdentity extends Login {
  readonly database: string;
}

/** A PostgreSQL of our own that takes the place of a database on RDS. */
export interface Postgres {
  readonly identity: DatabaseIdentity;
  /** Where it listens on 127.0.0.1. */
  readonly localPort: number;
  /** A file: who signed its certificate, which is for the name of the host on RDS. */
  readonly authority: string;
  /** Why logins were refused. */
  readonly refused: readonly string[];
  /** As the master user, past IAM: what `psql` prints. */
  sql(text: string): Promise<string>;
  /** The user of a service beside the web server, with the role that has its rights: `sql/service-user.sql`. */
  addUser(user: string, role: string): Promise<void>;
  /** What was sold, and the user that counts it, as in a cluster of analytics: `sql/analytics.sql`. */
  addAnalytics(user: string): Promise<void>;
  start(): Promise<void>;
  /** At once, as a machine that is lost. */
  stop(): Promise<void>;
  /** Stops it, and removes its files. */
  end(): Promise<void>;
}

/**
 * Starts an empty PostgreSQL with the application's user: over TLS alone, and with a token that IAM would take alone, as RDS does with
 * `rds.force_ssl` and `rds_iam`. It ends with this process at the latest.
 */
export async function startPostgres(identity: DatabaseIdentity): Promise<Postgres> {
  const programs = findPrograms();
  if (!programs) throw new Error(howToGetPostgres);
  const refused: string[] = [];
  const users = new Set<string>();
  const login = await startLoginServer((name, password) => {
    // Whom the role of a service may log in as.
    const asked = name.replace(/^cn=/, '');
    const user = users.has(asked) ? asked : identity.user;
    const problem = tokenProblem(password, { ...identity, user }, new Date());
    if (problem) refused.push(problem);
    return problem === undefined;
  });
  // Short: a socket's path has at most 107 bytes.
  const folder = mkdtempSync(join(tmpdir(), 'pg-'));
  const { authority, certificate, key } = await createCertificate(folder, identity.host);
  const data = join(folder, 'data');
  const owner = ownerOf(folder);
  await run(program(programs, 'initdb'), ['-D', data, '-U', master, '-A', 'trust', '-E', 'UTF8', '--no-sync'], owner);
  const localPort = await freePort();
  // PostgreSQL 15 documentation, LDAP authentication.
  const ldap = `ldap ldapserver=127.0.0.1 ldapport=${login.port} ldapprefix="cn="`;
  writeFileSync(join(data, 'pg_hba.conf'), `local all ${master} trust\nhostssl all all 127.0.0.1/32 ${ldap}\n`);
  const settings = {
    ...{ listen_addresses: '127.0.0.1', port: localPort, unix_socket_directories: folder, fsync: 'off' },
    ...{ ssl: 'on', ssl_cert_file: certificate, ssl_key_file: key, log_min_messages: 'fatal', max_connections: 40 },
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  let server: ChildProcess | undefined;
  const kill = () => void server?.kill('SIGKILL');
  process.once('exit', kill);

  const psql = async (database: string, args: readonly string[]) => {
    const connect = ['-h', folder, '-p', String(localPort), '-U', master, '-d', database];
    const { stdout } = await run(program(programs, 'psql'), [
      '-X',
      '-q',
      '-A',
      '-t',
      '-v',
      'ON_ERROR_STOP=1',
      ...connect,
      ...args,
    ]);
    return stdout.trim();
  };
  const start = async () => {
    const child = spawn(program(programs, 'postgres'), ['-D', data, ...options], { ...owner, stdio: 'pipe' });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    server = child;
    for (let attempt = 0; attempt < 100; attempt++) {
      if (child.exitCode !== null) throw new Error(`PostgreSQL did not start:\n${output}`);
      if (await psql('postgres', ['-c', 'select 1']).catch(() => false)) return;
      await sleep(100);
    }
    throw new Error('PostgreSQL did not answer within ten seconds');
  };
  const stop = async () => {
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    // Immediate shutdown.
    server.kill('SIGQUIT');
    await ended;
  };
  await start();
  await psql('postgres', ['-c', 'create role rds_iam']);
  // An instance that was made without a database has the engine's own.
  if (identity.database !== 'postgres') await psql('postgres', ['-c', `create database "${identity.database}"`]);
  const runFile = (file: string, variables: Readonly<Record<string, string>>) => {
    const given = Object.entries(variables).flatMap(([name, value]) => ['-v', `${name}=${value}`]);
    return psql(identity.database, [...given, '-f', join(shopSource, file)]);
  };
  await runFile('sql/setup.sql', { user: identity.user });
  return {
    ...{ identity, localPort, authority, refused, start, stop },
    async addUser(user, role) {
      users.add(user);
      await runFile('sql/service-user.sql', { user, role });
    },
    async addAnalytics(user) {
      users.add(user);
      await runFile('sql/analytics.sql', { user });
    },
    sql: (text) => psql(identity.database, ['-c', text]),
    async end() {
      await stop();
      process.off('exit', kill);
      await login.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const master = 'postgres';

/** PostgreSQL refuses to run as root. Root's temporary files are given to nobody, who is on every Linux. */
function ownerOf(folder: string): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const [uid, gid] = ['-u', '-g'].map((flag) => Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout));
  for (const file of [folder, ...readdirSync(folder).map((name) => join(folder, name))]) chownSync(file, uid!, gid!);
  return { uid, gid };
}

/** The folder of the server's programs: on the PATH, or where Debian has them. */
function findPrograms(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = canRead(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  return folders.find((folder) => canRead(program(folder, 'initdb')) && canRead(program(folder, 'postgres')));
}

const program = (folder: string, name: string) => join(folder, name);

function canRead(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
