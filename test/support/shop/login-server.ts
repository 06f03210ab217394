import { createServer, type AddressInfo, type Socket } from 'node:net';

/** Whom PostgreSQL asks whether a password is right. */
export interface LoginServer {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * The part of RDS that judges tokens. PostgreSQL has no IAM, and LDAP is how it asks somebody else about a password of any length: a
 * "simple bind" of RFC 4511, 4.2. `isRight` has the user and the password.
 */
export async function startLoginServer(isRight: (user: string, password: string) => boolean): Promise<LoginServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    let received: Buffer = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      const message = readElement(received);
      if (!message) return;
      received = message.rest;
      const [id, operation] = elements(message.content);
      if (operation?.tag !== bindRequest) return void socket.end();
      const [, name, password] = elements(operation.content);
      const result = isRight(name!.content.toString(), password!.content.toString()) ? success : invalidCredentials;
      const response = element(bindResponse, Buffer.from([0x0a, 1, result, 0x04, 0, 0x04, 0]));
      socket.write(element(sequence, Buffer.concat([element(id!.tag, id!.content), response])));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const [sequence, bindRequest, bindResponse] = [0x30, 0x60, 0x61];
const [success, invalidCredentials] = [0, 49];

/** An element of BER: a tag, a length, a content. */
interface Element {
  readonly tag: number;
  readonly content: Buffer;
  readonly rest: Buffer;
}

function readElement(bytes: Buffer): Element | undefined {
  if (bytes.length < 2) return undefined;
  const isLong = bytes[1]! > 0x7f;
  const lengthBytes = isLong ? bytes[1]! & 0x7f : 0;
  const start = 2 + lengthBytes;
  if (bytes.length < start) return undefined;
  const length = isLong ? bytes.readUIntBE(2, lengthBytes) : bytes[1]!;
  if (bytes.length < start + length) return undefined;
  return { tag: bytes[0]!, content: bytes.subarray(start, start + length), rest: bytes.subarray(start + length) };
}

function elements(bytes: Buffer): Element[] {
  const first = readElement(bytes);
  return first ? [first, ...elements(first.rest)] : [];
}

/** One that is shorter than 128 bytes. */
function element(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([tag, content.length]), content]);
}
