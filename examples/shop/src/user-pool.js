import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import { HttpError } from './http/error.js';
import { Unavailable } from './unavailable.js';

/** The user pool does not answer, or not in time: the same request may succeed later. */
class UserPoolUnavailable extends Unavailable {
  /** @param {unknown} cause */
  constructor(cause) {
    super('the user pool', cause);
  }
}

const timeoutMs = 3_000;

/** A user pool of Cognito, to an application that is one of its clients. */
export class UserPool {
  /** @param {import('./environment.js').UsersSettings} settings */
  constructor({ issuer, clientId, domain }) {
    this.issuer = issuer;
    this.clientId = clientId;
    this.domain = domain;
    this.keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`), { timeoutDuration: timeoutMs });
  }

  /**
   * Where people sign in (Amazon Cognito developer guide, Authorize endpoint).
   *
   * @param {{ redirectUri: string, state: string, nonce: string, challenge: string }} asked
   */
  authorizeUrl({ redirectUri, state, nonce, challenge }) {
    const query = new URLSearchParams({
      ...{ response_type: 'code', client_id: this.clientId, redirect_uri: redirectUri, scope: 'openid email' },
      ...{ state, nonce, code_challenge: challenge, code_challenge_method: 'S256' },
    });
    return `https://${this.domain}/oauth2/authorize?${query}`;
  }

  /**
   * The ID token that a code is good for, once.
   *
   * @param {{ code: string, verifier: string, redirectUri: string }} asked
   * @returns {Promise<string>}
   * @throws {HttpError} 403, where the pool refuses the code
   */
  async tokenOf({ code, verifier, redirectUri }) {
    const body = new URLSearchParams({
      ...{ grant_type: 'authorization_code', client_id: this.clientId, code },
      ...{ redirect_uri: redirectUri, code_verifier: verifier },
    });
    const options = { method: 'POST', body, signal: AbortSignal.timeout(timeoutMs) };
    const response = await fetch(`https://${this.domain}/oauth2/token`, options).catch((error) => {
      throw new UserPoolUnavailable(error);
    });
    if (response.status === 400) throw new HttpError(403, 'sign_in_refused', 'Begin to sign in again.');
    if (!response.ok) throw new UserPoolUnavailable(new Error(`it answered ${response.status}`));
    const { id_token: token } = /** @type {{ id_token?: unknown }} */ (await response.json());
    return String(token);
  }

  /**
   * Who somebody is, by an ID token: signed by a key of the pool, issued by it for this client and this sign-in, and not expired (Amazon Cognito developer
   * guide, Verifying JSON web tokens).
   *
   * @param {string} token
   * @param {string} nonce
   * @returns {Promise<{ subject: string, email: string }>}
   * @throws {HttpError} 403, for any other token, and for an address that nobody confirmed
   */
  async verify(token, nonce) {
    const options = {
      issuer: this.issuer,
      audience: this.clientId,
      algorithms: ['RS256'],
      requiredClaims: ['exp', 'sub'],
    };
    const { payload } = await jwtVerify(token, this.keys, options).catch((error) => {
      const isOfToken =
        error instanceof errors.JOSEError &&
        !(error instanceof errors.JWKSTimeout) &&
        error.code !== 'ERR_JOSE_GENERIC';
      throw isOfToken ? refused() : new UserPoolUnavailable(error);
    });
    const { sub, email, email_verified: isConfirmed, token_use: use } = payload;
    if (use !== 'id' || payload['nonce'] !== nonce || typeof sub !== 'string') throw refused();
    if (typeof email !== 'string' || isConfirmed !== true) throw refused();
    return { subject: sub, email };
  }
}

function refused() {
  return new HttpError(403, 'sign_in_refused', 'You were not signed in.');
}
