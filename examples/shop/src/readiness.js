import { inTime } from './in-time.js';

const timeoutMs = 2_000;
const freshMs = 500;

/**
 * Whether everything answers that requests need. However many ask, each thing is asked once at a time.
 *
 * @param {Readonly<Record<string, () => Promise<unknown>>>} checks
 * @param {(name: string, error: unknown) => void} onFailure
 */
export function createReadiness(checks, onFailure) {
  /** @type {{ at: number, result: Promise<{ isReady: boolean, parts: Record<string, string> }> } | undefined} */
  let last;
  return () => {
    const now = Date.now();
    if (!last || now - last.at > freshMs) last = { at: now, result: checkAll(checks, onFailure) };
    return last.result;
  };
}

/**
 * @param {Readonly<Record<string, () => Promise<unknown>>>} checks
 * @param {(name: string, error: unknown) => void} onFailure
 */
async function checkAll(checks, onFailure) {
  const parts = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      try {
        await inTime(check(), timeoutMs);
        return [name, 'ok'];
      } catch (error) {
        onFailure(name, error);
        return [name, 'unavailable'];
      }
    }),
  );
  return { isReady: parts.every(([, state]) => state === 'ok'), parts: Object.fromEntries(parts) };
}
