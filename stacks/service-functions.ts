import { Construct } from 'constructs';
import type { Environment } from '../environments/schema';
import { isInVpc } from '../environments/store-users';
import { Function as LambdaFunction } from '../modules/function';
import type { DeadLetterQueueRef } from '../modules/queue';
import { SecurityGroup } from '../modules/security-group';
import { functionsOf, type DecidedFunction } from './functions-of';
import { found } from './map-values';
import { grantMessages, letOut, variablesOfUses, type SharedByServices } from './service-runtime';

type Decided = DecidedFunction;
type Outbound = Decided['outbound'];

export interface SharedByFunctions extends SharedByServices {
  /** Where events go that failed all their attempts; there is one as soon as there is a function. */
  readonly failedEvents: DeadLetterQueueRef | undefined;
}

/**
 * The security groups of the functions that are in the private tier, one for each way out. Functions share them: a group can be deleted only after the network
 * interfaces of all functions that had it, which Lambda deletes some time after the functions.
 */
export class FunctionGroups extends Construct {
  private readonly groups = new Map<Outbound, SecurityGroup>();

  constructor(scope: Construct, environment: Environment, shared: SharedByServices) {
    super(scope, 'functions');
    for (const outbound of ['internet', 'endpoints'] as const) {
      const inside = functionsOf(environment).filter((decided) => isInVpc(decided) && decided.outbound === outbound);
      if (inside.length > 0) this.groups.set(outbound, this.add(environment, outbound, inside, shared));
    }
  }

  /** The group of a function, or nothing where it is outside of the VPC. */
  groupOf(decided: Decided): SecurityGroup | undefined {
    return isInVpc(decided) ? this.groups.get(decided.outbound) : undefined;
  }

  private add(environment: Environment, outbound: Outbound, inside: readonly Decided[], shared: SharedByServices) {
    const { network, stores, endpoints } = shared;
    const group = new SecurityGroup(this, outbound, {
      ...{ network, name: `${environment.name}-functions-${outbound}` },
      description: `Functions of ${environment.name}`,
    });
    const uses = {
      databases: [...new Set(inside.flatMap(({ databases }) => databases))],
      clusters: [...new Set(inside.flatMap(({ clusters }) => clusters))],
      caches: [...new Set(inside.flatMap(({ caches }) => caches))],
      accelerators: Object.fromEntries(inside.flatMap((decided) => Object.entries(decided.accelerators ?? {}))),
    };
    stores.allow('Functions', uses, group.connections);
    const mounted = new Set(inside.flatMap(({ fileSystems = {} }) => Object.keys(fileSystems)));
    stores.allowFiles('Functions', [...mounted], group.connections);
    const tables = Object.fromEntries(inside.flatMap((decided) => Object.entries(decided.tables)));
    letOut(this, environment, 'functions', { outbound, tables }, group, endpoints);
    return group;
  }
}

/** A Lambda function, whose code is the pipeline's, with what invokes it. */
export function addFunction(
  scope: Construct,
  environment: Environment,
  service: string,
  decided: Decided,
  { groups, ...shared }: SharedByFunctions & { readonly groups: FunctionGroups },
): LambdaFunction {
  const { alarms: topic, key, network, stores, failedEvents } = shared;
  const { account, region, logRetentionDays } = environment;
  const { firstCode, lambdaRuntime, supportedOn, handler, architecture } = decided;
  const { timeoutSeconds, memoryMb, reservedConcurrency } = decided;
  const securityGroup = groups.groupOf(decided);
  const { bucket, ...object } = firstCode;
  // The laws of environments have refused what is not there.
  if (!failedEvents) throw new Error(`nothing keeps the failed events of ${service}`);
  const made = new LambdaFunction(scope, `service-${service}`, {
    ...{ name: `${environment.name}-${service}`, account, region, key },
    code: { object: { bucket: stores.bucket(bucket), ...object } },
    runtime: {
      ...{ name: lambdaRuntime, handler, supportedOn, architecture: architecture === 'ARM64' ? 'arm64' : 'x86_64' },
      environment: variablesOfUses(service, decided, shared),
    },
    limits: { timeoutSeconds, memoryMb, reservedConcurrency },
    failures: { queue: failedEvents },
    monitoring: { topic, logRetentionDays },
    ...(securityGroup && { network: { network, securityGroup } }),
  });
  stores.grant(service, decided, made.role);
  stores.mount(decided, made);
  grantMessages(service, decided, made.role, shared);
  invoke(environment, decided, made, shared);
  return made;
}

/** By messages of a queue, or by objects of a bucket. */
function invoke(
  { queues }: Environment,
  { on }: Decided,
  made: LambdaFunction,
  { messages, stores }: SharedByFunctions,
): void {
  if (on === 'none') return;
  if ('bucket' in on) {
    made.onObjects(stores.bucket(on.bucket), { prefix: on.prefix });
    return;
  }
  const { queue, batchSize, maximumConcurrency } = on;
  const { visibilityTimeoutSeconds } = found(queues, queue, 'queues');
  const { queueName, queueArn, queueUrl, deadLetterQueueArn } = messages.queue(queue);
  const consumed = { queueName, queueArn, queueUrl, deadLetterQueueArn, visibilityTimeoutSeconds };
  made.consume(consumed, { batchSize, maximumConcurrency });
}
