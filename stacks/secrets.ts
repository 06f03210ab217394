import type { Construct } from 'constructs';
import type { Environment } from '../environments/schema';
import { readersOf, secretNameOf } from '../environments/secret-names';
import { Secret, type RotationDecision, type SecretRef } from '../modules/application-secret';
import { boundedPath, type RoleRef } from '../modules/iam';
import type { Key } from '../modules/kms';
import { found } from './map-values';

type Decided = Environment['secrets'][string];

/** A secret as its environment decides it, under the data key. The roles of its readers are those that the service stack makes. */
export function addSecret(
  scope: Construct,
  environment: Environment,
  name: string,
  { description, rotation, deletionProtection }: Decided,
  { key }: { readonly key: Key },
): SecretRef {
  const { services } = environment;
  const rotating = 'function' in rotation ? [rotation.function] : [];
  const readers = [...new Set([...readersOf(services, name), ...rotating])];
  return new Secret(scope, `secret-${name}`, {
    ...{ name: secretNameOf(environment, name), description, key },
    rotation: rotationOf(rotation),
    readers: readers.map((service) => roleOf(environment, service)),
    ...(deletionProtection !== 'on' && { optOuts: { deletionProtection } }),
  }).ref;
}

function rotationOf(rotation: Decided['rotation']): RotationDecision {
  return 'function' in rotation ? { byFunction: true } : rotation;
}

/** The role that an application runs as, by the name that its module gives it: it does not exist yet. */
function roleOf({ name, account, services }: Environment, service: string): RoleRef {
  const suffix = { containers: '-task', function: '-function', instances: '', server: '' };
  const roleName = `${name}-${service}${suffix[found(services, service, 'services').runtime]}`;
  return { roleName, roleArn: `arn:aws:iam::${account}:role${boundedPath}${roleName}` };
}
