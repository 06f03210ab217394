import type { Rule } from '../../../review/engine/rule';
import { containerInsights } from './container-insights';
import { execEncrypted } from './exec-encrypted';
import { execLogged } from './exec-logged';
import { isolatedFromHost } from './isolated-from-host';
import { logged } from './logged';
import { noPublicAddress } from './no-public-address';
import { noSecretInEnvironment } from './no-secret-in-environment';
import { nonRootUser } from './non-root-user';
import { platformVersion } from './platform-version';
import { readOnlyFilesystem } from './read-only-filesystem';
import { taskRole } from './task-role';
import { volumesUseTls } from './volumes-use-tls';

export const ecs: readonly Rule[] = [
  containerInsights,
  execEncrypted,
  execLogged,
  isolatedFromHost,
  logged,
  noPublicAddress,
  noSecretInEnvironment,
  nonRootUser,
  platformVersion,
  readOnlyFilesystem,
  taskRole,
  volumesUseTls,
];
