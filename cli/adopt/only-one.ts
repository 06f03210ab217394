import { join } from 'node:path';
import type { StackJson } from '../synthesis';
import { readDataSources, type Answer, type DataRoot } from '../terraform/data-sources';
import type { Place } from './place';
import { providerOf, type Planned } from './planned';
import { absent } from './trial-imports';

/** What a region has of a type: its import ID, or none; or why AWS did not tell. */
export interface OnlyOne {
  readonly ids: readonly string[];
  readonly error?: string;
}

/** Finds the one object that a region has of a type, whoever made it: the data source of the type needs no argument. */
export async function findOnlyOne(place: Place, { type, address }: Planned): Promise<OnlyOne> {
  const { terraform, initialized, folder, json } = place;
  const root = readingOnlyOne(json, type, providerOf(json, address));
  return onlyOneOf(await readDataSources<string>(terraform, initialized, join(folder.path, 'lookup'), root));
}

/** The data source that reads it. */
export function readingOnlyOne({ terraform, provider }: StackJson, type: string, alias: string): DataRoot {
  return {
    ...{ terraform: { required_providers: terraform.required_providers }, provider },
    data: { [type]: { only: { provider: alias } } },
    found: `\${data.${type}.only.id}`,
  };
}

/** A data source fails where there is nothing to read, as it does where it may not. */
export function onlyOneOf(answer: Answer<string>): OnlyOne {
  if ('found' in answer) return { ids: [answer.found] };
  return absent.test(answer.failed) ? { ids: [] } : { ids: [], error: answer.failed };
}
