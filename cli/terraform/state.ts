import { isDeepStrictEqual } from 'node:util';

/** A Terraform state, as far as Terrace looks into it. */
export interface State {
  readonly lineage: string;
  /** Counts its versions. */
  readonly serial: number;
  readonly resources: readonly StateResource[];
  readonly outputs: Readonly<Record<string, { readonly value?: unknown }>>;
}

export interface StateResource {
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly instances: readonly { readonly attributes?: Readonly<Record<string, unknown>> }[];
}

/**
 * Reads a state.
 *
 * @returns undefined where it is empty, or holds no resource.
 * @throws SyntaxError where it is not whole.
 */
export function parseState(text: string): State | undefined {
  if (!text.trim()) return undefined;
  const { lineage = '', serial = 0, resources = [], outputs = {} } = JSON.parse(text) as Partial<State>;
  return resources.length > 0 ? { lineage, serial, resources, outputs } : undefined;
}

/** The outputs that have a value: an apply that was interrupted leaves others without. */
export function outputsWithValue({ outputs }: State): Set<string> {
  const values = Object.entries(outputs).filter(([, { value }]) => value !== null && value !== undefined);
  return new Set(values.map(([name]) => name));
}

/**
 * Whether two states say the same of the same things. Their lineages do not tell: Terraform gives a state a new one when
 * it is the first in its bucket.
 */
export function isSame(a: State, b: State): boolean {
  return isDeepStrictEqual(byAddress(a), byAddress(b));
}

/** Whether `whole` holds every resource of `part`: the very one in AWS, whatever its attributes are by now. */
export function holdsAll(whole: State, part: State): boolean {
  const held = byAddress(whole);
  return [...byAddress(part)].every(([address, resource]) =>
    isDeepStrictEqual(idsOf(held.get(address)), idsOf(resource)),
  );
}

function idsOf(resource: StateResource | undefined): unknown[] | undefined {
  return resource?.instances.map(({ attributes }) => attributes?.id);
}

function byAddress({ resources }: State): Map<string, StateResource> {
  return new Map(
    resources.map((resource) => [JSON.stringify([resource.mode, resource.type, resource.name]), resource]),
  );
}
