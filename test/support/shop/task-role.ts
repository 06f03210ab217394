import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Credentials of a role, which end. */
export interface RoleCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Where a task of ECS finds the credentials of its role. */
export interface TaskRole {
  readonly credentials: RoleCredentials;
  /** For `AWS_CONTAINER_CREDENTIALS_FULL_URI`. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Answers as the agent of ECS does (ECS developer guide, Task IAM role). */
export async function startTaskRole(credentials: RoleCredentials): Promise<TaskRole> {
  const server = createServer((_request, response) => {
    const { accessKeyId, secretAccessKey, sessionToken } = credentials;
    const expiration = new Date(Date.now() + 3_600_000).toISOString();
    const body = { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, Token: sessionToken };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ...body, Expiration: expiration }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    credentials,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/credentials`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
