import type { IConstruct } from 'constructs';
import { holdToQuotas } from '../quotas/hold';
import { PropsError } from './error';
import { arnsElsewhere } from './place';
import { object, type Description } from './prop';

/**
 * Checks the props that a class or a method was given, before it creates anything, and holds its stack to AWS's quotas.
 *
 * @throws PropsError with every problem, also for a prop that there is not, and for an ARN of another account or region than
 * the props `account` and `region` name.
 */
export function checkProps<Props extends object>(
  scope: IConstruct,
  description: Description<Props>,
  props: Props,
): void {
  holdToQuotas(scope);
  const whole = object(description);
  const problems = whole.problems(props, '');
  if (problems.length > 0) throw new PropsError(scope, problems);
  const wrongPlace = arnsElsewhere(whole, props);
  if (wrongPlace.length > 0) throw new PropsError(scope, wrongPlace);
}
