import { once } from 'node:events';
import { rmSync } from 'node:fs';
import http2 from 'node:http2';
import { connect } from 'node:net';
import { join } from 'node:path';
import { temporaryFolder } from '../temporary';
import type { Variables } from '../io';
import { startProvider, type ProviderProcess } from './provider-process';

/**
 * Serves a provider to every run of Terraform that is started with `env`, from a few processes that run all the time (ADR 0018).
 *
 * Terraform starts a process for each thing that it does with a provider: to read its schema, and for each configuration to validate and
 * to plan. Each reads a schema of 1,500 types. Here the schema is read, and everything is validated, by one process. Plans of
 * different configurations are never made by the same process at the same time: a process has one configuration, the last that it got.
 */
export class ProviderServer {
  private readonly processes: Served[] = [];
  private readonly server = http2.createServer(window);
  private readonly rewriting = http2.createServer(window);
  private failed = false;
  private schemaRead: Promise<Buffer> | undefined;

  private constructor(
    private readonly folder: string,
    private readonly start: () => ProviderProcess,
    rewritePlanned: RewritePlanned | undefined,
  ) {
    this.processes.push({ provider: start(), sessions: new Set() });
    this.server.on('session', (session) => this.accept(session, undefined));
    this.rewriting.on('session', (session) => this.accept(session, rewritePlanned));
    process.once('exit', this.removeFolder);
  }

  /**
   * @param binary the provider's program
   * @param env its environment, but for the folder of its socket
   * @param rewritePlanned changes what the provider plans for a resource (ADR 0025)
   */
  static async of(binary: string, env: Variables, rewritePlanned?: RewritePlanned): Promise<ProviderServer> {
    const folder = temporaryFolder('provider');
    const server = new ProviderServer(folder, () => startProvider(binary, { ...env, TMPDIR: folder }), rewritePlanned);
    server.server.listen(server.path);
    server.rewriting.listen(server.rewritingPath);
    try {
      await Promise.all([once(server.server, 'listening'), once(server.rewriting, 'listening')]);
    } catch (error) {
      await server.close();
      throw error;
    }
    return server;
  }

  /** What makes Terraform take the provider `name` from here, with what it plans rewritten or not. It reads `Test` as: not its process to end. */
  variables(name: string, rewritten = false): Variables {
    const addr = { Network: 'unix', String: rewritten ? this.rewritingPath : this.path };
    const attached = { Protocol: 'grpc', ProtocolVersion: 5, Pid: process.pid, Test: true, Addr: addr };
    return { TF_REATTACH_PROVIDERS: JSON.stringify({ [name]: attached }) };
  }

  /** What the provider answers to `GetSchema`. */
  async readSchema(): Promise<Buffer> {
    const session = await this.connect(this.processes[0] as Served);
    try {
      return await this.schema(session);
    } finally {
      session.close();
    }
  }

  /** Whether a provider did not answer: what failed may succeed without this. */
  get isBroken(): boolean {
    return this.failed;
  }

  /** Ends the processes. */
  async close(): Promise<void> {
    this.server.close();
    this.rewriting.close();
    await Promise.all(this.processes.map(({ provider }) => provider.stop()));
    this.removeFolder();
    process.removeListener('exit', this.removeFolder);
  }

  private readonly removeFolder = (): void => rmSync(this.folder, { recursive: true, force: true });

  private get path(): string {
    return join(this.folder, 'socket');
  }

  private get rewritingPath(): string {
    return join(this.folder, 'rewriting');
  }

  /** A connection is one provider of Terraform's: it is configured once, or never. Some only try whether it is there. */
  private accept(session: http2.ServerHttp2Session, rewrite: RewritePlanned | undefined): void {
    let upstream: Promise<http2.ClientHttp2Session> | undefined;
    const leave = () => void upstream?.then((open) => open.close(), ignored);
    session.on('error', ignored);
    session.once('close', () => {
      for (const { sessions } of this.processes) sessions.delete(session);
      leave();
    });
    session.on('stream', (stream, headers) => {
      stream.on('error', ignored);
      if (!isConfigure(headers)) {
        upstream ??= this.connect(this.processes[0] as Served);
        if (rewrite && isCall(headers, 'PlanResourceChange')) {
          return void this.rewritten(stream, headers, upstream, rewrite);
        }
        return void this.forward(stream, headers, upstream);
      }
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.once('end', () => {
        leave();
        const body = Buffer.concat(chunks);
        upstream = this.connect(this.configuredBy(body, session));
        void this.forward(stream, headers, upstream, body);
      });
    });
  }

  /** The process that has this configuration, or else one whose configuration nobody uses. */
  private configuredBy(body: Buffer, session: http2.ServerHttp2Session): Served {
    const configuration = body.toString('latin1');
    const { processes } = this;
    let served =
      processes.find((served) => served.configuration === configuration) ??
      processes.find(({ sessions }) => sessions.size === 0);
    if (!served) processes.push((served = { provider: this.start(), sessions: new Set() }));
    served.configuration = configuration;
    served.sessions.add(session);
    return served;
  }

  private async connect({ provider }: Served): Promise<http2.ClientHttp2Session> {
    const socket = await provider.socket;
    const session = http2.connect('http://localhost', { ...window, createConnection: () => connect(socket) });
    session.once('connect', () => session.destroyed || session.setLocalWindowSize(windowSize));
    session.on('error', () => (this.failed = true));
    return session;
  }

  /** Passes a call on, and its answer back as it is rewritten; an error as it is. */
  private async rewritten(
    stream: http2.ServerHttp2Stream,
    headers: http2.IncomingHttpHeaders,
    upstream: Promise<http2.ClientHttp2Session>,
    rewrite: RewritePlanned,
  ): Promise<void> {
    try {
      const request = await messageIn(stream);
      const session = await upstream;
      const answer = await callOf(session, headers[':path'] ?? '', request);
      const isWhole = answer.trailers['grpc-status'] === '0';
      const message = isWhole ? rewrite(request, answer.message, await this.schema(session)) : answer.message;
      if (stream.destroyed) return;
      stream.on('wantTrailers', () => stream.sendTrailers(answer.trailers));
      stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
      stream.end(isWhole ? framed(message) : undefined);
    } catch {
      this.failed = true;
      stream.close(http2.constants.NGHTTP2_INTERNAL_ERROR);
    }
  }

  private schema(session: http2.ClientHttp2Session): Promise<Buffer> {
    const asked = () => callOf(session, '/tfplugin5.Provider/GetSchema', Buffer.alloc(0));
    return (this.schemaRead ??= asked().then(({ message }) => message));
  }

  /** Passes a call on, and its answer back. gRPC ends an answer with trailers, or has nothing but headers for an error. */
  private async forward(
    stream: http2.ServerHttp2Stream,
    { ':method': method, ':path': path, ':scheme': _, ':authority': __, ...headers }: http2.IncomingHttpHeaders,
    upstream: Promise<http2.ClientHttp2Session>,
    body?: Buffer,
  ): Promise<void> {
    try {
      const request = (await upstream).request({ ':method': method, ':path': path, ...headers });
      let trailers: http2.IncomingHttpHeaders = {};
      // 'close' follows, and decides.
      request.on('error', ignored);
      request.once('close', () => {
        const isAnswered = stream.headersSent && request.rstCode === http2.constants.NGHTTP2_NO_ERROR;
        if (isAnswered || stream.destroyed) return;
        this.failed = true;
        stream.close(http2.constants.NGHTTP2_INTERNAL_ERROR);
      });
      request.on('trailers', (received) => (trailers = received));
      request.on('response', (answer, flags) => {
        const isAll = (flags & http2.constants.NGHTTP2_FLAG_END_STREAM) !== 0;
        if (stream.destroyed) return;
        stream.respond(answer, isAll ? { endStream: true } : { waitForTrailers: true });
        if (!isAll) request.pipe(stream);
      });
      stream.on('wantTrailers', () => stream.sendTrailers(trailers));
      stream.once('close', () => request.close());
      if (body) request.end(body);
      else stream.pipe(request);
    } catch {
      this.failed = true;
      stream.close(http2.constants.NGHTTP2_INTERNAL_ERROR);
    }
  }
}

/** A process, the configuration that it got last, and the connections that rely on it. */
interface Served {
  readonly provider: ProviderProcess;
  readonly sessions: Set<http2.ServerHttp2Session>;
  configuration?: string;
}

/** The schema of the AWS provider is an answer of 10 MB. */
const windowSize = 1 << 25;
const window = { settings: { initialWindowSize: windowSize }, maxSessionMemory: 256 };

/**
 * Changes what a provider plans: a `PlanResourceChange.Response`, given its request and the answer to `GetSchema`, all of plugin
 * protocol 5.
 */
export type RewritePlanned = (request: Buffer, response: Buffer, schema: Buffer) => Buffer;

/** `Configure` of plugin protocol 5, `ConfigureProvider` of 6. */
function isConfigure(headers: http2.IncomingHttpHeaders): boolean {
  return isCall(headers, 'Configure') || isCall(headers, 'ConfigureProvider');
}

function isCall(headers: http2.IncomingHttpHeaders, name: string): boolean {
  const [, called] = /^\/tfplugin\d\.Provider\/(\w+)$/.exec(headers[':path'] ?? '') ?? [];
  return called === name;
}

interface GrpcAnswer {
  readonly message: Buffer;
  readonly trailers: http2.IncomingHttpHeaders;
}

async function callOf(session: http2.ClientHttp2Session, path: string, message: Buffer): Promise<GrpcAnswer> {
  const headers = { 'content-type': 'application/grpc', te: 'trailers' };
  const call = session.request({ ':method': 'POST', ':path': path, ...headers });
  let trailers: http2.IncomingHttpHeaders = {};
  call.on('response', (received) => {
    const { 'grpc-status': status, 'grpc-message': text } = received;
    // An error alone has no trailers.
    if (status !== undefined) trailers = { 'grpc-status': status, ...(text !== undefined && { 'grpc-message': text }) };
  });
  call.on('trailers', (received) => (trailers = received));
  call.end(framed(message));
  return { message: await messageIn(call), trailers };
}

/** The one message of a call or an answer: gRPC writes a byte for its compression, which is none, and its length before it. */
async function messageIn(stream: http2.Http2Stream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).subarray(5);
}

function framed(message: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

function ignored(): void {
  // The other side sees that the connection is gone, and reports it.
}
