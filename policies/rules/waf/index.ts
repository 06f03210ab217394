import type { Rule } from '../../../review/engine/rule';
import { knownBadInputs } from './known-bad-inputs';
import { logs } from './logs';
import { webAclScope } from './web-acl-scope';

export const waf: readonly Rule[] = [knownBadInputs, logs, webAclScope];
