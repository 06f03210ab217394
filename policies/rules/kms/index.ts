import type { Rule } from '../../../review/engine/rule';
import { decryptNotOnAll } from './decrypt-not-on-all';
import { deletionWindow } from './deletion-window';
import { knownAccounts } from './known-accounts';
import { noPublicPolicy } from './no-public-policy';
import { policyKeepsAdmin } from './policy-keeps-admin';
import { rotation } from './rotation';

export const kms: readonly Rule[] = [
  decryptNotOnAll,
  deletionWindow,
  knownAccounts,
  noPublicPolicy,
  policyKeepsAdmin,
  rotation,
];
