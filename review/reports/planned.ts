import type { PlannedChange } from '../plan/change';
import { alike, attributeText, kindsText, outcomeText, subjectText, symbols } from '../plan/text';

/** The most attributes of a resource that are shown. */
const most = 4;

/** A line for each resource that is lost or changes, then one for what is created: `~ database-main/instance (aws_db_instance): in place, a failover; instance_class: "a" → "b"`. */
export function plannedLines(changes: readonly PlannedChange[]): readonly string[] {
  const created = changes.filter(({ action }) => action === 'create');
  return [
    ...alike(changes.filter(({ action }) => action !== 'create')).map(line),
    ...(created.length > 0 ? [`+ ${created.length} created: ${kindsText(created)}`] : []),
  ];
}

function line(group: readonly [PlannedChange, ...PlannedChange[]]): string {
  const [change] = group;
  const { action, stack, attributes } = change;
  const more = attributes.length > most ? [`and ${attributes.length - most} more attributes`] : [];
  const values = [...attributes.slice(0, most).map(attributeText), ...more];
  return `${symbols[action]} ${group.length === 1 ? `${stack} ` : ''}${subjectText(group)}: ${[outcomeText(change), ...values].join('; ')}`;
}
