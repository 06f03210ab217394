import type { Rule } from '../../../review/engine/rule';
import { failsVisibly } from './fails-visibly';
import { functionUrl } from './function-url';
import { noSecretInEnvironment } from './no-secret-in-environment';
import { permissionIsNarrow } from './permission-is-narrow';
import { runtimeSupported } from './runtime-supported';
import { twoZones } from './two-zones';

export const lambda: readonly Rule[] = [
  failsVisibly,
  functionUrl,
  noSecretInEnvironment,
  permissionIsNarrow,
  runtimeSupported,
  twoZones,
];
