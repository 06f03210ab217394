import type { Module } from './configuration/module';
import { only, type Json } from './configuration/json-block';
import { isMap, step, type Value } from './value';
import { asText } from './configuration/text';

/** Fields of a backend that say which state it is. */
const fields = ['bucket', 'key', 'path', 'workspace_dir', 'storage_account_name', 'container_name', 'prefix'];

/** The backend of a root: `terraform { backend "s3" { … } }`, `backend` alone where the JSON has it so, or `cloud`. */
export function backendOf(blocks: readonly Json[]): { readonly type: string; readonly config: Json } | undefined {
  for (const block of blocks) {
    const backend = only(block.backend);
    const [type] = Object.keys(backend ?? {}).filter((name) => name !== '//');
    if (backend && type !== undefined) return { type, config: only(backend[type]) ?? {} };
    const cloud = only(block.cloud);
    if (cloud) return { type: 'cloud', config: cloud };
  }
  return undefined;
}

/** Finds the root whose state a `terraform_remote_state` reads: by its backend, whatever it is called. */
export function linkRemoteStates(modules: () => readonly Module[]): (read: Value) => Module | undefined {
  let byState: Map<string, Module> | undefined;
  const index = () => {
    const modulesByState = new Map<string, Module>();
    for (const module of modules()) {
      const backend = backendOf(module.blocks.all('terraform').map(({ json }) => json));
      if (backend) modulesByState.set(keyOf(backend.type, module.evaluator.map(backend.config, module)), module);
    }
    return modulesByState;
  };
  return (read) => {
    if (!isMap(read)) return undefined;
    byState ??= index();
    return byState.get(keyOf(String(asText(read.backend)), step(read, 'config') ?? null));
  };
}

function keyOf(type: string, config: Value): string {
  return JSON.stringify([type, ...fields.map((field) => step(config, field) ?? null)]);
}
