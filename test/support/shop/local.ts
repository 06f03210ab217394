import { startEmulator, type Emulator } from '../emulator';
import { hasMoto, howToGetMoto } from '../emulator/moto';
import { freePort } from '../free-port';
import { installShop, type InstalledShop } from './install';
import { hasPostgres, howToGetPostgres, startPostgres, type Postgres } from './postgres';
import { publishSite } from './site';
import { runProgram, startShop, type Ended, type Environment, type Shop, type Surroundings } from './shop';

const account = '111111111111';
const region = 'eu-west-1';
const host = 'dev-postgres.cabcdefghijk.eu-west-1.rds.amazonaws.com';
const credentials = { accessKeyId: account, secretAccessKey: 'emulator' };

/** What is missing on this machine, and how to get it; nothing if the application can be run whole. */
export const missingForShop = [
  ...(hasPostgres() ? [] : [howToGetPostgres]),
  ...(hasMoto() ? [] : [`no AWS emulator: ${howToGetMoto}`]),
].join('; ');

/** A machine that the application runs on, with a database and a bucket that Terraform did not make. */
export interface LocalPlatform {
  readonly installed: InstalledShop;
  readonly postgres: Postgres;
  readonly emulator: Emulator;
  readonly environment: Environment;
  start(changed?: Environment): Promise<Shop>;
  run(script: string, changed?: Environment): Promise<Ended>;
  /** The site, in a bucket of that name. */
  publishSite(bucket: string): Promise<void>;
  /** Ends whatever was started, the applications too. */
  end(): Promise<void>;
}

export async function startLocalPlatform(): Promise<LocalPlatform> {
  const identity = { ...{ host, port: 5432, database: 'app', user: 'web', region }, ...credentials };
  const [installed, emulator, postgres] = await Promise.all([
    installShop(),
    startEmulator(account),
    startPostgres(identity),
  ]);
  const uploads = 'example-dev-uploads';
  await emulator.api(region).createBucket(uploads);
  const surroundings: Surroundings = { postgres, aws: { endpoint: emulator.proxy.url, ...credentials } };
  const environment = {
    ...{ PORT: String(await freePort()), AWS_REGION: region, BUCKET_UPLOADS: uploads, SHOP_SESSION_HOURS: '8' },
    ...{ DATABASE_MAIN_HOST: host, DATABASE_MAIN_PORT: '5432', DATABASE_MAIN_NAME: 'app', DATABASE_MAIN_USER: 'web' },
  };
  const started: Shop[] = [];
  return {
    ...{ installed, postgres, emulator, environment },
    async start(changed) {
      const shop = await startShop(installed, { ...environment, ...changed }, surroundings);
      started.push(shop);
      return shop;
    },
    run: (script, changed) => runProgram(installed, script, { ...environment, ...changed }, surroundings),
    async publishSite(bucket) {
      await emulator.api(region).createBucket(bucket);
      await publishSite(installed, { bucket, region }, surroundings);
    },
    async end() {
      for (const shop of started) shop.signal('SIGKILL');
      await postgres.end();
      await emulator.stop();
      await installed.remove();
    },
  };
}
