import { Sha256 } from '@smithy/core/checksum';
import { buildQueryString, HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';

/** How long a token may be used to log in (Amazon ElastiCache user guide, Authenticating with IAM). */
const tokenSeconds = 900;

/** @typedef {import('@aws-sdk/client-s3').S3ClientResolvedConfig['credentials']} GetCredentials */

/**
 * The password of a cache's user: the URL of a request to connect, signed in its query, without the scheme.
 *
 * @param {Pick<import('../environment.js').CacheSettings, 'name' | 'user' | 'resourceType' | 'region'>} cache
 * @param {GetCredentials} credentials
 */
export async function cacheToken({ name, user, resourceType, region }, credentials) {
  const signer = new SignatureV4({ service: 'elasticache', region, credentials, sha256: Sha256 });
  const query = { Action: 'connect', User: user, ...(resourceType && { ResourceType: resourceType }) };
  const request = new HttpRequest({ hostname: name, query, headers: { host: name } });
  const signed = await signer.presign(request, { expiresIn: tokenSeconds });
  return `${name}/?${buildQueryString(signed.query ?? {})}`;
}
