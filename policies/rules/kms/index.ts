import type { Rule } from '../../../review/engine/rule';
import { decryptNotOnAll } from './decrypt-not-on-all';
import { deletionWindow } from './deletion-window';
import { keyEnabled } from './key-enabled';
import { knownAccounts } from './known-accounts';
import { noPublicPolicy } from './no-public-policy';
import { policyAdmitsServices } from './policy-admits-services';
import { policyAllowsAdministration } from './policy-allows-administration';
import { rotation } from './rotation';

export const kms: readonly Rule[] = [
  decryptNotOnAll,
  deletionWindow,
  keyEnabled,
  knownAccounts,
  noPublicPolicy,
  policyAdmitsServices,
  policyAllowsAdministration,
  rotation,
];
