import type { Rule } from '../../../review/engine/rule';
import { authenticated } from './authenticated';
import { encryptedInTransit } from './encrypted-in-transit';
import { notPublic } from './not-public';

export const msk: readonly Rule[] = [authenticated, encryptedInTransit, notPublic];
