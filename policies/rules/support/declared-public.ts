import type { Resource } from '../../../review/model/resource';
import { isMap } from '../../../review/model/value';
import { textOfValue } from './text';

/** Whether a resource is declared public: its tag `exposure` is `public`. */
export function isDeclaredPublic(resource: Resource): boolean {
  const tags = resource.at('tags');
  if (!isMap(tags)) return false;
  return Object.entries(tags).some(
    ([key, value]) =>
      /^(.*[:/])?exposure$/i.test(key) && /^(public|internet|internet-facing)$/i.test(textOfValue(value)),
  );
}
