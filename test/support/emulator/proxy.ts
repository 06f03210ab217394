import { createServer, Agent, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json, resultError } from './answer';
import { Api } from './api';
import { readCall, type Answer, type Call } from './call';
import { answering, type Fault } from './fault';
import type { Judge } from './judge';
import { send } from './send';

const unjudged = 'x-unjudged';

type Matcher = (call: Call) => boolean;

/**
 * A forward proxy between Terraform and an emulator. It takes every host, so `bucket.aws.test` needs no name service and
 * neither provider nor backend needs to know; it refuses what AWS refuses; it answers the emulator's faults; and it can cut
 * the line at any call.
 */
export class Proxy {
  /** Calls that the emulator does not implement. A run with any in it proves nothing. */
  readonly unanswered = new Set<string>();
  private readonly server: Server;
  private readonly agent = new Agent({ keepAlive: true });
  private readonly held = new Set<ServerResponse>();
  private cut?: { matches: Matcher; reached: () => void };
  private isCut = false;

  private constructor(
    private readonly upstream: URL,
    private readonly faults: readonly Fault[],
    /** Who knows what AWS refuses. */
    private readonly judge?: Judge,
  ) {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', () => {
        const call = readCall(request.method!, request.url!, request.headers, Buffer.concat(chunks));
        const gone = new AbortController();
        response.once('close', () => gone.abort());
        void this.serve({ ...call, gone: gone.signal }, response);
      });
    });
  }

  /** Listens on a free local port, in front of the emulator at `upstream`. */
  static async start(upstream: string, faults: readonly Fault[], judge?: Judge): Promise<Proxy> {
    const proxy = new Proxy(new URL(upstream), faults, judge);
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  /** `http://127.0.0.1:41233` */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /**
   * Cuts the line once the emulator has carried out the first call that matches: its answer, and every later call, hang,
   * as they do for a machine that dies there. Resolves at that moment; `reconnect()` ends it.
   */
  cutAfter(matches: Matcher): Promise<void> {
    return new Promise((resolve) => {
      this.cut = { matches, reached: resolve };
    });
  }

  /** Ends `cutAfter`, reached or not. */
  reconnect(): void {
    this.cut = undefined;
    this.isCut = false;
    for (const response of this.held) response.destroy();
    this.held.clear();
  }

  async stop(): Promise<void> {
    this.reconnect();
    this.agent.destroy();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(call: Call, response: ServerResponse): Promise<void> {
    if (this.isCut) return void this.held.add(response);
    const answer = await this.answer(call).catch((error) => notImplemented(call, `: ${error}`));
    if (answer.status === 501) this.unanswered.add(`${call.service} ${call.action}`);
    if (this.cut?.matches(call)) {
      this.isCut = true;
      this.cut.reached();
      this.cut = undefined;
    }
    if (this.isCut) return void this.held.add(response);
    const { 'transfer-encoding': _chunked, connection: _connection, ...headers } = answer.headers;
    if (call.method !== 'HEAD') headers['content-length'] = String(answer.body.length);
    response.writeHead(answer.status, headers).end(answer.body);
  }

  private async answer(call: Call): Promise<Answer> {
    // What the judge itself asks is not judged, nor what no API of AWS has: an emulator tells of itself below `/_aws`.
    const asked = call.headers[unjudged] || call.url.startsWith('/_aws/') ? undefined : this.judge;
    const refusal = await asked?.refusal(call, new Api(this.url, call.region, { [unjudged]: '1' }));
    return refusal ?? answering(this.faults, call, (asked) => this.forward(asked));
  }

  private async forward(call: Call): Promise<Answer> {
    const first = await send(this.upstream, call, this.agent);
    // moto reads lists while other requests change them, and fails. What it cannot do at all, it cannot do twice.
    const isRead = /^(Describe|Get|List)/.test(call.action);
    const answer = first.status === 500 && isRead ? await send(this.upstream, call, this.agent) : first;
    // An emulator's 500 says that it cannot; left as it is, the provider would ask 25 times, for minutes.
    return answer.status === 500 ? notImplemented(call) : answer;
  }
}

/** In the words of the protocol that asked, so that Terraform can say it. */
function notImplemented({ service, action, form }: Call, why = ''): Answer {
  const code = 'NotImplementedByEmulator';
  const message = `${service} ${action}${why}`;
  return form.has('Action') ? resultError(code, message, 501) : json({ __type: code, message }, 501);
}
