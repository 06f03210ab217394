import { CliError } from '../errors';
import type { Diagnostic } from './diagnostics';
import { lockedError, readLock } from './lock';

const howToLogIn = 'Log in (aws sso login), name the profile in AWS_PROFILE, and see `npx terrace doctor`.';

/** Whether the S3 backend's error is that the bucket does not exist. */
export function isMissingBucket(output: string): boolean {
  return /S3 bucket .*does not exist|NoSuchBucket/s.test(output);
}

/** Why AWS refused: in plain words for the usual reasons, else in Terraform's. */
export function awsError(what: string, output: string, environment: { name: string; account: string }): CliError {
  const [, account] = /Account ID not allowed: (\d+)/i.exec(output) ?? [];
  if (account) {
    const message = `${environment.name}: expected credentials of account ${environment.account}, found ${account}`;
    return new CliError(message, 'Nothing was changed. Name a profile of the right account in AWS_PROFILE.');
  }
  if (/no valid credential sources|failed to (refresh|retrieve) .*credentials/i.test(output)) {
    return new CliError(`${what}: no AWS credentials found`, howToLogIn);
  }
  if (/ExpiredToken|InvalidClientTokenId|token .*expired|UnrecognizedClient/i.test(output)) {
    return new CliError(`${what}: AWS rejects these credentials: they are invalid or have expired`, howToLogIn);
  }
  const lock = readLock(output);
  if (lock) return lockedError(`${what}: the state of ${environment.name}`, lock);
  return new CliError(`${what}: ${output}`);
}

export function diagnosticsText(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  return errors.map(({ summary, detail, address }) => [address, summary, detail].filter(Boolean).join(': ')).join('\n');
}
