import { RuleError } from '../../review/engine/evaluate';
import { InputError } from '../../review/model/input-error';
import { printable } from '../../review/reports/escape';
import { CliError } from '../errors';

/**
 * Runs a review. A fault of the input or a crashed rule is an error: exit 2, and no report that could be mistaken for a result.
 * Messages quote the input, so what would steer a terminal is escaped.
 */
export async function withInputErrors<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof CliError) throw asCliError(error.message, error.next, error);
    if (error instanceof InputError) throw asCliError(error.message, 'Nothing was judged.', error);
    if (error instanceof RuleError) {
      const next =
        'Nothing was judged: what this rule would have reported is not known. --debug shows where it failed.';
      throw asCliError(error.message, next, error.cause);
    }
    throw error;
  }
}

/** What `--debug` shows is where it happened. */
function asCliError(message: string, next: string | undefined, cause: unknown): CliError {
  const error = new CliError(message.split('\n').map(printable).join('\n'), next);
  if (cause instanceof Error && cause.stack) error.stack = cause.stack;
  return error;
}
