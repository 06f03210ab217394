import type { Rule } from '../../../review/engine/rule';
import { encrypted } from './encrypted';
import { isRead } from './is-read';
import { noLiteralSecret } from './no-literal-secret';
import { noPublicArguments } from './no-public-arguments';

export const moduleRules: readonly Rule[] = [encrypted, isRead, noLiteralSecret, noPublicArguments];
