/** Whether the process is to end: the exit code is that of the command. */
let isDecided = false;

/** Sets the exit code of a command that is complete. */
export function finish(code: number): void {
  isDecided = true;
  process.exitCode = code;
}

/** Ends the process now. */
export function end(code: number): never {
  isDecided = true;
  process.exit(code);
}

/** Calls `refuse` when something else ends the process: an exit code of 0 would then say that a command passed. */
export function onUnexpectedExit(refuse: () => void): void {
  process.on('exit', () => {
    if (isDecided) return;
    process.exitCode = errorCode();
    refuse();
  });
}

/** The exit code of an error: with `--detailed-exitcode`, 2 means changes, as in `terraform plan`. */
export function errorCode(): number {
  return process.argv.includes('--detailed-exitcode') ? 1 : 2;
}
