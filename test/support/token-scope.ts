// cdktf keeps every token of the process, each with its stack: those of a hundred thousand trials would not fit in memory.

/** Gives what forgets the tokens that are made from now on: no stack that has one of them may be synthesized after it. */
export function startTokenScope(): () => void {
  const tokens: Record<string, unknown> = (globalThis as any).__cdktfTokenMap ?? {};
  const maps = Object.values(tokens).filter((one) => one instanceof Map);
  const lasting = new Set(maps.flatMap((map) => [...map.keys()]));
  return () => {
    for (const map of maps) for (const key of map.keys()) if (!lasting.has(key)) map.delete(key);
  };
}
