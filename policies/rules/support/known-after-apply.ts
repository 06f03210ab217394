import { type Unknown } from '../../../review/model/value';

/** Whether a value is known after apply: then it is not a literal in the configuration. */
export function isOfAResource({ because }: Unknown): boolean {
  return / is known after apply$/.test(because);
}
