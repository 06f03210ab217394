import { asText } from '../../model/configuration/text';
import type { Resource } from '../../model/resource';
import { isMap } from '../../model/value';

/** Whether somebody said that a resource is there for the internet: its tag `exposure` is `public`. */
export function isDeclaredPublic(resource: Resource): boolean {
  const tags = resource.at('tags');
  if (!isMap(tags)) return false;
  return Object.entries(tags).some(
    ([key, value]) => /^(.*[:/])?exposure$/i.test(key) && /^(public|internet|internet-facing)$/i.test(asText(value)),
  );
}
