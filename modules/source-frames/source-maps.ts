import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapping, type SourceMapPayload } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The source maps that compiled files name, each read once. */
export class SourceMaps {
  private readonly maps = new Map<string, SourceMap | undefined>();

  /** Where a position of compiled JavaScript is in its source; the position itself where no source map says so. */
  original(position: Position): { readonly file: string; readonly line: number } {
    const { file, line, column } = position;
    // Column 1 of a frame is offset 0 of the map.
    const map = /\.[cm]?js$/.test(file) ? this.mapOf(file) : undefined;
    // Without an entry, findEntry gives an empty object.
    const { originalSource, originalLine } = (map?.findEntry(line - 1, column - 1) ?? {}) as Partial<SourceMapping>;
    return originalSource === undefined || originalLine === undefined
      ? position
      : { file: originalSource, line: originalLine + 1 };
  }

  private mapOf(file: string): SourceMap | undefined {
    if (!this.maps.has(file)) this.maps.set(file, readMap(file));
    return this.maps.get(file);
  }
}

/** The map that a file names in its last line, with whole paths. A map that cannot be read is none. */
function readMap(file: string): SourceMap | undefined {
  try {
    const [, url] = /^\/\/[#@] sourceMappingURL=(\S+)\s*$/m.exec(lastLines(readFileSync(file, 'utf8'))) ?? [];
    if (url === undefined) return undefined;
    const [, base64, inline] = /^data:application\/json[^,]*?(;base64)?,(.*)$/.exec(url) ?? [];
    const place = inline === undefined ? resolve(dirname(file), decodeURI(url)) : file;
    const text =
      inline === undefined
        ? readFileSync(place, 'utf8')
        : base64
          ? Buffer.from(inline, 'base64').toString()
          : decodeURIComponent(inline);
    const map = JSON.parse(text) as SourceMapPayload;
    const sources = map.sources.map((source) => wholePath(dirname(place), map.sourceRoot, source));
    return new SourceMap({ ...map, sourceRoot: '', sources });
  } catch {
    return undefined;
  }
}

function lastLines(text: string): string {
  return text.slice(text.lastIndexOf('sourceMappingURL=') - '//# '.length);
}

function wholePath(folder: string, sourceRoot: string | undefined, source: string): string {
  if (source.startsWith('file:')) return fileURLToPath(source);
  return /^\w+:\/\//.test(source) ? `node:${source}` : resolve(folder, sourceRoot ?? '', source);
}
