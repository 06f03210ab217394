import type { Type } from './schema';

/** What takes the place of a value that is known after apply. `prefix` and `least` are what Terraform knows of it: how a text begins, how many elements there are. */
export interface Unknown {
  readonly path: readonly string[];
  readonly type: Type;
  readonly prefix?: string;
  readonly least?: number;
}

/**
 * Copies a value in MessagePack, as Terraform writes it (docs/plugin-protocol/object-wire-format.md of hashicorp/terraform), and puts another
 * in the place of each that is known after apply.
 *
 * @param known gives the value that takes its place: `null`, or what JSON may hold
 */
export function withoutUnknowns(value: Buffer, type: Type, known: (unknown: Unknown) => unknown): Buffer {
  return new Copy(value, known).all(type);
}

class Copy {
  private at = 0;

  constructor(
    private readonly from: Buffer,
    private readonly known: (unknown: Unknown) => unknown,
  ) {}

  all(type: Type): Buffer {
    const copied = this.value(type, []);
    if (this.at !== this.from.length) throw new Error('a value of the provider goes on after its end');
    return copied;
  }

  private value(type: Type | undefined, path: readonly string[]): Buffer {
    const start = this.at;
    const head = headOf(this.from, start);
    switch (head.kind) {
      case 'unknown':
        this.at = head.body + head.count;
        return encode(
          this.known({ path, type: type ?? 'dynamic', ...refinements(this.from.subarray(start, this.at)) }),
        );
      case 'plain':
        this.at = head.body + head.count;
        return this.from.subarray(start, this.at);
      case 'array': {
        this.at = head.body;
        const copied = [this.from.subarray(start, this.at)];
        for (let index = 0; index < head.count; index++) {
          copied.push(this.value(elementType(type, index), [...path, String(index)]));
        }
        return Buffer.concat(copied);
      }
      case 'map': {
        this.at = head.body;
        const copied = [this.from.subarray(start, this.at)];
        for (let index = 0; index < head.count; index++) {
          const key = this.value('string', path);
          const name = textOf(key);
          copied.push(key, this.value(memberType(type, name), [...path, name]));
        }
        return Buffer.concat(copied);
      }
    }
  }
}

function elementType(type: Type | undefined, index: number): Type | undefined {
  if (!Array.isArray(type)) return undefined;
  return type[0] === 'tuple' ? type[1][index] : type[0] === 'object' ? undefined : type[1];
}

function memberType(type: Type | undefined, name: string): Type | undefined {
  if (!Array.isArray(type)) return undefined;
  return type[0] === 'object' ? type[1][name] : type[0] === 'map' ? type[1] : undefined;
}

interface Head {
  readonly kind: 'plain' | 'array' | 'map' | 'unknown';
  /** Where what follows the head begins. */
  readonly body: number;
  /** Of an array its elements, of a map its pairs, else the bytes of the body. */
  readonly count: number;
}

/** The head of a value: https://github.com/msgpack/msgpack/blob/master/spec.md#formats */
function headOf(from: Buffer, at: number): Head {
  const byte = from.readUInt8(at);
  const fixed = (kind: Head['kind'], count: number): Head => ({ kind, body: at + 1, count });
  const sized = (kind: Head['kind'], bytes: number, more = 0): Head => ({
    kind,
    body: at + 1 + bytes,
    count: from.readUIntBE(at + 1, bytes) + more,
  });
  if (byte < 0x80 || byte >= 0xe0) return fixed('plain', 0);
  if (byte < 0x90) return fixed('map', byte & 0x0f);
  if (byte < 0xa0) return fixed('array', byte & 0x0f);
  if (byte < 0xc0) return fixed('plain', byte & 0x1f);
  if (byte <= 0xc3) return fixed('plain', 0);
  if (byte <= 0xc6) return sized('plain', 2 ** (byte - 0xc4));
  if (byte <= 0xc9) return sized('unknown', 2 ** (byte - 0xc7), 1);
  if (byte <= 0xcb) return fixed('plain', 2 ** (byte - 0xca + 2));
  if (byte <= 0xcf) return fixed('plain', 2 ** (byte - 0xcc));
  if (byte <= 0xd3) return fixed('plain', 2 ** (byte - 0xd0));
  if (byte <= 0xd8) return fixed('unknown', 2 ** (byte - 0xd4) + 1);
  if (byte <= 0xdb) return sized('plain', 2 ** (byte - 0xd9));
  if (byte <= 0xdd) return sized('array', 2 * (byte - 0xdb));
  return sized('map', 2 * (byte - 0xdd));
}

function textOf(value: Buffer): string {
  const { body, count } = headOf(value, 0);
  return value.subarray(body, body + count).toString();
}

/** Extension 12 says what is known of a value: here how a text begins (2) and the least number of elements (5). */
function refinements(extension: Buffer): Pick<Unknown, 'prefix' | 'least'> {
  const { body, count } = headOf(extension, 0);
  if (extension.readInt8(body) !== 12) return {};
  const map = extension.subarray(body + 1, body + count);
  const known: { prefix?: string; least?: number } = {};
  let at = 0;
  const skip = (): Buffer => {
    const copy = new Skip(map, at);
    const from = at;
    at = copy.end();
    return map.subarray(from, at);
  };
  const pairs = headOf(map, 0);
  at = pairs.body;
  for (let index = 0; index < pairs.count; index++) {
    const [key] = skip();
    const value = skip();
    if (key === 2) known.prefix = textOf(value);
    if (key === 5) known.least = value[0] === undefined || value[0] >= 0x80 ? 1 : value[0];
  }
  return known;
}

/** Finds the end of a value. */
class Skip {
  constructor(
    private readonly from: Buffer,
    private at: number,
  ) {}

  end(): number {
    const { kind, body, count } = headOf(this.from, this.at);
    const inside = kind === 'array' ? count : kind === 'map' ? 2 * count : 0;
    this.at = inside > 0 || kind === 'array' || kind === 'map' ? body : body + count;
    for (let index = 0; index < inside; index++) this.end();
    return this.at;
  }
}

/** A value of JSON in MessagePack; its arrays and objects are short. */
function encode(value: unknown): Buffer {
  if (value === null || value === undefined) return Buffer.from([0xc0]);
  if (typeof value === 'boolean') return Buffer.from([value ? 0xc3 : 0xc2]);
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(9, 0xcb);
    bytes.writeDoubleBE(value, 1);
    return bytes;
  }
  if (Array.isArray(value)) return Buffer.concat([sizedHead(0xdc, value.length), ...value.map(encode)]);
  if (typeof value === 'object') {
    const pairs = Object.entries(value).flatMap(([key, member]) => [encode(key), encode(member)]);
    return Buffer.concat([sizedHead(0xde, pairs.length / 2), ...pairs]);
  }
  const text = Buffer.from(String(value));
  return Buffer.concat([sizedHead(0xda, text.length), text]);
}

function sizedHead(byte: number, count: number): Buffer {
  const head = Buffer.from([byte, 0, 0]);
  head.writeUInt16BE(count, 1);
  return head;
}
