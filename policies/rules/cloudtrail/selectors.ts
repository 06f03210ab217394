import type { Resource } from '../../../review/model/resource';
import { blocksOf, isList, step, Unknown, type Value, type ValueMap } from '../../../review/model/value';
import { textOfValue } from '../support/text';

/** Whether a trail logs all management events, reads and writes. Without selectors it does. */
export function logsManagement(trail: Resource): boolean | Unknown {
  return logs(
    trail,
    true,
    (selector) => {
      const included = step(selector, 'include_management_events') ?? true;
      return both(isTrue(included), isAll(selector));
    },
    (fields) =>
      both(has(fields, 'eventCategory', ['Management']), both(lacks(fields, 'readOnly'), lacks(fields, 'eventName'))),
  );
}

/** Whether a trail logs reads and writes of all objects of all buckets. */
export function logsObjects(trail: Resource): boolean | Unknown {
  return logs(
    trail,
    false,
    (selector) => {
      const resources = blocksOf(step(selector, 'data_resource'));
      if (resources instanceof Unknown) return resources;
      const found = resources.map((resource) =>
        both(is(resource.type, ['AWS::S3::Object']), is(resource.values, ['arn:aws:s3', 'arn:aws:s3:::'])),
      );
      return both(some(found), isAll(selector));
    },
    (fields) =>
      both(
        both(has(fields, 'eventCategory', ['Data']), has(fields, 'resources.type', ['AWS::S3::Object'])),
        both(lacks(fields, 'readOnly'), both(lacks(fields, 'eventName'), lacks(fields, 'resources.ARN'))),
      ),
  );
}

type Truth = boolean | Unknown;

function logs(
  trail: Resource,
  otherwise: boolean,
  simple: (selector: ValueMap) => Truth,
  advanced: (fields: readonly ValueMap[]) => Truth,
): Truth {
  const [plain, fine] = [trail.blocks('event_selector'), trail.blocks('advanced_event_selector')];
  if (plain instanceof Unknown) return plain;
  if (fine instanceof Unknown) return fine;
  if (plain.length + fine.length === 0) return otherwise;
  const ofFine = fine.map((selector) => {
    const fields = blocksOf(step(selector, 'field_selector'));
    return fields instanceof Unknown ? fields : advanced(fields);
  });
  return some([...plain.map(simple), ...ofFine]);
}

const isAll = (selector: ValueMap): Truth => is(step(selector, 'read_write_type') ?? 'All', ['All']);
const isTrue = (value: Value): Truth => (value instanceof Unknown ? value : textOfValue(value) === 'true');

function is(value: Value | undefined, expected: readonly string[]): Truth {
  if (value instanceof Unknown) return value;
  const values = isList(value) ? value : [value ?? ''];
  const unknown = values.find((one) => one instanceof Unknown);
  return values.some((one) => expected.includes(textOfValue(one))) || (unknown instanceof Unknown ? unknown : false);
}

const fieldOf = ({ field }: ValueMap): string => textOfValue(field);
const has = (fields: readonly ValueMap[], name: string, expected: readonly string[]): Truth =>
  some(fields.filter((field) => fieldOf(field) === name).map((field) => is(field.equals, expected)));
const lacks = (fields: readonly ValueMap[], name: string): boolean => !fields.some((field) => fieldOf(field) === name);

function both(one: Truth, other: Truth): Truth {
  if (one === false || other === false) return false;
  return one instanceof Unknown ? one : other;
}

function some(found: readonly Truth[]): Truth {
  return found.includes(true) || (found.find((one): one is Unknown => one instanceof Unknown) ?? false);
}
