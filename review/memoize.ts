/**
 * A pure function that keeps its answers: one for each object, and for each further argument beside it, for as long as
 * the object lives. Arguments are the same as keys of a map are. One that throws keeps nothing.
 *
 * @example const topologyOf = memoized((graph: Graph) => ...); const aclOf = memoized((graph: Graph, subnet: Resource) => ...);
 */
export function memoized<K extends object, A extends readonly unknown[], R>(
  compute: (of: K, ...rest: A) => R,
): (of: K, ...rest: A) => R {
  const answers = new WeakMap<K, Node<R>>();
  return (of, ...rest) => {
    let node = answers.get(of);
    if (!node) answers.set(of, (node = {}));
    for (const argument of rest) {
      node.next ??= new Map();
      let next = node.next.get(argument);
      if (!next) node.next.set(argument, (next = {}));
      node = next;
    }
    node.answer ??= { value: compute(of, ...rest) };
    return node.answer.value;
  };
}

interface Node<R> {
  answer?: { readonly value: R };
  next?: Map<unknown, Node<R>>;
}
