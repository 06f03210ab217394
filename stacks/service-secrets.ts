import { Construct } from 'constructs';
import type { Environment } from '../environments/schema';
import { FailedRotations, Secret, type ImportedSecret, type SecretRef } from '../modules/application-secret';
import type { Function as LambdaFunction } from '../modules/function';
import { sidOf, type RoleRef } from '../modules/iam';
import type { TopicRef } from '../modules/notifications';
import type { DeadLetterQueueRef } from '../modules/queue';
import { found, mapValues } from './map-values';
import { variable } from './variable';

type Uses = Pick<Environment['services'][string], 'secrets'>;

/** The secrets of the data stack, as services read them: by their ARN, and not as the value of a variable, which stays as it was until the next start. */
export class ServiceSecrets extends Construct {
  private readonly secrets: Readonly<Record<string, ImportedSecret>>;

  constructor(scope: Construct, refs: Readonly<Record<string, SecretRef>>) {
    super(scope, 'secrets');
    this.secrets = mapValues(refs, (ref, name) => Secret.import(this, name, ref));
  }

  /** How an application finds them: `SECRET_SIGNING_KEY_ARN`. */
  variablesOf({ secrets = [] }: Uses): Record<string, string> {
    return Object.fromEntries(secrets.map((name) => [variable(`SECRET_${name}_ARN`), this.secret(name).secretArn]));
  }

  /** Lets a service read them. */
  grant(service: string, { secrets = [] }: Uses, role: RoleRef): void {
    for (const name of secrets) this.secret(name).grantRead(sidOf(service), role);
  }

  /** Has the functions of the environment rotate its secrets, and tells people when one fails to. */
  rotate(
    { name, secrets }: Environment,
    functions: Readonly<Record<string, LambdaFunction>>,
    { alarms: topic, failedEvents: untold }: { alarms: TopicRef; failedEvents: DeadLetterQueueRef | undefined },
  ): void {
    if (!hasRotations({ secrets }) || !untold) return;
    for (const [secret, { rotation }] of Object.entries(secrets)) {
      if (!('function' in rotation)) continue;
      this.secret(secret).rotateBy(found(functions, rotation.function, 'services'), rotation.everyDays);
    }
    new FailedRotations(this, 'failed-rotations', { name, topic, untold });
  }

  private secret(name: string): ImportedSecret {
    return found(this.secrets, name, 'secrets');
  }
}

/** Whether a function rotates a secret of the environment. */
export function hasRotations({ secrets }: Pick<Environment, 'secrets'>): boolean {
  return Object.values(secrets).some(({ rotation }) => 'function' in rotation);
}

/** The rule that tells of failed rotations, for what has to admit it before it is there. */
export function rotationRuleOf({ name, account, region }: Environment): { readonly ruleArn: string } {
  return { ruleArn: `arn:aws:events:${region}:${account}:rule/${FailedRotations.ruleNameOf(name)}` };
}
