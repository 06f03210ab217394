import { type Unknown } from '../../../review/model/value';

/** Whether a value is not known because a resource decides it: so nobody has written it down. */
export function isOfAResource({ because }: Unknown): boolean {
  return / is known after apply$/.test(because);
}
