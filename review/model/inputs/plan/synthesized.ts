import type { Graph } from '../../graph';
import type { Resource } from '../../resource';
import type { ModuleConfig } from './format';

/** The stacks of a plan in which each is a module: which resource of which stack an address of the plan is. */
export class Synthesized {
  /** Module → root. */
  private readonly rootOf = new Map<string, string>();
  private readonly byKey = new Map<string, Resource>();

  constructor(graph: Graph, root: ModuleConfig | undefined) {
    const byRoot = new Map<string, Set<string>>();
    for (const resource of graph.resources) {
      this.byKey.set(resource.key, resource);
      const known = byRoot.get(resource.root.name) ?? new Set();
      byRoot.set(resource.root.name, known.add(resource.address));
    }
    for (const [name, call] of Object.entries(root?.module_calls ?? {})) {
      const addresses = (call.module?.resources ?? []).map(({ address }) => address);
      const stack = [...byRoot].find(
        ([stack, known]) =>
          (stack === name || stack.endsWith(`-${name}`)) && addresses.every((address) => known.has(address)),
      );
      if (stack) this.rootOf.set(name, stack[0]);
    }
  }

  /** `module.network.aws_vpc.main` → the `aws_vpc.main` of its stack. */
  find(address: string): { readonly resource: Resource; readonly address: string } | undefined {
    const [prefix = '', module = ''] = /^module\.([^.[]+)\./.exec(address) ?? [];
    const root = this.rootOf.get(module);
    const within = address.slice(prefix.length);
    const resource = root === undefined ? undefined : this.byKey.get(`${root}/${within}`);
    return resource && { resource, address: within };
  }
}
