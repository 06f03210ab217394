import { request, type IncomingHttpHeaders } from 'node:http';

/** What a browser got. */
export interface Visited {
  readonly status: number;
  /** The cookies that were set, each line whole. */
  readonly set: readonly string[];
  readonly location: string;
  readonly body: string;
}

/** A browser at the shop: it follows no redirect by itself, and keeps its cookies. */
export class Browser {
  private readonly cookies = new Map<string, string>();

  constructor(
    /** `http://127.0.0.1:8080` */
    private readonly url: string,
    /** The host that the shop is asked as. */
    private readonly host = new URL(url).host,
  ) {}

  /** The same one at another process of the shop, which answers as the same host. */
  at(url: string): Browser {
    const browser = new Browser(url, this.host);
    for (const [name, value] of this.cookies) browser.cookies.set(name, value);
    return browser;
  }

  async get(path: string): Promise<Visited> {
    const cookie = [...this.cookies].map((pair) => pair.join('=')).join('; ');
    const { status, headers, body } = await ask(new URL(path, this.url), { host: this.host, cookie });
    const set = headers['set-cookie'] ?? [];
    for (const line of set) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/Max-Age=0/.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return { status, set, location: headers.location ?? '', body };
  }
}

/** Not by `fetch`, which has no host but that of the URL. */
function ask(url: URL, headers: { readonly host: string; readonly cookie: string }) {
  return new Promise<{ status: number; headers: IncomingHttpHeaders; body: string }>((resolve, reject) => {
    const sent = request(url, { headers }, (reply) => {
      let body = '';
      reply.on('data', (chunk) => (body += chunk));
      reply.on('end', () => resolve({ status: reply.statusCode!, headers: reply.headers, body }));
    });
    sent.on('error', reject).end();
  });
}
