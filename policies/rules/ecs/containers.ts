import { notKnown, type Verdict } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';
import { isMap, Unknown, type ValueMap } from '../../../review/model/value';
import { fromJson } from '../support/json-text';
import { textOfValue } from '../support/text';

const path = 'container_definitions';

/** A container of a task definition, and where it is: `container_definitions.web`. */
export interface Container {
  readonly path: string;
  readonly values: ValueMap;
}

/** The containers that the JSON text of a task definition holds; `Unknown` when it cannot be read. */
function containersOf(task: Resource): readonly Container[] | Unknown {
  const json = fromJson(task.at(path));
  if (json === undefined) return new Unknown('container_definitions is missing');
  if (json instanceof Unknown) return json;
  const list = Array.isArray(json) ? json : [json];
  const wrong = list.findIndex((entry) => !isMap(entry));
  if (wrong >= 0) {
    const entry = list[wrong];
    return entry instanceof Unknown ? entry : new Unknown(`container_definitions[${wrong}] is not an object`);
  }
  return list.filter(isMap).map((values, index) => ({
    path: `${path}.${typeof values.name === 'string' ? values.name : index}`,
    values,
  }));
}

/** The verdicts on each container; one unknown verdict if the containers cannot be read. */
export function eachContainer(
  task: Resource,
  expected: string,
  judge: (container: Container) => readonly Verdict[],
): readonly Verdict[] {
  const containers = containersOf(task);
  return containers instanceof Unknown ? [notKnown(path, expected, containers)] : containers.flatMap(judge);
}

/** Windows has neither read-only root file systems nor Linux users. */
export function isWindows(task: Resource): boolean {
  return /^WINDOWS/i.test(textOfValue(task.at('runtime_platform.operating_system_family')));
}
