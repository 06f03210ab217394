import type { IConstruct } from 'constructs';
import { assertMatch } from '../props';

/**
 * Throws a PropsError unless EC2 takes `text` as the description of a group or a rule (API reference, IpRange.Description),
 * and Terraform as text: `${` would start an expression.
 */
export function assertDescription(scope: IConstruct, prop: string, text: string): void {
  const characters = '._-:/()#,@[]+=&;{}!$*';
  const pattern = /^(?!.*\$\{)[\w .:/()#,@[\]+=&;{}!$*-]{3,255}$/;
  assertMatch(scope, prop, text, pattern, `three to 255 letters, digits, spaces and ${characters}, without \${`);
}
