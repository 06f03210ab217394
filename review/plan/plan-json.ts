/** The parts of `terraform show -json` of a plan that tell what would change (https://developer.hashicorp.com/terraform/internals/json-format). */
export interface PlanJson {
  readonly resource_changes?: readonly ResourceChangeJson[];
  readonly [part: string]: unknown;
}

export interface ResourceChangeJson {
  readonly address: string;
  /** Of a resource that a `moved` block gave another address. */
  readonly previous_address?: string;
  readonly module_address?: string;
  readonly mode: 'managed' | 'data';
  readonly type?: string;
  readonly name?: string;
  readonly change: ChangeJson;
}

export interface ChangeJson {
  readonly actions: readonly string[];
  readonly before?: unknown;
  readonly after?: unknown;
  /** `true` in the place of each value that is known after apply. */
  readonly after_unknown?: unknown;
  /** `true` in the place of each value that is sensitive. */
  readonly before_sensitive?: unknown;
  readonly after_sensitive?: unknown;
  /** What forces the replacement: `[["vpc_id"], ["root_block_device", 0, "encrypted"]]` */
  readonly replace_paths?: readonly (readonly (string | number)[])[];
}
