import { attribute, isAbsent } from '../../../review/engine/attribute';
import { notKnown, type Verdict } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';

/**
 * Whether the day that a tag names has not passed on the day of the review; nothing of a resource without the tag.
 *
 * @param latest the last day that it may name, in the words of the rule, and as a day
 */
export function judgeDayTag(
  resource: Resource,
  tag: string,
  date: string | undefined,
  latest?: { readonly words: string; readonly on: (date: string) => string },
): Verdict | [] {
  if (isAbsent(resource.at(tag))) return [];
  if (date === undefined) return notKnown(tag, 'a day that has not passed', 'the review was given no day');
  return attribute(resource, tag).says(
    `a day that has not passed on ${date}${latest ? `, ${latest.words}` : ''}`,
    (day = '') => /^\d{4}-\d\d-\d\d$/.test(day) && day >= date && (!latest || day <= latest.on(date)),
  );
}
