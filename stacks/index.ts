import type { Construct } from 'constructs';
import { serverHosts } from '../environments/routes';
import type { Environment } from '../environments/schema';
import { AccountStack } from './account';
import { AuditStack } from './audit';
import { DataStack } from './data';
import { DnsStack } from './dns';
import { EdgeStack } from './edge';
import { functionsOf } from './functions-of';
import { hasMigrations } from './has-migrations';
import { MessagingStack } from './messaging';
import { MigrationStack } from './migration';
import { NetworkStack } from './network';
import { RecoveryStack } from './recovery';
import { ServiceStack } from './service';
import { StateStack } from './state';

/** The stacks of an environment, each on those that it reads; nothing for one that it decided against. */
export function environmentStacks(scope: Construct, environment: Environment) {
  const state = new StateStack(scope, environment);
  const account = new AccountStack(scope, environment);
  const audit = new AuditStack(scope, environment, { account });
  const network = new NetworkStack(scope, environment, { account, audit });
  const dns =
    environment.dns === 'none' ? undefined : new DnsStack(scope, environment, environment.dns, { account, network });
  const messaging = hasMessages(environment) ? new MessagingStack(scope, environment, { account, dns }) : undefined;
  const data = new DataStack(scope, environment, { account, audit, network, dns, messaging });
  const migration = hasMigrations(environment)
    ? new MigrationStack(scope, environment, { account, network, data })
    : undefined;
  const service = hasService(environment)
    ? new ServiceStack(scope, environment, { account, network, dns, data, messaging })
    : undefined;
  const edge =
    dns && isReached(environment) ? new EdgeStack(scope, environment, { account, dns, data, service }) : undefined;
  const { recovery: backups } = environment;
  const recovery = backups === 'none' ? undefined : new RecoveryStack(scope, environment, backups, { account, data });
  return { state, account, audit, network, dns, data, messaging, migration, service, edge, recovery };
}

/** Whether there is a name that users reach it by, or something that asks for one. */
function isReached({ balancer, edge, services, canaries }: Environment): boolean {
  const hasHosts = balancer !== 'none' || edge !== 'none' || serverHosts(services).length > 0;
  return hasHosts || Object.keys(canaries).length > 0;
}

/** Whether there is anything to send: messages, events, or those that functions fail to process. */
function hasMessages(environment: Environment): boolean {
  const { queues, topics, eventBus, mail } = environment;
  const hasFunctions = functionsOf(environment).length > 0;
  const sends = eventBus !== 'none' || mail !== 'none';
  return hasFunctions || sends || [queues, topics].some((byName) => Object.keys(byName).length > 0);
}

/** Whether anything answers requests or works on them, or is there to. */
function hasService({ services, schedules, pipes, clusterInstances, balancer }: Environment): boolean {
  return (
    balancer !== 'none' ||
    [services, schedules, pipes, clusterInstances].some((byName) => Object.keys(byName).length > 0)
  );
}
