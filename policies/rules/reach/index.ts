import type { Rule } from '../../../review/engine/rule';
import { dataTierByDeclaredFlows } from './data-tier-by-declared-flows';
import { dataTierNotFromInternet } from './data-tier-not-from-internet';
import { dataTierNotToInternet } from './data-tier-not-to-internet';
import { declaredFlows } from './declared-flows';
import { environmentsIsolated } from './environments-isolated';
import { noAdminPortFromInternet } from './no-admin-port-from-internet';

export const reach: readonly Rule[] = [
  dataTierByDeclaredFlows,
  dataTierNotFromInternet,
  dataTierNotToInternet,
  declaredFlows,
  environmentsIsolated,
  noAdminPortFromInternet,
];
