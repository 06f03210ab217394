/** Where something is written. */
export interface Place {
  /** Relative to the root of the project, or as it was given. */
  readonly file: string;
  /** From 1. */
  readonly line?: number;
}

/** A Terraform root: a synthesized stack, a folder, a plan. */
export interface Root {
  /** `prod-network`; of a folder or a plan, its name. */
  readonly name: string;
  /** The environment that it belongs to: by what it was loaded as, else its own name. */
  readonly environment: string;
  /** The file or folder that it was read from. */
  readonly file: string;
}
