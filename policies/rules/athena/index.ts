import type { Rule } from '../../../review/engine/rule';
import { resultsEncrypted } from './results-encrypted';
import { workgroupEnforced } from './workgroup-enforced';

export const athena: readonly Rule[] = [resultsEncrypted, workgroupEnforced];
