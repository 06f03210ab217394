import { RuleError } from '../../policies/engine/evaluate';
import { InputError } from '../../policies/model/input-error';
import { CliError } from '../errors';

/** Runs a review; what the input or a rule gets wrong is said as such: exit 2, and no report that could pass for one. */
export async function expected<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof InputError) throw withStack(new CliError(error.message, 'Nothing was judged.'), error);
    if (error instanceof RuleError) {
      const next = 'Nothing was judged: what this rule would have said is not known. --debug shows where it failed.';
      throw withStack(new CliError(error.message, next), error.cause);
    }
    throw error;
  }
}

/** What `--debug` shows is where it happened. */
function withStack(error: CliError, cause: unknown): CliError {
  if (cause instanceof Error && cause.stack) error.stack = cause.stack;
  return error;
}
