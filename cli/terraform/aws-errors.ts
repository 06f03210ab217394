import { CliError } from '../errors';
import type { Diagnostic } from './diagnostics';

const howToLogIn = 'Log in (aws sso login), name the profile in AWS_PROFILE, and see `npx terrace doctor`.';

/** What the S3 backend says when there is no bucket. */
export function isMissingBucket(said: string): boolean {
  return /S3 bucket .*does not exist|NoSuchBucket/s.test(said);
}

/** What AWS refused, in the reader's terms where it is one of the usual things, else in Terraform's. */
export function awsError(what: string, said: string, environment: { name: string; account: string }): CliError {
  const [, account] = /Account ID not allowed: (\d+)/i.exec(said) ?? [];
  if (account) {
    const message = `${environment.name} is account ${environment.account}, and these credentials are of ${account}`;
    return new CliError(message, 'Nothing was touched. Name a profile of the right account in AWS_PROFILE.');
  }
  if (/no valid credential sources|failed to (refresh|retrieve) .*credentials/i.test(said)) {
    return new CliError(`${what}: there are no AWS credentials`, howToLogIn);
  }
  if (/ExpiredToken|InvalidClientTokenId|token .*expired|UnrecognizedClient/i.test(said)) {
    return new CliError(`${what}: AWS does not take these credentials: they are wrong or have expired`, howToLogIn);
  }
  return new CliError(`${what}: ${said}`);
}

export function sayAll(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  return errors.map(({ summary, detail, address }) => [address, summary, detail].filter(Boolean).join(': ')).join('\n');
}
