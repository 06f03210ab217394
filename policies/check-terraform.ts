import { frameworks, mappingOf, rulesOf, type FrameworkId } from './controls';
import { factsFor } from '../review/engine/environment-facts';
import { judge } from '../review/assessment/judge';
import type { Report } from '../review/assessment/report';
import type { Criticality } from '../review/criticality';
import type { EnvironmentFacts, Rule } from '../review/engine/rule';
import { readWaivers, type Waiver } from '../review/engine/waiver';
import { graphOfPath } from '../review/model/inputs/graph-of-path';
import { graphOfStacks, type StackInput } from '../review/model/load';
import { rules as ours } from './rules';

export interface CheckOptions {
  /**
   * The criticality of the environment. It decides how strict some rules are, and which findings close the gate.
   *
   * @default 'critical'
   */
  readonly criticality?: Criticality;
  /** Further facts for rules: accounts, tags, minimum retention. @default by criticality */
  readonly facts?: Partial<Omit<EnvironmentFacts, 'name' | 'criticality'>>;
  /** The rules, including your own. @default all rules of Terrace */
  readonly rules?: readonly Rule[];
  /** Only the rules that are mapped to a framework. @default all */
  readonly framework?: FrameworkId;
  /** The waivers. They need `date`. @default none */
  readonly waivers?: readonly Waiver[];
  /** The date on which waivers are judged, `2026-11-21`. Passed in, so that a test gives the same result tomorrow. @default none */
  readonly date?: string;
}

/**
 * Judges Terraform: synthesized JSON, one `cdk.tf.json` or several stacks together, so that what one publishes the others
 * know; or a path: `cdktf.out`, a plan of `terraform show -json`, a folder of `.tf`.
 *
 * @param input a string is a path
 * @throws InputError if a path contains no Terraform, or cannot be read
 * @throws TypeError if there are waivers without a date, or the input is not Terraform JSON
 * @throws RuleError if a rule throws
 */
export async function checkTerraform(
  input: object | readonly StackInput[] | string,
  options: CheckOptions = {},
): Promise<Report> {
  const { criticality = 'critical', facts = {}, framework, rules = ours, waivers = [], date } = options;
  if (waivers.length > 0 && date === undefined) {
    throw new TypeError('checkTerraform: expected a date with waivers, such as { date: "2026-11-21" }, found none');
  }
  const read = readWaivers(waivers, 'options.waivers');
  const graph = typeof input === 'string' ? await graphOfPath(input) : await graphOfStacks(stacksOf(input));
  return judge(graph, {
    rules: framework ? rulesOf(frameworks[framework], rules) : rules,
    mappingOf,
    factsOf: (name) => factsFor(name, criticality, facts),
    waivers: read.waivers,
    waiverProblems: read.problems,
    date: date ?? 'no date',
  });
}

function stacksOf(input: object | readonly StackInput[]): readonly StackInput[] {
  if (Array.isArray(input)) return input as readonly StackInput[];
  const blocks = ['resource', 'data', 'output', 'provider', 'terraform', 'variable'];
  if (!blocks.some((block) => block in input)) {
    throw new TypeError(
      `checkTerraform: expected Terraform JSON with a block such as "resource", found ${Object.keys(input).join(', ') || 'no block'}`,
    );
  }
  return [{ name: 'stack', file: 'cdk.tf.json', json: input as StackInput['json'] }];
}
