/** Works on items in order, two at a time, each pair in lanes of their own. */
export async function twoAtATime<Item>(
  items: readonly Item[],
  work: (item: Item, lane: 'a' | 'b') => Promise<void>,
): Promise<void> {
  const todo = [...items];
  const run = async (lane: 'a' | 'b') => {
    for (let next = todo.shift(); next !== undefined; next = todo.shift()) await work(next, lane);
  };
  await Promise.all([run('a'), run('b')]);
}
