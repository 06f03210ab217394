import { signedTokenProblem } from './signed-token';

/** Whom a token has to be for, and who has to have signed it. */
export interface Login {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** What is wrong with a token of RDS's IAM authentication; nothing with one that RDS would take. */
export function tokenProblem(token: string, { host, port, user, ...signer }: Login, now: Date): string | undefined {
  const query = { Action: 'connect', DBUser: user };
  return signedTokenProblem(token, { ...signer, host: `${host}:${port}`, query, service: 'rds-db' }, now);
}
