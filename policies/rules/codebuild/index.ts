import type { Rule } from '../../../review/engine/rule';
import { artifactsEncrypted } from './artifacts-encrypted';
import { logged } from './logged';
import { noCredentials } from './no-credentials';
import { notPrivileged } from './not-privileged';

export const codebuild: readonly Rule[] = [artifactsEncrypted, logged, noCredentials, notPrivileged];
