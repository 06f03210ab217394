import * as stackTrace from 'cdktf/lib/tokens/private/stack-trace';

/**
 * Stops cdktf from capturing an unlimited stack trace for every token, which takes a third of synthesis and changes no byte
 * of it. What is lost is "object creation stack" in some of cdktf's errors, so `TERRACE_DEBUG` brings it back.
 *
 * The path is private to cdktf 0.21; `test/stacks/token-stacks.test.ts` holds it.
 */
export function withoutTokenStacks(): void {
  Object.assign(stackTrace, { captureStackTrace: () => [] });
}
