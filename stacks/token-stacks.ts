import stackTrace = require('cdktf/lib/tokens/private/stack-trace');

/**
 * Stops cdktf from capturing an unlimited stack trace for every token, which takes a third of synthesis and changes no byte
 * of it. What is lost is "object creation stack" in some of cdktf's errors: `TERRACE_DEBUG=1` keeps it.
 *
 * The path is private to cdktf 0.21; a test holds it.
 */
export function withoutTokenStacks(): void {
  if (process.env.TERRACE_DEBUG) return;
  Object.assign(stackTrace, { captureStackTrace: () => [] });
}
