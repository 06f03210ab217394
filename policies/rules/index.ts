import type { Rule } from '../engine/rule';
import { iam } from './iam';
import { rds } from './rds';
import { s3 } from './s3';
import { securityGroup } from './security-group';
import { vpc } from './vpc';

/** Every rule of Terrace, by service. */
export const rules: readonly Rule[] = [...iam, ...rds, ...s3, ...securityGroup, ...vpc];
