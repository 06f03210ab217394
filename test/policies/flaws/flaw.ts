import type { Stacks } from './terrace';

/** Something wrong that somebody may merge on a Friday. */
export interface Flaw {
  /** The rule that it breaks. */
  readonly rule: string;
  /** Rules that find the same flaw as well, since they overlap by nature: each with its reason beside it. */
  readonly also?: readonly string[];
}

/** A flaw of one of the environments: their synthesized JSON is changed. */
export interface FlawInTerrace extends Flaw {
  /** @default prod */
  readonly environment?: string;
  readonly put: (stacks: Stacks) => void;
}

/** A flaw of the application. */
export interface FlawInApplication extends Flaw {
  readonly put: (hcl: string) => string;
}

/** Replaces a text that is there once. */
export const replacing =
  (from: string, to: string) =>
  (hcl: string): string => {
    const parts = hcl.split(from);
    if (parts.length !== 2)
      throw new Error(`expected ${JSON.stringify(from)} once, found it ${parts.length - 1} times`);
    return parts.join(to);
  };

export const adding =
  (more: string) =>
  (hcl: string): string =>
    `${hcl}\n${more}\n`;

/** Several changes, one after the other. */
export const together =
  (...changes: readonly ((hcl: string) => string)[]) =>
  (hcl: string): string =>
    changes.reduce((changed, change) => change(changed), hcl);

/** Changes one line of a block, `aws_lb.web`. */
export const within =
  (address: string, from: string, to: string) =>
  (hcl: string): string => {
    const [type, name] = address.split('.');
    const start = `resource "${type}" "${name}" {\n`;
    const [before, after] = hcl.split(start);
    if (before === undefined || after === undefined) throw new Error(`the application has no ${address}`);
    const end = after.indexOf('\n}\n');
    return before + start + replacing(from, to)(after.slice(0, end)) + after.slice(end);
  };
