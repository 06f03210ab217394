import type { Json, Module } from './configuration/module';
import type { StackInput } from './load';
import { isMap, step, type Value } from './value';

/** Fields of a backend that say which state it is. */
const fields = ['bucket', 'key', 'path', 'workspace_dir'];

/** Finds the stack whose state a `terraform_remote_state` reads: by its backend, whatever it is called. */
export function linkRemoteStates(stacks: readonly StackInput[], modules: () => readonly Module[]) {
  const byState = new Map<string, number>();
  stacks.forEach(({ json }, index) => {
    const backends = (json.terraform as { backend?: Record<string, Json> } | undefined)?.backend ?? {};
    for (const [type, config] of Object.entries(backends)) byState.set(keyOf(type, config as Value), index);
  });
  return (read: Value): Module | undefined => {
    if (!isMap(read)) return undefined;
    const index = byState.get(keyOf(String(read.backend), read.config as Value));
    return index === undefined ? undefined : modules()[index];
  };
}

function keyOf(type: string, config: Value): string {
  return JSON.stringify([type, ...fields.map((field) => step(config, field) ?? null)]);
}
