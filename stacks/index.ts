import type { Construct } from 'constructs';
import type { Environment } from '../environments/schema';
import { AccountStack } from './account';
import { DataStack } from './data';
import { DnsStack } from './dns';
import { NetworkStack } from './network';
import { StateStack } from './state';

/** The stacks of an environment, each on those that it reads; nothing for one that it decided against. */
export function environmentStacks(scope: Construct, environment: Environment) {
  const state = new StateStack(scope, environment);
  const account = new AccountStack(scope, environment);
  const network = new NetworkStack(scope, environment, { account });
  const dns =
    environment.dns === 'none' ? undefined : new DnsStack(scope, environment, environment.dns, { account, network });
  const data = new DataStack(scope, environment, { account, network });
  return { state, account, network, dns, data };
}
