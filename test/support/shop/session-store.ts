import { fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { InstalledShop } from './install';
import type { Environment } from './shop';

/** A session, as the application's stores keep it. */
export interface Session {
  readonly customerId: string;
  readonly expiresAt: number;
}

/** A store of the application, which runs in a process of its own. */
export interface LocalSessionStore {
  put(id: string, session: Session): Promise<void>;
  get(id: string): Promise<Session | undefined>;
  delete(id: string): Promise<void>;
  check(): Promise<unknown>;
  /** Closes it, and resolves once its process has ended by itself. */
  end(): Promise<void>;
}

/** Starts one, with credentials and the endpoint of AWS in `environment`. What it throws has the name and the message of the error there. */
export async function startSessionStore(
  installed: InstalledShop,
  kind: 'table' | 'cache',
  settings: object,
  environment: Environment,
): Promise<LocalSessionStore> {
  const child = fork(
    resolve('test/support/shop/session-store-process.mjs'),
    [installed.folder, kind, JSON.stringify(settings)],
    {
      env: { AWS_EC2_METADATA_DISABLED: 'true', ...quiet, ...environment },
      execArgv: [],
    },
  );
  const ended = once(child, 'exit');
  const waiting = new Map<number, { resolve: (result: any) => void; reject: (error: Error) => void }>();
  child.on('message', ({ call, result, error }: any) => {
    const { resolve, reject } = waiting.get(call) ?? {};
    waiting.delete(call);
    if (error) reject?.(Object.assign(new Error(error.message), { name: error.name }));
    else resolve?.(result);
  });
  child.on('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`the store has ended: ${code}`));
  });
  let calls = 0;
  const call = (operation: string, ...parameters: unknown[]) =>
    new Promise<any>((resolve, reject) => {
      calls += 1;
      waiting.set(calls, { resolve, reject });
      child.send({ call: calls, operation, parameters });
    });
  await Promise.race([
    once(child, 'message'),
    ended.then(([code]) => Promise.reject(new Error(`the store did not start: ${code}`))),
  ]);
  return {
    put: (id, session) => call('put', id, session),
    get: (id) => call('get', id),
    delete: (id) => call('delete', id),
    check: () => call('check'),
    async end() {
      await call('close');
      child.disconnect();
      await ended;
    },
  };
}

/** The tests run on older versions of Node too, which the image has not. */
const quiet = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
