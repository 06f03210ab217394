import { attributeText, type ResourceDifference } from '../assessment/resource-differences';
import { counted } from './wrap';

/** `changed prod-data/database-main/source/instance: instance_class: "db.r6g.large" became "db.r6g.xlarge"` */
export function differenceText({ kind, address, constructPath, attributes }: ResourceDifference): string {
  const what = attributes.map(attributeText).join(', ');
  return `${kind} ${constructPath ?? address}${what && `: ${what}`}`;
}

/** `resources: 1 added, 3 changed` */
export function resourceCounts(differences: readonly ResourceDifference[]): string {
  const kinds = ['added', 'removed', 'replaced', 'changed'] as const;
  const counts = kinds.flatMap((kind) => {
    const count = differences.filter((one) => one.kind === kind).length;
    return count === 0 ? [] : [`${counted(count, 'resource')} ${kind}`];
  });
  return counts.join(', ');
}
