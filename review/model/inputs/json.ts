import type { Json } from '../configuration/json-block';
import { InputError, positionOf } from '../input-error';
import { scanJson } from './scan-json';

/** Deeper than any configuration, plan or policy, and within what the call stack can take. */
export const deepestJson = 200;

/** A file of JSON, and where its blocks are. */
export interface JsonFile {
  readonly json: Json;
  /** `resource.aws_vpc.main` → line */
  readonly lines: ReadonlyMap<string, number>;
}

/**
 * Parses a file of JSON.
 *
 * @throws InputError where it is none, ends too early, is too deep, or has a block twice, of which `JSON.parse` would keep one
 */
export function parseJsonFile(file: string, text: string): JsonFile {
  if (text.trim() === '') throw new InputError(file, 'is empty: expected JSON');
  const { tooDeep, repeated, lines } = scanJson(text, deepestJson);
  if (tooDeep !== undefined)
    refuse(file, text, tooDeep, `is nested deeper than ${deepestJson} levels: nothing here needs that`);
  const json = parse(file, text);
  if (repeated) refuse(file, text, repeated.offset, `the key "${repeated.key}" is there twice: keep one`);
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new InputError(file, `expected an object of JSON, found ${JSON.stringify(json).slice(0, 40)}`);
  }
  return { json: json as Json, lines };
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const { message } = error as Error;
    const [, offset] = /position (\d+)/.exec(message) ?? [];
    if (offset === undefined || Number(offset) >= text.trimEnd().length)
      refuse(file, text, text.length, 'the JSON ends too early: write it again');
    return refuse(file, text, Number(offset), `is not valid JSON: ${message.replace(/ in JSON at position.*$/s, '')}`);
  }
}

function refuse(file: string, text: string, offset: number, problem: string): never {
  const { line, column } = positionOf(text, offset);
  throw new InputError(file, problem, line, column);
}

/** JSON that was parsed elsewhere, as a map of blocks that is not too deep to be walked. */
export function checkedJson(file: string, json: unknown): Json {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new InputError(file, `expected an object of blocks, found ${String(JSON.stringify(json)).slice(0, 40)}`);
  }
  let level: unknown[] = [json];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepestJson)
      throw new InputError(file, `is nested deeper than ${deepestJson} levels: nothing here needs that`);
    const next: unknown[] = [];
    for (const one of level) {
      for (const inner of Object.values(one as object))
        if (typeof inner === 'object' && inner !== null) next.push(inner);
    }
    level = next;
  }
  return json as Json;
}
