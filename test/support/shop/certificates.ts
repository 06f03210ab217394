import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const openssl = promisify(execFile);

/** Files in PEM. */
export interface ServerCertificate {
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

/** A certificate for hosts, by an authority of its own, as RDS's are by RDS's. */
export async function createCertificate(folder: string, ...hosts: readonly string[]): Promise<ServerCertificate> {
  const file = (name: string) => join(folder, name);
  const request = (subject: string, name: string) => [
    ...['req', '-x509', '-nodes', '-days', '1', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'],
    ...['-subj', `/CN=${subject}`, '-keyout', file(`${name}.key`), '-out', file(`${name}.pem`)],
  ];
  await openssl('openssl', request('Test authority', 'authority'));
  const signed = ['-CA', file('authority.pem'), '-CAkey', file('authority.key')];
  const names = `subjectAltName=${hosts.map((host) => `DNS:${host}`).join()}`;
  await openssl('openssl', [...request('server', 'server'), ...signed, '-addext', names]);
  return { authority: file('authority.pem'), certificate: file('server.pem'), key: file('server.key') };
}
