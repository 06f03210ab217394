import type { Rule } from '../../../review/engine/rule';
import { accessPointUser } from './access-point-user';
import { encrypted } from './encrypted';
import { privateMountTarget } from './private-mount-target';

export const efs: readonly Rule[] = [accessPointUser, encrypted, privateMountTarget];
