import type { StackJson } from '../synthesis';
import type { Initialized } from '../terraform/init';
import type { StackFolder } from '../terraform/stack-folder';
import type { Terraform } from '../terraform/terraform';

/** Where one stack is searched. */
export interface Place {
  readonly account: string;
  readonly json: StackJson;
  readonly folder: StackFolder;
  readonly terraform: Terraform;
  readonly initialized: Initialized;
  readonly progress: (text: string) => void;
}
