import type { Rule } from '../../../review/engine/rule';
import { clusterObserved } from './cluster-observed';
import { isolatedFromHost } from './isolated-from-host';
import { logged } from './logged';
import { noPublicAddress } from './no-public-address';
import { noSecretInEnvironment } from './no-secret-in-environment';
import { platformVersion } from './platform-version';
import { readOnlyNonRoot } from './read-only-non-root';
import { taskRole } from './task-role';

export const ecs: readonly Rule[] = [
  clusterObserved,
  isolatedFromHost,
  logged,
  noPublicAddress,
  noSecretInEnvironment,
  platformVersion,
  readOnlyNonRoot,
  taskRole,
];
