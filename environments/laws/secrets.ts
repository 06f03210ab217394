import type { Finding } from '../load/problem';
import { eachNamed, type Part } from './each';
import { missing } from './services';

/** Somebody reads a secret: one that nobody does is forgotten, and stays as it is. */
export function secretsAreRead(part: Part): Finding[] {
  const { services } = part;
  if (!services) return [];
  const isRead = (name: string) =>
    // Of a service of which nothing is sound, it is not known what it reads.
    Object.values(services).some((service) => !service || service.secrets?.includes(name));
  return eachNamed(part, 'secrets', (_, path, name) =>
    isRead(name) ? [] : [{ path, expected: `a service of services whose secrets name it`, found: name }],
  );
}

/** What rotates a secret is a function. */
export function rotatingFunctionsExist(part: Part): Finding[] {
  const { services } = part;
  const functions =
    services &&
    Object.fromEntries(Object.entries(services).filter(([, one]) => (one?.runtime ?? 'function') === 'function'));
  return eachNamed(part, 'secrets', ({ rotation }, path) =>
    missing([rotatingFunctionOf({ rotation })], functions, 'services of the runtime "function"', () => [
      ...path,
      'rotation',
      'function',
    ]),
  );
}

/** Nobody destroys the secret of a critical environment by mistake. */
export function criticalSecretsAreKept(part: Part): Finding[] {
  if (part.criticality !== 'critical') return [];
  return eachNamed(part, 'secrets', ({ deletionProtection }, path) =>
    typeof deletionProtection === 'object'
      ? [{ path: [...path, 'deletionProtection'], expected: '"on", since criticality is critical' }]
      : [],
  );
}

type Secret = NonNullable<NonNullable<Part['secrets']>[string]>;

/** The service that rotates a secret, where one does. */
export function rotatingFunctionOf({ rotation }: Pick<Secret, 'rotation'>): string | undefined {
  return rotation && 'function' in rotation ? rotation.function : undefined;
}
