import { closest } from 'fastest-levenshtein';
import { CliError } from './errors';

// What commands that call AWS by its SDK share, without loading it.

/** Keeps the SDK from warning of versions of Node that are not pinned here. Called before a client is made. */
export function withoutNodeWarning(): void {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
}

/** What to do where the SDK finds no credentials. */
export const logIn = {
  CredentialsProviderError: 'Log in first, as for terraform apply: aws sso login, or AWS_PROFILE.',
};

/**
 * What an environment decides of one of its things.
 *
 * @param kind in the singular: `queue`
 * @throws CliError for one that it does not have
 */
export function decidedOf<Decided>(
  environment: string,
  kind: string,
  things: Readonly<Record<string, Decided>>,
  name: string,
): Decided {
  const decided = Object.hasOwn(things, name) ? things[name] : undefined;
  if (decided !== undefined) return decided;
  const known = Object.keys(things);
  throw new CliError(
    `${environment} has no ${kind} ${JSON.stringify(name)}`,
    known.length > 0 ? `Its ${kind}s: ${known.join(', ')}. Nearest: ${closest(name, known)}` : `It has no ${kind}s.`,
  );
}
