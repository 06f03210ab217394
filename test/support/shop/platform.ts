import { hasMoto, howToGetMoto } from '../emulator/moto';
import { startEmulator, type Emulator } from '../emulator';
import { freePort } from '../free-port';
import { buildFunctions, startFunction, type FunctionDefinition, type StartedFunction } from './functions';
import { installShop, type InstalledShop } from './install';
import { hasPostgres, howToGetPostgres, startPostgres, type Postgres } from './postgres';
import { buildSite, publishSite } from './site';
import {
  runProgram,
  startBounces,
  startSales,
  startShop,
  startWorker,
  type Ended,
  type Environment,
  type LocalHosts,
  type Shop,
  type Started,
  type Surroundings,
} from './shop';
import { startTaskRole } from './task-role';

/** What is missing on this machine, and how to get it; nothing if the application can be run whole. */
export const missingForShop = [
  ...(hasPostgres() ? [] : [howToGetPostgres]),
  ...(hasMoto() ? [] : [`no AWS emulator: ${howToGetMoto}`]),
].join('; ');

/** What the application runs on, with the variables of one task. */
export interface Platform {
  readonly installed: InstalledShop;
  readonly postgres: Postgres;
  readonly environment: Environment;
  start(changed?: Environment): Promise<Shop>;
  /** Its worker, which has variables of its own. */
  startWorker(environment: Environment): Promise<Started>;
  /** What takes bounces of mail, which has variables of its own. */
  startBounces(environment: Environment): Promise<Started>;
  /** What counts sales, which has variables of its own. */
  startSales(environment: Environment): Promise<Started>;
  /** Hosts that what starts later finds on this machine. */
  addHosts(hosts: LocalHosts): void;
  /** The zip files of its functions. */
  buildFunctions(): ReturnType<typeof buildFunctions>;
  /** One of its functions, which has variables of its own. */
  startFunction(zip: string, definition: FunctionDefinition): Promise<StartedFunction>;
  /** Runs one of its programs to the end: `src/migrate.js`. */
  run(script: string, changed?: Environment): Promise<Ended>;
  /** The folder of the site's files. */
  buildSite(): Promise<string>;
  /** The site, into a bucket that there is. */
  publishSite(bucket: string): Promise<void>;
  /** Ends whatever was started, the applications too. */
  end(): Promise<void>;
}

/**
 * A platform for a task definition that was applied: `environment` is what it carries, by name. The database is an empty PostgreSQL for
 * the host, port, name and user in it; buckets are the emulator's.
 *
 * ```ts
 * const platform = await startPlatform(environment, world.emulator, account);
 * await platform.run('src/migrate.js');
 * await useShop(await platform.start());
 * await platform.end();
 * ```
 */
export async function startPlatform(environment: Environment, emulator: Emulator, account: string): Promise<Platform> {
  const region = environment.AWS_REGION!;
  // Where an emulator takes the account from the key, as LocalStack does, this is it.
  const credentials = { accessKeyId: account, secretAccessKey: 'of-the-role', sessionToken: 'of-the-session' };
  const identity = {
    host: environment.DATABASE_MAIN_HOST!,
    port: Number(environment.DATABASE_MAIN_PORT),
    database: environment.DATABASE_MAIN_NAME!,
    user: environment.DATABASE_MAIN_USER!,
  };
  const [installed, postgres, taskRole] = await Promise.all([
    installShop(),
    startPostgres({ ...identity, ...credentials, region }),
    startTaskRole(credentials),
  ]);
  const hosts: LocalHosts[] = [];
  const surroundings: Surroundings = {
    ...{ postgres, hosts },
    aws: { endpoint: emulator.proxy.url, credentials: taskRole.url },
  };
  const started: Started[] = [];
  const kept = async <Kept extends Started>(starting: Promise<Kept>) => {
    const one = await starting;
    started.push(one);
    return one;
  };
  const functions: StartedFunction[] = [];
  return {
    ...{ installed, postgres, environment },
    start: (changed) => kept(startShop(installed, { ...environment, ...changed }, surroundings)),
    startWorker: (environment) => kept(startWorker(installed, environment, surroundings)),
    startBounces: (environment) => kept(startBounces(installed, environment, surroundings)),
    startSales: (environment) => kept(startSales(installed, environment, surroundings)),
    addHosts: (more) => void hosts.push(more),
    buildFunctions: () => buildFunctions(installed),
    async startFunction(zip, definition) {
      const invoked = await startFunction(zip, definition, { ...surroundings, region, role: credentials });
      functions.push(invoked);
      return invoked;
    },
    run: (script, changed) => runProgram(installed, script, { ...environment, ...changed }, surroundings),
    buildSite: () => buildSite(installed, surroundings),
    publishSite: (bucket) => publishSite(installed, { bucket, region }, surroundings),
    async end() {
      for (const shop of started) shop.signal('SIGKILL');
      await Promise.all([
        ...functions.map((invoked) => invoked.end()),
        postgres.end(),
        taskRole.stop(),
        installed.remove(),
      ]);
    },
  };
}

/** A platform and the emulator below it. */
export type LocalPlatform = Platform & { readonly emulator: Emulator };

/** The same where nothing was applied: an emulator with a bucket for uploads, and the variables that a task definition would carry. */
export async function startLocalPlatform(): Promise<LocalPlatform> {
  const account = '111111111111';
  const environment = {
    PORT: String(await freePort()),
    AWS_REGION: 'eu-west-1',
    DATABASE_MAIN_HOST: 'dev-postgres.cabcdefghijk.eu-west-1.rds.amazonaws.com',
    DATABASE_MAIN_PORT: '5432',
    DATABASE_MAIN_NAME: 'postgres',
    DATABASE_MAIN_USER: 'web',
    BUCKET_UPLOADS: 'example-dev-uploads',
    SHOP_SESSION_HOURS: '8',
  };
  const emulator = await startEmulator(account);
  await emulator.api(environment.AWS_REGION).createBucket(environment.BUCKET_UPLOADS);
  const platform = await startPlatform(environment, emulator, account);
  return {
    ...platform,
    emulator,
    async end() {
      await platform.end();
      await emulator.stop();
    },
  };
}
