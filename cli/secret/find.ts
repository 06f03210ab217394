import { paginateListSecrets, SecretsManagerClient, type SecretListEntry } from '@aws-sdk/client-secrets-manager';
import type { Environment } from '../../environments/schema';
import { secretNameOf } from '../../environments/secret-names';
import { decidedOf, logIn, withoutNodeWarning } from '../aws';
import { CliError } from '../errors';

/** A secret of an environment, as AWS has it. */
export interface FoundSecret {
  /** Its name in the environment file. */
  readonly name: string;
  readonly arn: string;
  readonly entry: SecretListEntry;
}

/** A client with the credentials of the process. */
export function clientOf({ region }: Environment): SecretsManagerClient {
  withoutNodeWarning();
  return new SecretsManagerClient({ region });
}

/** What an environment decides of a secret. @throws CliError for one that it does not have */
export function decidedSecret(
  { name: environment, secrets }: Environment,
  name: string,
): Environment['secrets'][string] {
  return decidedOf(environment, 'secret', secrets, name);
}

/**
 * The secrets of an environment that AWS has, by name. Each is found by its name, to which Terraform adds 26 digits: no state is read.
 *
 * @throws CliError where the credentials are of another account, and where AWS has two of one name
 */
export async function findSecrets(
  client: SecretsManagerClient,
  environment: Environment,
  names: readonly string[],
  abortSignal: AbortSignal,
): Promise<Map<string, FoundSecret>> {
  const found = new Map<string, FoundSecret>();
  const asked = {
    Filters: [{ Key: 'name' as const, Values: [secretNameOf(environment, '')] }],
    IncludePlannedDeletion: true,
  };
  for await (const { SecretList = [] } of paginateListSecrets({ client }, asked, { abortSignal })) {
    for (const entry of SecretList) {
      const name = names.find((one) => isOf(secretNameOf(environment, one), entry));
      if (name === undefined) continue;
      const one = { name, arn: ownArn(environment, entry), entry };
      found.set(name, newest(environment, one, found.get(name)));
    }
  }
  return found;
}

function isOf(name: string, { Name = '' }: SecretListEntry): boolean {
  return Name.startsWith(`${name}-`) && /^[0-9a-f]{26}$/.test(Name.slice(name.length + 1));
}

/** Nothing is written to another account than that of the environment. */
function ownArn({ name, account }: Environment, { ARN = '' }: SecretListEntry): string {
  const of = ARN.split(':')[4];
  if (of === account) return ARN;
  throw new CliError(
    `the credentials are of account ${of}, and ${name} is in ${account}`,
    'Log in to its account first: AWS_PROFILE, or aws sso login.',
  );
}

/** One that is scheduled for deletion is in nobody's way. */
function newest({ name: environment }: Environment, one: FoundSecret, other: FoundSecret | undefined): FoundSecret {
  if (!other || other.entry.DeletedDate) return one;
  if (one.entry.DeletedDate) return other;
  throw new CliError(
    `AWS has two secrets ${one.name} of ${environment}: ${other.arn} and ${one.arn}`,
    'Delete the one that is in no state: terraform state list tells which is.',
  );
}

/** A secret that is not there, in words. */
export function notThere({ name, account, region }: Environment, secret: string): CliError {
  return new CliError(
    `${name} has no secret ${secret} in AWS, in ${region}`,
    `Is ${name}-data applied, and are these the credentials of account ${account}?`,
  );
}

/** What AWS refuses has a name; what does not is a bug. */
export function refused(error: unknown, { account }: Environment): unknown {
  if (!(error instanceof Error) || error instanceof CliError || error.name === 'Interrupted') return error;
  const advice: Readonly<Record<string, string>> = {
    ...logIn,
    AccessDeniedException: `The role needs secretsmanager:ListSecrets, ListSecretVersionIds and PutSecretValue, and to use the data key, in account ${account}.`,
    UnrecognizedClientException: 'AWS does not know these credentials. Log in again.',
    ExpiredTokenException: 'The session has expired. Log in again.',
  };
  return new CliError(`Secrets Manager: ${error.name}: ${error.message}`, advice[error.name]);
}
