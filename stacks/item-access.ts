import type { ItemAccess } from '../modules/table';

/** What an environment decides by one word or both. */
export function accessOf(words: readonly ('read' | 'write')[]): ItemAccess {
  if (!words.includes('read')) return 'write';
  return words.includes('write') ? 'read-write' : 'read';
}
