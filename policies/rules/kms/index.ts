import type { Rule } from '../../engine/rule';
import { decryptNotOnAll } from './decrypt-not-on-all';
import { deletionWindow } from './deletion-window';
import { noPublicPolicy } from './no-public-policy';
import { policyKeepsAdmin } from './policy-keeps-admin';
import { rotation } from './rotation';

export const kms: readonly Rule[] = [decryptNotOnAll, deletionWindow, noPublicPolicy, policyKeepsAdmin, rotation];
