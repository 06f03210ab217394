import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { CliError, Interrupted } from '../errors';
import { say, type Io } from '../io';

/** Secrets Manager API reference, PutSecretValue, SecretString. */
const mostBytes = 65_536;

/**
 * The value of a secret: typed or pasted at a terminal, which does not show it, or all of standard input without the line break at its end. Never an argument: those of a
 * process are shown to everybody on its machine, and kept in the history of its shell.
 *
 * @throws CliError for none, for one that is too long, and for several lines at a terminal
 */
export async function readValue(io: Io, question: string): Promise<string> {
  const value = io.stdin.isTTY ? await readHidden(io, question) : await readAll(io);
  if (value === '') throw new CliError('the value is empty', 'Nothing was written.');
  const bytes = Buffer.byteLength(value);
  if (bytes > mostBytes) throw new CliError(`the value has ${bytes} bytes; Secrets Manager takes ${mostBytes}`);
  if (value !== value.trim()) say(io, 'The value starts or ends with white space, which is part of it.');
  return value;
}

async function readAll(io: Io): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of io.stdin) {
    const bytes = Buffer.from(chunk as string | Uint8Array);
    chunks.push(bytes);
    length += bytes.length;
    if (length > mostBytes + 2)
      throw new CliError(`the value has over ${mostBytes} bytes, which Secrets Manager takes`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
      .decode(Buffer.concat(chunks))
      .replace(/\r?\n$/, '');
  } catch {
    throw new CliError('the value is no text in UTF-8', 'Encode it, by base64 for instance.');
  }
}

/** A line, of which the terminal shows nothing. */
async function readHidden(io: Io, question: string): Promise<string> {
  const nothing = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: io.stdin, output: nothing, terminal: true, historySize: 0 });
  io.stderr.write(question);
  try {
    return await new Promise<string>((resolve, reject) => {
      const stopped = () => reject(io.signal.reason);
      io.signal.addEventListener('abort', stopped, { once: true });
      const lines: string[] = [];
      terminal.on('SIGINT', () => reject(new Interrupted('SIGINT')));
      terminal.on('close', () => reject(new CliError('no value was given', 'Nothing was written.')));
      terminal.on('line', (line) => {
        // What is pasted comes at once: another line belongs to it, and half of a key is no key.
        if (lines.push(line) > 1) return;
        setTimeout(() => {
          if (lines.length === 1 && terminal.line === '') return resolve(line);
          reject(
            new CliError('the value has several lines', 'Give it by standard input: terrace secret set … < file.'),
          );
        }, 100);
      });
    });
  } finally {
    io.stderr.write('\n');
    terminal.close();
  }
}
