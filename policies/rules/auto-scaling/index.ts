import type { Rule } from '../../../review/engine/rule';
import { capacityRebalance } from './capacity-rebalance';
import { healthOfTargetGroup } from './health-of-target-group';
import { launchTemplate } from './launch-template';
import { noDataOnSpot } from './no-data-on-spot';
import { severalInstanceTypes } from './several-instance-types';
import { severalZones } from './several-zones';

export const autoScaling: readonly Rule[] = [
  capacityRebalance,
  healthOfTargetGroup,
  launchTemplate,
  noDataOnSpot,
  severalInstanceTypes,
  severalZones,
];
