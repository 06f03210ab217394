import { createHash, generateKeyPairSync, sign } from 'node:crypto';

/** A key that tokens are signed by. */
export type SigningKey = ReturnType<typeof newSigningKey>;

export function newSigningKey() {
  return generateKeyPairSync('rsa', { modulusLength: 2048 });
}

/** What its issuer publishes (RFC 7517). */
export function keySet({ publicKey }: SigningKey) {
  return { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'own', alg: 'RS256', use: 'sig' }] };
}

/** RFC 7519. */
export function signedToken(claims: object, { privateKey }: SigningKey): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'RS256', kid: 'own' })}.${part(claims)}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
}

/** Whether who asks for a token is who asked for the code, and from the same address (RFC 6749, 4.1.3; RFC 7636, 4.6). */
export function isGrantOf(asked: URLSearchParams, form: URLSearchParams): boolean {
  const challenge = createHash('sha256')
    .update(form.get('code_verifier') ?? '')
    .digest('base64url');
  return (
    asked.get('code_challenge') === challenge &&
    asked.get('redirect_uri') === form.get('redirect_uri') &&
    asked.get('client_id') === form.get('client_id') &&
    form.get('grant_type') === 'authorization_code'
  );
}
