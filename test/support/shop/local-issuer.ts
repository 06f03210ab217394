import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isGrantOf, keySet, newSigningKey, signedToken } from '../oauth';
import { createCertificate } from './certificates';

/** Somebody whom the pool knows. */
export interface Person {
  readonly sub: string;
  readonly email: string;
  readonly email_verified: boolean;
}

/** A user pool with one client, on this machine, over TLS. */
export interface LocalIssuer {
  /** `localhost:8443`, which is its domain as well. */
  readonly host: string;
  readonly clientId: string;
  /** For `NODE_EXTRA_CA_CERTS`. */
  readonly authority: string;
  /** What was asked for tokens, in order. */
  readonly asked: readonly URLSearchParams[];
  /** Somebody signs in on its page, and comes back with the URL that the browser goes to. */
  signIn(authorizeUrl: string, person: Person): URL;
  /** What the next token says otherwise, and who signs it. */
  nextToken(claims: object, by?: 'its key' | 'another key'): void;
  stop(): Promise<void>;
}

/** Starts one. It takes a code once, with the verifier of its challenge, from the address that asked for it (RFC 6749, 4.1.3; RFC 7636, 4.6). */
export async function startLocalIssuer(): Promise<LocalIssuer> {
  const folder = mkdtempSync(join(tmpdir(), 'issuer-'));
  const { authority, certificate, key } = await createCertificate(folder, 'localhost');
  const clientId = 'client1example23456789';
  const [own, other] = [newSigningKey(), newSigningKey()];
  const codes = new Map<string, { readonly query: URLSearchParams; readonly person: Person }>();
  const asked: URLSearchParams[] = [];
  let changed: { readonly claims: object; readonly by: 'its key' | 'another key' } = { claims: {}, by: 'its key' };

  const tokenFor = (query: URLSearchParams, person: Person) => {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      ...{
        iss: `https://${host}`,
        aud: clientId,
        token_use: 'id',
        iat: now,
        exp: now + 300,
        nonce: query.get('nonce'),
      },
      ...{ ...person, ...changed.claims },
    };
    const token = signedToken(claims, changed.by === 'its key' ? own : other);
    changed = { claims: {}, by: 'its key' };
    return token;
  };
  const grant = (form: URLSearchParams) => {
    asked.push(form);
    const { query, person } = codes.get(form.get('code') ?? '') ?? {};
    codes.delete(form.get('code') ?? '');
    const isRight = query && isGrantOf(query, form) && form.get('client_id') === clientId;
    return isRight ? { id_token: tokenFor(query, person!) } : undefined;
  };
  const tls = { cert: readFileSync(certificate), key: readFileSync(key) };
  const server = createServer(tls, (request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      const answer =
        request.url === '/.well-known/jwks.json'
          ? keySet(own)
          : request.url === '/oauth2/token' && grant(new URLSearchParams(body));
      response.writeHead(answer ? 200 : 400, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer || { error: 'invalid_grant' }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `localhost:${(server.address() as AddressInfo).port}`;
  return {
    ...{ host, clientId, authority, asked },
    signIn(authorizeUrl, person) {
      const { searchParams: query } = new URL(authorizeUrl);
      const code = randomUUID();
      codes.set(code, { query, person });
      const back = new URL(query.get('redirect_uri')!);
      back.search = new URLSearchParams({ code, state: query.get('state')! }).toString();
      return back;
    },
    nextToken: (claims, by = 'its key') => void (changed = { claims, by }),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
