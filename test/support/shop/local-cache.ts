import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createServer } from 'node:tls';
import { createCertificate, type ServerCertificate } from './certificates';

/** A command, its name first. */
export type Command = readonly string[];

/** A node of a cache in cluster mode, on this machine, for TLS alone. */
export interface LocalCache {
  readonly host: 'localhost';
  readonly port: number;
  /** Its authority is for `NODE_EXTRA_CA_CERTS`. */
  readonly certificate: ServerCertificate;
  /** Every command, in the order in which they arrived. */
  readonly asked: readonly Command[];
  /** The names that connections asked for (SNI). */
  readonly names: readonly (string | false)[];
  /** Cuts every connection. */
  drop(): void;
  /** Cuts them, and takes no more. */
  stop(): Promise<void>;
}

/** Says what is answered instead: a reply, nothing at all (`''`), or what there is (undefined). */
export type Answer = (command: Command) => string | undefined;

/**
 * Starts one, with the certificate of another if that is given. It knows the commands that sessions need (Valkey documentation, RESP protocol
 * and CLUSTER SLOTS), and takes any login.
 */
export async function startLocalCache(
  answer: Answer = () => undefined,
  given?: ServerCertificate,
): Promise<LocalCache> {
  const folder = mkdtempSync(join(tmpdir(), 'terrace-cache-'));
  const certificate = given ?? (await createCertificate(folder, 'localhost'));
  const [values, asked, names, sockets] = [
    new Map<string, string>(),
    [] as Command[],
    [] as (string | false)[],
    new Set<Socket>(),
  ];
  const replyTo = ([name, id = '', value = '']: Command) => {
    if (name === 'CLUSTER') return wholeClusterAt((server.address() as AddressInfo).port);
    if (name === 'PING') return '+PONG\r\n';
    if (name === 'GET') return values.has(id) ? bulk(values.get(id)!) : '$-1\r\n';
    if (name === 'DEL') return `:${Number(values.delete(id))}\r\n`;
    if (name === 'SET') values.set(id, value);
    return '+OK\r\n';
  };
  const files = { cert: readFileSync(certificate.certificate), key: readFileSync(certificate.key) };
  const server = createServer(files, (socket) => {
    names.push(socket.servername ?? false);
    sockets.add(socket);
    socket.on('error', () => undefined);
    let written = Promise.resolve();
    let received = '';
    socket.on('data', (bytes) => {
      received += bytes.toString();
      for (let found = readCommand(received); found; found = readCommand(received)) {
        received = received.slice(found.length);
        asked.push(found.command);
        const text = answer(found.command) ?? replyTo(found.command);
        // In two parts, as a network may deliver it.
        written = written.then(async () => {
          socket.write(text.slice(0, 3));
          await sleep(2);
          socket.write(text.slice(3));
        });
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const drop = () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  return {
    ...{ host: 'localhost', port: (server.address() as AddressInfo).port, certificate, asked, names, drop },
    async stop() {
      drop();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What `CLUSTER SLOTS` answers where one node has every key. */
export function wholeClusterAt(port: number): string {
  return `*1\r\n*3\r\n:0\r\n:16383\r\n*3\r\n${bulk('localhost')}:${port}\r\n${bulk('a'.repeat(40))}`;
}

const bulk = (text: string) => `$${Buffer.byteLength(text)}\r\n${text}\r\n`;

/** An array of texts, once all of it has arrived. */
function readCommand(received: string): { command: string[]; length: number } | undefined {
  const [head, count] = /^\*(\d+)\r\n/.exec(received) ?? [];
  if (head === undefined) return undefined;
  let length = head.length;
  const command: string[] = [];
  for (let part = 0; part < Number(count); part += 1) {
    const [size, characters] = /^\$(\d+)\r\n/.exec(received.slice(length)) ?? [];
    if (size === undefined) return undefined;
    const start = length + size.length;
    length = start + Number(characters) + 2;
    if (received.length < length) return undefined;
    command.push(received.slice(start, length - 2));
  }
  return { command, length };
}
