import type { Rule } from '../../../review/engine/rule';
import { customerManagedKey } from './customer-managed-key';
import { immutableTags } from './immutable-tags';
import { lifecyclePolicy } from './lifecycle-policy';
import { notPublic } from './not-public';
import { scanned } from './scanned';

export const ecr: readonly Rule[] = [customerManagedKey, immutableTags, lifecyclePolicy, notPublic, scanned];
