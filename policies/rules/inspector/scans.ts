import { attribute, isList, Reference, Unknown } from '../../../review/engine/attribute';
import { notKnown, type Verdict } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';
import { textOfValue } from '../support/text';

const path = 'resource_types';

/** Whether an enabler has a type of resource scanned. */
export function scans(enabler: Resource, type: string): Verdict {
  const expected = `${type} among ${path}`;
  const { value } = attribute(enabler, path);
  if (value instanceof Reference) return notKnown(path, expected, `${value.toString()} is known after apply`);
  const types = isList(value) ? value : [];
  const isNamed = types.some((one) => textOfValue(one) === type);
  const unknown = types.find((one) => one instanceof Unknown);
  if (!isNamed && unknown instanceof Unknown) return notKnown(path, expected, unknown);
  return attribute(enabler, path).satisfies(expected, () => isNamed);
}
