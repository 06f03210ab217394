import Module = require('node:module');
import type { IConstruct, Node } from 'constructs';
import { Recording, type SynthesizedApp } from './recording';

// Loaded by `node --require`, before an app and without a change to it: records which line makes each construct, as soon as
// the app loads `constructs`. In a process that never does, such as npm's own, it does nothing.
const recording = new Recording(process.cwd());
const seen = new WeakSet<object>();
const loader = Module as unknown as { _load(this: unknown, request: string, ...rest: unknown[]): unknown };
const load = loader._load;

loader._load = function (request, ...rest) {
  const exported = load.call(this, request, ...rest);
  if (/(^|[\\/])constructs([\\/]lib([\\/](index|construct)(\.js)?)?)?$/.test(request)) watch(exported);
  return exported;
};

/** An app may have several copies of `constructs`. */
function watch(exported: unknown): void {
  const { Node } = (exported ?? {}) as { Node?: { readonly prototype: Node } };
  if (!Node || seen.has(Node) || !('addChild' in Node.prototype)) return;
  seen.add(Node);
  recording.start(Node, (root) => isApp(root) && recording.writeWith(root));
}

function isApp(root: IConstruct): root is SynthesizedApp {
  return 'outdir' in root && 'synth' in root && typeof root.outdir === 'string' && typeof root.synth === 'function';
}
