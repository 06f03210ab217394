import type { Change } from './change';

/**
 * A change of a field of something that no environment has yet: it is added with that value.
 *
 * @param at where it is added: `accelerators.receipts`
 * @param thing it, without the change
 * @param about what all of these changes have in common
 */
export function ofAdded<Thing extends object>(
  at: string,
  thing: Thing,
  about: Pick<Change, 'title'> & Partial<Change>,
): (
  field: keyof Thing,
  to: unknown,
  says: string,
  others?: Partial<Record<keyof Thing, unknown>>,
) => readonly Change[] {
  const [, name = ''] = at.split('.');
  return (field, to, says, others = {}) => [
    {
      ...{ name, to, does: 'in place', says, ...about },
      with: { ...about.with, [at]: { ...thing, ...others, [field]: to } },
    },
  ];
}
