import type { Rule } from '../../../review/engine/rule';
import { capacityProviderDrains } from './capacity-provider-drains';
import { capacityProviderStrategy } from './capacity-provider-strategy';
import { collectorSendsTraces } from './collector-sends-traces';
import { containerInsights } from './container-insights';
import { deploymentCircuitBreaker } from './deployment-circuit-breaker';
import { execEncrypted } from './exec-encrypted';
import { execLogged } from './exec-logged';
import { imageVersion } from './image-version';
import { isolatedFromHost } from './isolated-from-host';
import { logged } from './logged';
import { managedTag } from './managed-tag';
import { noPublicAddress } from './no-public-address';
import { noSecretInEnvironment } from './no-secret-in-environment';
import { nonRootUser } from './non-root-user';
import { platformVersion } from './platform-version';
import { privateNames } from './private-names';
import { readOnlyFilesystem } from './read-only-filesystem';
import { taskRole } from './task-role';
import { volumesUseTls } from './volumes-use-tls';

export const ecs: readonly Rule[] = [
  capacityProviderDrains,
  capacityProviderStrategy,
  collectorSendsTraces,
  containerInsights,
  deploymentCircuitBreaker,
  execEncrypted,
  execLogged,
  imageVersion,
  isolatedFromHost,
  logged,
  managedTag,
  noPublicAddress,
  noSecretInEnvironment,
  nonRootUser,
  platformVersion,
  privateNames,
  readOnlyFilesystem,
  taskRole,
  volumesUseTls,
];
