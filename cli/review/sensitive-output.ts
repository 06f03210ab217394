import type { Graph } from '../../review/model/graph';
import { sensitiveTexts, withoutTexts } from '../../review/model/sensitive';
import type { Io } from '../io';

/** An `Io` that prints nothing of what Terraform marks sensitive in a graph, as text or within JSON. */
export function withoutSensitive(io: Io, graph: Graph): Io {
  const texts = sensitiveTexts(graph).flatMap((text) => [text, JSON.stringify(text).slice(1, -1)]);
  const { stdout } = io;
  return {
    ...io,
    stdout: {
      isTTY: stdout.isTTY ?? false,
      columns: stdout.columns ?? 80,
      write: (text) => stdout.write(withoutTexts(text, texts)),
    },
  };
}
