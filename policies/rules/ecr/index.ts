import type { Rule } from '../../../review/engine/rule';
import { immutableTags } from './immutable-tags';
import { keptWell } from './kept-well';
import { notPublic } from './not-public';
import { scanned } from './scanned';

export const ecr: readonly Rule[] = [immutableTags, keptWell, notPublic, scanned];
