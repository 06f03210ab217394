import { CommanderError } from 'commander';
import { describe, Interrupted, isExpected } from './errors';
import { end, errorCode, finish, onUnexpectedExit } from './exit';
import { exitCodeOf, processIo, say } from './io';
import { program } from './program';

/** Runs the command line. @param environmentFault which environment file is at fault, asked of an error that nothing else explains */
export async function main(environmentFault: () => string | undefined = () => undefined): Promise<void> {
  const debug = process.argv.includes('--debug');
  const io = processIo(debug);
  const explain = (error: unknown) => {
    const fault = isExpected(error) ? undefined : environmentFault();
    say(io, [fault, (debug || !fault) && describe(error, debug)].filter(Boolean).join('\n'));
  };
  // An environment file is code: it may reject a promise that nobody waits for, or end the process.
  process.on('unhandledRejection', (error) => {
    explain(error);
    end(errorCode());
  });
  onUnexpectedExit(() => explain(new Error('the process ended before the command was complete')));
  try {
    await program(io, finish).parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) finish(error.exitCode === 0 ? 0 : errorCode());
    else {
      explain(error);
      finish(error instanceof Interrupted ? exitCodeOf(error.signal) : errorCode());
    }
  }
}
