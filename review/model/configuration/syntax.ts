/** Whether a string holds anything but text. */
export function isTemplate(text: string): boolean {
  return text.includes('${') || text.includes('%{');
}

/** `${aws_vpc.main.id}` → `['aws_vpc', 'main', 'id']`: nearly all expressions that CDKTF writes. */
export function simpleReference(text: string): readonly string[] | undefined {
  return /^\$\{[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*)+\}$/.test(text) ? text.slice(2, -1).split('.') : undefined;
}
