import type { Construct } from 'constructs';
import type { Environment } from '../environments/schema';
import { AccountStack } from './account';
import { DataStack } from './data';
import { NetworkStack } from './network';
import { StateStack } from './state';

/** The stacks of an environment, each on those that it reads. */
export function environmentStacks(scope: Construct, environment: Environment) {
  const state = new StateStack(scope, environment);
  const account = new AccountStack(scope, environment);
  const network = new NetworkStack(scope, environment, { account });
  const data = new DataStack(scope, environment, { account, network });
  return { state, account, network, data };
}
