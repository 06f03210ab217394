import type { Rule } from '../../../review/engine/rule';
import { deadLetterQueue } from './dead-letter-queue';
import { environmentCustomerKey } from './environment-customer-key';
import { functionUrl } from './function-url';
import { noSecretInEnvironment } from './no-secret-in-environment';
import { permissionIsNarrow } from './permission-is-narrow';
import { reservedConcurrency } from './reserved-concurrency';
import { runtimeSupported } from './runtime-supported';
import { traced } from './traced';
import { twoZones } from './two-zones';

export const lambda: readonly Rule[] = [
  deadLetterQueue,
  environmentCustomerKey,
  functionUrl,
  noSecretInEnvironment,
  permissionIsNarrow,
  reservedConcurrency,
  runtimeSupported,
  traced,
  twoZones,
];
