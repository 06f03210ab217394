import { CommanderError } from 'commander';
import { describe, Interrupted } from './errors';
import { exitCodeOf, processIo, say } from './io';
import { program } from './program';

async function main(): Promise<void> {
  const debug = process.argv.includes('--debug');
  const io = processIo(debug);
  try {
    await program(io, (code) => (process.exitCode = code)).parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
    else {
      say(io, describe(error, debug));
      process.exitCode = error instanceof Interrupted ? exitCodeOf(error.signal) : 2;
    }
  }
}

void main();
