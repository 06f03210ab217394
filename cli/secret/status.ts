import { ListSecretVersionIdsCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Environment } from '../../environments/schema';
import { readersOf } from '../../environments/secret-names';
import { dayOf, lastDay } from './due';
import { findSecrets, type FoundSecret } from './find';

/** A secret of an environment, as `terrace secret list` tells of it. */
export interface SecretStatus {
  readonly secret: string;
  readonly state: 'ok' | 'overdue' | 'no value' | 'scheduled for deletion' | 'not in AWS';
  /** When it had the value that it has, as a day. */
  readonly written?: string;
  /** The last day of that value; nothing where nobody rotates it. */
  readonly dueBy?: string;
  readonly readBy: readonly string[];
}

/** Whether somebody has to do something about it. */
export function isWrong({ state }: SecretStatus): boolean {
  return state !== 'ok';
}

/** Every secret of an environment. */
export async function statusesOf(
  client: SecretsManagerClient,
  environment: Environment,
  { now, abortSignal }: { readonly now: Date; readonly abortSignal: AbortSignal },
): Promise<SecretStatus[]> {
  const { secrets, services } = environment;
  const names = Object.keys(secrets);
  if (names.length === 0) return [];
  const found = await findSecrets(client, environment, names, abortSignal);
  const statuses: SecretStatus[] = [];
  for (const [secret, { rotation }] of Object.entries(secrets)) {
    const about = { secret, readBy: readersOf(services, secret) };
    const one = found.get(secret);
    if (!one) statuses.push({ ...about, state: 'not in AWS' });
    else if (one.entry.DeletedDate) statuses.push({ ...about, state: 'scheduled for deletion' });
    else {
      const writtenAt = await writtenAtOf(client, one, abortSignal);
      if (!writtenAt) statuses.push({ ...about, state: 'no value' });
      else {
        const dueBy = dueByOf(rotation, writtenAt, one);
        const isOver = dueBy !== undefined && dueBy < dayOf(now);
        const state = isOver ? 'overdue' : 'ok';
        statuses.push({ ...about, state, written: dayOf(writtenAt), ...(dueBy !== undefined && { dueBy }) });
      }
    }
  }
  return statuses;
}

/** When the version was made that is current; the date of the last change of a secret is also that of a tag. */
async function writtenAtOf(
  client: SecretsManagerClient,
  { arn }: FoundSecret,
  abortSignal: AbortSignal,
): Promise<Date | undefined> {
  let NextToken: string | undefined;
  do {
    const page = await client.send(new ListSecretVersionIdsCommand({ SecretId: arn, NextToken }), { abortSignal });
    const current = page.Versions?.find(({ VersionStages }) => VersionStages?.includes('AWSCURRENT'));
    if (current) return current.CreatedDate;
    NextToken = page.NextToken;
  } while (NextToken);
  return undefined;
}

/** Of a secret that people rotate, the sooner of what the file says and of the days that a value is used; of one that a function rotates, what AWS says. */
function dueByOf(
  rotation: Environment['secrets'][string]['rotation'],
  writtenAt: Date,
  { entry }: FoundSecret,
): string | undefined {
  if ('off' in rotation) return undefined;
  if ('function' in rotation) return entry.NextRotationDate && dayOf(entry.NextRotationDate);
  const { nextBy } = rotation.byHand;
  const byAge = lastDay(rotation.byHand, writtenAt);
  return byAge < nextBy ? byAge : nextBy;
}

/** The same as a table for people. */
export function tableOf(statuses: readonly SecretStatus[]): string {
  const rows = [
    ['secret', 'state', 'written', 'due by', 'read by'],
    ...statuses.map(({ secret, state, written = '-', dueBy = '-', readBy }) => {
      return [secret, state, written, dueBy, readBy.join(', ')];
    }),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
