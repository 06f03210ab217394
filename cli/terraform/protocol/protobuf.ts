/** A field of a protobuf message: its number, and its bytes or integer (https://protobuf.dev/programming-guides/encoding). */
export interface Field {
  readonly number: number;
  /** Of what has a length: a text, bytes, a message. */
  readonly bytes: Buffer;
  /** Of an integer, a boolean or an enumeration. */
  readonly integer: number;
  /** The whole field, as it is written. */
  readonly raw: Buffer;
}

const none = Buffer.alloc(0);

/** The fields of a message, in order. @throws Error for what is no message */
export function* fieldsOf(message: Buffer): Generator<Field> {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = message[at++];
      if (byte === undefined) throw new Error('a message of the provider ends too early');
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  };
  while (at < message.length) {
    const start = at;
    const key = varint();
    const number = Math.floor(key / 8);
    let bytes: Buffer = none;
    let integer = 0;
    if (key % 8 === 0) integer = varint();
    else if (key % 8 === 1) at += 8;
    else if (key % 8 === 5) at += 4;
    else if (key % 8 === 2) {
      const length = varint();
      bytes = message.subarray(at, (at += length));
    } else throw new Error(`a message of the provider has a field of kind ${key % 8}`);
    yield { number, bytes, integer, raw: message.subarray(start, at) };
  }
}

/** The bytes of the first field of a number; empty where there is none, as protobuf has it. */
export function bytesOf(message: Buffer, number: number): Buffer {
  for (const field of fieldsOf(message)) if (field.number === number) return field.bytes;
  return none;
}

/** A field with a length. */
export function withBytes(number: number, bytes: Buffer): Buffer {
  return Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) | 0x80);
  }
}
