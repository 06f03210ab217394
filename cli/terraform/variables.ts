import { stripVTControlCharacters } from 'node:util';
import { CliError } from '../errors';
import type { Variables } from '../io';

/** The first line of the reason for which Terraform refuses its arguments. */
const refusedArgument =
  /flag provided but not defined: \S+|invalid value .* for flag .*|Too many command line arguments|Error parsing extra CLI args from .*/;
/** The reason for which it refuses the providers that a debugger started. */
const refusedProviders = /(Invalid format for TF_REATTACH_PROVIDERS.*)|Error reattaching.*/;

/**
 * Terraform's refusal, where an environment variable of the user is its reason: Terrace's own arguments are right, and Terraform names
 * only the argument.
 */
export function wrongVariable(env: Variables, verb: string, output: string): CliError | undefined {
  const plain = stripVTControlCharacters(output);
  const set = ['TF_CLI_ARGS', ...Object.keys(env).filter((name) => name.startsWith(`TF_CLI_ARGS_${verb}`))];
  const [argument] = refusedArgument.exec(plain) ?? [];
  const named = set.filter((name) => env[name]);
  const flag = argument?.split(' ').pop() ?? '';
  const reason = argument ?? (env.TF_REATTACH_PROVIDERS ? refusedProviders.exec(plain)?.[0] : undefined);
  const variable = argument
    ? (named.find((name) => env[name]?.includes(flag)) ?? named.pop())
    : 'TF_REATTACH_PROVIDERS';
  if (reason === undefined || variable === undefined) return undefined;
  return new CliError(
    `${variable}: terraform ${verb} refuses ${JSON.stringify(env[variable])}: ${reason}`,
    `Correct ${variable} or unset it.`,
  );
}
