import { waivers } from './index';

/** A control of Security Hub that is checked, or one that is not, with the reason. */
export type ControlDecision = 'on' | { readonly off: true; readonly reason: string };

/**
 * Controls that a waiver had switched off and no longer does. Terraform leaves a control as it is when nobody names it any more, so it is named here, and checked again, until
 * every environment has been applied.
 */
const checkedAgain: readonly string[] = [];

/** What is decided of Security Hub's controls in an environment: each that a waiver names is off, for its reason; all others are checked. */
export function controlDecisions(environment: string): Readonly<Record<string, ControlDecision>> {
  const of = waivers.filter((waiver) => [waiver.environment].flat().includes(environment));
  const off = of.flatMap(({ controls = [], reason, ticket, expires }) =>
    controls.map((control) => [control, { off: true, reason: `${reason} ${ticket}, until ${expires}.` }] as const),
  );
  return { ...Object.fromEntries(checkedAgain.map((control) => [control, 'on' as const])), ...Object.fromEntries(off) };
}
