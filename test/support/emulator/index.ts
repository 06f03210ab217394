import { Api } from './api';
import { endpoint } from './call';
import { faults, type Fault } from './faults';
import { Judge } from './judge';
import { isMoto, startStrictMoto } from './moto';
import { Proxy } from './proxy';

/** An AWS of our own, for one run. */
export interface Emulator {
  readonly proxy: Proxy;
  /** What AWS would refuse; nothing in front of another emulator, where requests are not judged. */
  readonly judge?: Judge;
  /** Calls that go past Terraform. */
  api(region: string): Api;
  /** What a process needs in its environment to take the emulator for AWS. */
  readonly env: Readonly<Record<string, string>>;
  /** Stops what was started. */
  stop(): Promise<void>;
}

/** Starts an empty moto, or takes the emulator at `AWS_ENDPOINT_URL`, with the proxy in front. */
export async function startEmulator(account: string): Promise<Emulator> {
  const given = process.env.AWS_ENDPOINT_URL;
  const moto = given ? undefined : await startStrictMoto(account);
  const url = moto?.url ?? given!;
  const known: Fault[] = (await isMoto(url)) ? faults(account) : [];
  const judge = moto && new Judge(moto.url);
  const proxy = await Proxy.start(url, known, judge);
  return {
    proxy,
    judge,
    api: (region) => new Api(proxy.url, region),
    env: {
      AWS_ENDPOINT_URL: endpoint,
      HTTP_PROXY: proxy.url,
      NO_PROXY: '',
      // Where an emulator takes the account from the key, as LocalStack does, this is it.
      AWS_ACCESS_KEY_ID: account,
      AWS_SECRET_ACCESS_KEY: 'emulator',
      AWS_SESSION_TOKEN: '',
      AWS_PROFILE: '',
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    async stop() {
      await proxy.stop();
      await moto?.stop();
    },
  };
}
