import type { Construct } from 'constructs';
import { serverHosts } from '../environments/routes';
import type { Environment } from '../environments/schema';
import { AccountStack } from './account';
import { DataStack } from './data';
import { DnsStack } from './dns';
import { EdgeStack } from './edge';
import { functionsOf } from './functions-of';
import { MessagingStack } from './messaging';
import { NetworkStack } from './network';
import { ServiceStack } from './service';
import { StateStack } from './state';

/** The stacks of an environment, each on those that it reads; nothing for one that it decided against. */
export function environmentStacks(scope: Construct, environment: Environment) {
  const state = new StateStack(scope, environment);
  const account = new AccountStack(scope, environment);
  const network = new NetworkStack(scope, environment, { account });
  const dns =
    environment.dns === 'none' ? undefined : new DnsStack(scope, environment, environment.dns, { account, network });
  const messaging = hasMessages(environment) ? new MessagingStack(scope, environment, { account, dns }) : undefined;
  const data = new DataStack(scope, environment, { account, network, dns, messaging });
  const service = hasService(environment)
    ? new ServiceStack(scope, environment, { account, network, dns, data, messaging })
    : undefined;
  const hasHosts =
    environment.balancer !== 'none' || environment.edge !== 'none' || serverHosts(environment.services).length > 0;
  const edge = dns && hasHosts ? new EdgeStack(scope, environment, { account, dns, data, service }) : undefined;
  return { state, account, network, dns, data, messaging, service, edge };
}

/** Whether there is anything to send: messages, events, or those that functions fail to process. */
function hasMessages(environment: Environment): boolean {
  const { queues, topics, eventBus, mail } = environment;
  const hasFunctions = functionsOf(environment).length > 0;
  const sends = eventBus !== 'none' || mail !== 'none';
  return hasFunctions || sends || [queues, topics].some((byName) => Object.keys(byName).length > 0);
}

/** Whether anything answers requests or works on them, or is there to. */
function hasService({ services, schedules, clusterInstances, balancer }: Environment): boolean {
  return (
    balancer !== 'none' || [services, schedules, clusterInstances].some((byName) => Object.keys(byName).length > 0)
  );
}
