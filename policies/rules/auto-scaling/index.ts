import type { Rule } from '../../../review/engine/rule';
import { healthOfTargetGroup } from './health-of-target-group';
import { launchTemplate } from './launch-template';
import { severalZones } from './several-zones';

export const autoScaling: readonly Rule[] = [healthOfTargetGroup, launchTemplate, severalZones];
