import type { z } from 'zod';
import { nearest } from '../schema/field';
import type { Finding } from './problem';

/** What a schema's issues say, in words of what is expected where. */
export function explain(issues: readonly z.core.$ZodIssue[]): Finding[] {
  return issues.flatMap((issue): Finding[] => {
    const { path, message: expected } = issue;
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        path: [...path, key],
        expected: `a known key${nearest(key, expected.split(' '))}`,
      }));
    }
    const meant = issue.code === 'invalid_union' && nearestChoice(issue.errors);
    if (meant) return explain(meant).map((finding) => ({ ...finding, path: [...path, ...finding.path] }));
    // Nothing says which fields there should be, so none of them was looked at.
    if (issue.code === 'invalid_union' && issue.discriminator) return [{ path, expected, within: path.slice(0, -1) }];
    return [{ path, expected, ...(issue.code === 'custom' ? issue.params : {}) }];
  });
}

/** Of the choices that may have been meant, the one with the fewest mistakes. */
function nearestChoice(choices: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] | undefined {
  return choices.filter(isInside).sort((one, other) => one.length - other.length)[0];
}

/** Whether a choice of a union was the one that was meant: the value is of its kind, and what is wrong is further in. */
function isInside(issues: readonly z.core.$ZodIssue[]): boolean {
  return issues.every(({ code, path }) => path.length > 0 || code === 'unrecognized_keys');
}
