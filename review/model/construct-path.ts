/**
 * The path of a construct as people know it. CDKTF leaves a scope called `Default` out of addresses; a construct that stands on another one has it
 * there.
 */
export function namedPath(path: string): string {
  return path.replace(/\/Default(?=\/|$)/g, '');
}
