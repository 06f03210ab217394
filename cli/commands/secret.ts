import { PutSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Environment } from '../../environments/schema';
import { readersOf, secretNameOf } from '../../environments/secret-names';
import { pickEnvironments } from '../environments';
import { CliError } from '../errors';
import { toJson } from '../files';
import { print, type Io } from '../io';
import { findProject } from '../project';
import { lastDay } from '../secret/due';
import { clientOf, decidedSecret, findSecrets, notThere, refused } from '../secret/find';
import { readValue } from '../secret/read-value';
import { isWrong, statusesOf, tableOf } from '../secret/status';

export interface SecretOptions {
  readonly json?: boolean;
}

/** What tests replace. */
interface Around {
  /** @default one with the credentials of the process */
  readonly client?: SecretsManagerClient;
  /** @default the time of the machine */
  readonly now?: Date;
}

/**
 * Gives a secret of an environment another value, from the terminal or from standard input. What it has already is asked of nobody: its policy denies that to people.
 *
 * @returns 0 when Secrets Manager has it
 * @throws CliError for a secret that the environment or AWS does not have, for another account, and for a value that Secrets Manager does not take
 */
export async function setSecret(
  [environmentName, name]: readonly [string, string],
  { json = false }: SecretOptions,
  io: Io,
  { client: given, now = new Date() }: Around = {},
): Promise<number> {
  const environment = pick(environmentName, io);
  const decided = decidedSecret(environment, name);
  return await attended(environment, io, given, async (client) => {
    const found = (await findSecrets(client, environment, [name], io.signal)).get(name);
    if (!found) throw notThere(environment, name);
    if (found.entry.DeletedDate) {
      throw new CliError(
        `${name} is scheduled for deletion`,
        `Restore it first: aws secretsmanager restore-secret --secret-id ${found.arn}`,
      );
    }
    const value = await readValue(io, `Value of ${secretNameOf(environment, name)} (it is not shown): `);
    const asked = new PutSecretValueCommand({ SecretId: found.arn, SecretString: value });
    const { VersionId: version = '' } = await client.send(asked, { abortSignal: io.signal });
    const written = { secret: secretNameOf(environment, name), arn: found.arn, version };
    const readBy = readersOf(environment.services, name);
    const { rotation } = decided;
    const rotateBy = 'byHand' in rotation ? lastDay(rotation.byHand, now) : undefined;
    if (json) print(io, toJson({ ...written, readBy, ...(rotateBy && { rotateBy }) }).trimEnd());
    else print(io, told(environment, { ...written, name, readBy, rotateBy }));
    return 0;
  });
}

/**
 * Lists the secrets of an environment: when each had its value, by when it is due for another one, and who reads it.
 *
 * @returns 0, or 1 when one has no value, or is overdue
 */
export async function listSecrets(
  environmentName: string,
  { json = false }: SecretOptions,
  io: Io,
  { client: given, now = new Date() }: Around = {},
): Promise<number> {
  const environment = pick(environmentName, io);
  return await attended(environment, io, given, async (client) => {
    const statuses = await statusesOf(client, environment, { now, abortSignal: io.signal });
    if (json) print(io, toJson({ environment: environment.name, secrets: statuses }).trimEnd());
    else print(io, statuses.length === 0 ? `${environment.name} has no secrets.` : tableOf(statuses));
    return statuses.some(isWrong) ? 1 : 0;
  });
}

function pick(name: string, io: Io): Environment {
  const [environment] = pickEnvironments([name], findProject(io.cwd).root) as [Environment];
  return environment;
}

async function attended(
  environment: Environment,
  io: Io,
  given: SecretsManagerClient | undefined,
  run: (client: SecretsManagerClient) => Promise<number>,
): Promise<number> {
  const client = given ?? clientOf(environment);
  const release = io.attend?.();
  try {
    return await run(client);
  } catch (error) {
    throw io.signal.aborted ? io.signal.reason : refused(error, environment);
  } finally {
    release?.();
    client.destroy();
  }
}

interface Written {
  readonly name: string;
  readonly secret: string;
  readonly version: string;
  readonly readBy: readonly string[];
  readonly rotateBy: string | undefined;
}

function told(environment: Environment, { name, secret, version, readBy, rotateBy }: Written): string {
  return [
    `${secret}: version ${version} is AWSCURRENT. The value before it is AWSPREVIOUS until the next one.`,
    `Read by ${readBy.join(', ')}. What reads it only at its start has to be restarted:`,
    ...readBy.map((service) => `  ${restartOf(environment, service)}`),
    ...(rotateBy
      ? [
          `Then write the day of the next one to environments/${environment.name}.ts, and apply ${environment.name}-data:`,
          `  secrets.${name}.rotation.byHand.nextBy: '${rotateBy}', or sooner`,
        ]
      : []),
  ].join('\n');
}

function restartOf({ name, services }: Environment, service: string): string {
  const running = `${name}-${service}`;
  const runtime = services[service]?.runtime;
  if (runtime === 'containers') {
    return `aws ecs update-service --cluster ${name} --service ${running} --force-new-deployment`;
  }
  if (runtime === 'function') return `${running}: publish a version, and move the alias live to it`;
  return `aws autoscaling start-instance-refresh --auto-scaling-group-name ${running}`;
}
