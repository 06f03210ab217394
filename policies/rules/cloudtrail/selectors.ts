import type { Resource } from '../../../review/model/resource';
import { blocksOf, isAbsent, isList, step, Unknown, type Value, type ValueMap } from '../../../review/model/value';
import { and, not, or, some, type Truth } from '../../../review/iam/three-valued-logic';
import { textOfValue } from '../support/text';

/** Whether a trail logs all management events, reads and writes. Without selectors it does. */
export function logsManagement(trail: Resource): boolean | Unknown {
  return logs(
    trail,
    true,
    (selector) => {
      const included = step(selector, 'include_management_events') ?? true;
      return and(isTrue(included), isAll(selector));
    },
    (fields) =>
      and(has(fields, 'eventCategory', ['Management']), and(lacks(fields, 'readOnly'), lacks(fields, 'eventName'))),
  );
}

/**
 * Whether a trail logs reads and writes of all objects of all buckets.
 *
 * @param isForLogs whether a value of a selector names a bucket that logs are delivered to, which may be left out: each delivery would be an event, which would be
 * delivered again
 */
export function logsObjects(trail: Resource, isForLogs: (arn: Value) => boolean | Unknown): boolean | Unknown {
  return logs(
    trail,
    false,
    (selector) => {
      const resources = blocksOf(step(selector, 'data_resource'));
      if (resources instanceof Unknown) return resources;
      const found = resources.map((resource) =>
        and(is(resource.type, ['AWS::S3::Object']), is(resource.values, ['arn:aws:s3', 'arn:aws:s3:::'])),
      );
      return and(or(...found), isAll(selector));
    },
    (fields) =>
      and(
        and(has(fields, 'eventCategory', ['Data']), has(fields, 'resources.type', ['AWS::S3::Object'])),
        and(lacks(fields, 'readOnly'), and(lacks(fields, 'eventName'), leavesOut(fields, isForLogs))),
      ),
  );
}

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
  return or(...plain.map(simple), ...ofFine);
}

const isAll = (selector: ValueMap): Truth => is(step(selector, 'read_write_type') ?? 'All', ['All']);
const isTrue = (value: Value): Truth => (value instanceof Unknown ? value : textOfValue(value) === 'true');

function is(value: Value | undefined, expected: readonly string[]): Truth {
  if (value instanceof Unknown) return value;
  const values = isList(value) ? value : [value ?? ''];
  const unknown = values.find((one) => one instanceof Unknown);
  return values.some((one) => expected.includes(textOfValue(one))) || (unknown instanceof Unknown ? unknown : false);
}

const has = (fields: readonly ValueMap[], name: string, expected: readonly string[]): Truth =>
  some(fields, ({ field, equals }) => and(is(field, [name]), is(equals, expected)));
const lacks = (fields: readonly ValueMap[], name: string): Truth => not(some(fields, ({ field }) => is(field, [name])));

/** Whether a selector leaves out what passes, and nothing else. */
function leavesOut(fields: readonly ValueMap[], passes: (arn: Value) => Truth): Truth {
  return not(some(fields, (field) => and(is(field.field, ['resources.ARN']), not(onlyLeavesOut(field, passes)))));
}

function onlyLeavesOut(
  { field: _, not_starts_with: values, ...others }: ValueMap,
  passes: (arn: Value) => Truth,
): Truth {
  const limits = some(Object.values(others), (value) => (value instanceof Unknown ? value : !isAbsent(value)));
  if (values instanceof Unknown) return and(not(limits), values);
  return and(not(limits), isList(values) ? and(...values.map(passes)) : false);
}
