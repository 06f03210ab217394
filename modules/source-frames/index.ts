import type { App } from 'cdktf';
import { Node } from 'constructs';
import { Recording } from './recording';

export type { SourceFrame } from './frame';

/**
 * Records which line of TypeScript makes each resource, from here on, and has `app.synth()` write it to
 * `<outdir>/sources.json`, so that the review names it. Changes nothing of what is synthesized.
 *
 * An app that shall not be changed gets the same from outside: `NODE_OPTIONS="--require terrace/source-frames/register"`.
 *
 * Frames in `node_modules` are skipped: for a resource that a library makes, the line that calls the library is named. Compiled JavaScript
 * is named by its source maps.
 *
 * @param root the folder that files are named from
 */
export function recordSourceFrames(app: App, root: string = process.cwd()): void {
  const recording = new Recording(root);
  recording.writeWith(app, recording.start(Node));
}
