/** A block as JSON: of `cdk.tf.json`, or what the parser gives for HCL. */
export type Json = Readonly<Record<string, unknown>>;

/** The one block inside a block, whichever way it was written: `backend`, `lifecycle`. */
export function only(raw: unknown): Json | undefined {
  const one: unknown = Array.isArray(raw) ? only(raw[0]) : raw;
  return typeof one === 'object' && one !== null ? (one as Json) : undefined;
}

/** Whether a key `dynamic` is Terraform's, and no argument of that name. */
export function isDynamic(raw: unknown): raw is Json {
  const blocks = only(raw);
  const inner = blocks && Object.values(blocks).map(only);
  return inner !== undefined && inner.length > 0 && inner.every((block) => block?.for_each !== undefined);
}

/** The blocks `dynamic` of a block, each by the type that it makes. */
export function dynamicBlocks(raw: unknown): readonly Json[] {
  return isDynamic(raw) ? ([raw].flat() as Json[]) : [];
}
