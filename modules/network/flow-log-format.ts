import { list, matching, type Prop } from '../props';
import { flowLogFields } from './flow-log-fields';

/** Fields of a record in their order, each once. */
export const fieldsOfRecord: Prop<readonly string[]> = list(
  'fields',
  matching(
    new RegExp(`^(${flowLogFields.join('|')})$`),
    'a field of modules/network/flow-log-fields.ts, such as pkt-srcaddr',
    { structure: true },
  ),
  { min: 1, max: flowLogFields.length, source: 'VPC user guide, Flow log records' },
);

/** The format of records with these fields, as CreateFlowLogs takes it. `$${` is how Terraform writes `${`. */
export function logFormat(fields: readonly string[]): string {
  return fields.map((field) => `$\${${field}}`).join(' ');
}
