import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { unzipSync } from 'fflate';
import { shopSource, type InstalledShop } from './install';
import { ofThePlatform, readLines, runProgram, told, type Environment, type LogLine, type Surroundings } from './shop';
import type { RoleCredentials } from './task-role';

/** The functions of the application, by what their services are called. */
export type FunctionName = 'thumbnails' | 'report';

/** A function, as a process that is warm. */
export interface StartedFunction {
  /** So far, each line parsed. */
  readonly logs: readonly LogLine[];
  /** @throws Error with the name and the message of what the handler threw */
  invoke(event: unknown): Promise<unknown>;
  end(): Promise<void>;
}

/** What a function that was applied carries. */
export interface FunctionDefinition {
  /** `index.handler` */
  readonly handler: string;
  readonly environment: Environment;
}

/** Builds the code of the functions, as a pipeline does. @returns the zip file of each */
export async function buildFunctions(installed: InstalledShop): Promise<Readonly<Record<FunctionName, string>>> {
  cpSync(join(shopSource, 'functions'), join(installed.folder, 'functions'), { recursive: true });
  const aws = { endpoint: 'http://127.0.0.1:9', credentials: 'http://127.0.0.1:9' };
  const ended = await runProgram(installed, 'functions/build.js', {}, { aws });
  if (ended.exitCode !== 0) throw new Error(`the functions were not built: ${told(ended)}`);
  const at = (name: FunctionName) => join(installed.folder, `build/functions/${name}.zip`);
  return { thumbnails: at('thumbnails'), report: at('report') };
}

/**
 * Starts a function from its zip file alone, with exactly the variables that its definition carries and those that Lambda adds (Lambda developer guide, Defined
 * runtime environment variables).
 *
 * @throws Error with its log, where it ends before it can be invoked
 */
export async function startFunction(
  zip: string,
  { handler, environment }: FunctionDefinition,
  around: Surroundings & { readonly region: string; readonly role: RoleCredentials },
): Promise<StartedFunction> {
  const folder = mkdtempSync(join(tmpdir(), 'terrace-function-'));
  for (const [name, bytes] of Object.entries(unzipSync(readFileSync(zip)))) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
  const [module = '', name = ''] = handler.split('.');
  const program = resolve('test/support/shop/function-process.mjs');
  const child = spawn(process.execPath, [program, pathToFileURL(join(folder, `${module}.mjs`)).href, name], {
    cwd: folder,
    env: { ...environment, ...ofLambda(around), ...localAuthority(around) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  const { logs, errors } = readLines(child);
  // With a channel between them, `close` is not told of.
  const ended = once(child, 'exit').then(() => {
    process.off('exit', kill);
    rmSync(folder, { recursive: true, force: true });
  });
  const waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  const started = new Promise<void>((resolve) => {
    child.on('message', ({ call, result, error }: any) => {
      if (call === undefined) return resolve();
      const { resolve: done, reject } = waiting.get(call)!;
      waiting.delete(call);
      if (error) reject(Object.assign(new Error(error.message), { name: error.name }));
      else done(result);
    });
  });
  const gone = ended.then(() => {
    const error = new Error(
      `the function has ended: ${logs.map((line) => JSON.stringify(line)).join('\n')}\n${errors()}`,
    );
    for (const { reject } of waiting.values()) reject(error);
    throw error;
  });
  gone.catch(() => undefined);
  await Promise.race([started, gone]);
  let calls = 0;
  return {
    logs,
    invoke: (event) =>
      new Promise((resolve, reject) => {
        calls += 1;
        waiting.set(calls, { resolve, reject });
        child.send({ call: calls, event });
      }),
    async end() {
      child.disconnect();
      await ended;
      if (errors() !== '') throw new Error(`it wrote beside its log: ${errors()}`);
    },
  };
}

function ofLambda(around: Surroundings & { readonly region: string; readonly role: RoleCredentials }): Environment {
  const { AWS_CONTAINER_CREDENTIALS_FULL_URI: _, ...platform } = ofThePlatform(around);
  const { accessKeyId, secretAccessKey, sessionToken } = around.role;
  return {
    ...platform,
    AWS_REGION: around.region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  };
}

/** In the place of the file of RDS's authorities that Lambda's runtime has. */
function localAuthority({ postgres }: Surroundings): Environment {
  return postgres ? { NODE_EXTRA_CA_CERTS: postgres.authority } : {};
}
