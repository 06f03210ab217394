import { text } from '../props';
import { memoryBytes } from './instance-class';

/** A DB instance class of which the memory is known: thresholds are computed from it. */
export const instanceClass = text(
  'a class such as db.t4g.micro or db.r7g.2xlarge',
  (name) => memoryBytes(name) !== undefined,
  { structure: true, source: 'RDS user guide, DB instance class types' },
);
