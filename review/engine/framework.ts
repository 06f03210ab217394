/** What other catalogues call the check of a rule. */
export interface Mapping {
  /** `CKV_AWS_24` */
  readonly checkov?: readonly string[];
  /** `AWS-0107` */
  readonly trivy?: readonly string[];
  /** Of AWS Security Hub, by consolidated id: `EC2.13`. */
  readonly securityHub?: readonly string[];
  /** Sections of CIS AWS Foundations 3.0.0 and 5.0.0. */
  readonly cis3?: readonly string[];
  readonly cis5?: readonly string[];
  /** `AwsSolutions-EC23` */
  readonly cdkNag?: readonly string[];
}

/** How a control is met without a rule of its own, or why it cannot be looked at. */
export type WithoutRule =
  | { readonly by: 'construction'; readonly note: string }
  | { readonly by: 'manual'; readonly note: string }
  | { readonly by: 'not covered'; readonly note: string };

export interface Control {
  /** `5.3`, `EC2.13` */
  readonly id: string;
  /** In a few words of ours. Of FSBP only where no rule says it. */
  readonly title?: string;
  /** Where no rule looks at it. */
  readonly elsewhere?: WithoutRule;
  /** What the input must contain. Without it the control fails, instead of being not applicable. */
  readonly required?: string;
}

/** A published list of controls: `policies/controls/` has those that rules are mapped to. */
export interface Framework {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  /** Which field of a mapping names its controls. */
  readonly field: keyof Mapping;
  readonly controls: readonly Control[];
}

export interface Coverage {
  readonly id: string;
  readonly title: string;
  readonly by: 'rule' | WithoutRule['by'];
  /** The rules that look at it. */
  readonly rules: readonly string[];
  /** Of what is not a rule's: how, or why not. */
  readonly note?: string;
  /** What must be in the input for it. */
  readonly required?: string;
}

interface Covering {
  readonly id: string;
  readonly title: string;
  readonly mapping: Mapping;
}

/** Which controls of a framework are covered, and by what. */
export function coverageOf(framework: Framework, rules: readonly Covering[]): Coverage[] {
  return framework.controls.map(({ id, title, elsewhere, required }): Coverage => {
    const covering = rules.filter(({ mapping }) => (mapping[framework.field] ?? []).includes(id));
    const named = title ?? covering[0]?.title ?? id;
    if (covering.length > 0) {
      const ids = covering.map((rule) => rule.id);
      return { id, title: named, by: 'rule', rules: ids, ...(required !== undefined && { required }) };
    }
    const { by, note } = elsewhere ?? { by: 'not covered', note: 'no rule checks it' };
    return { id, title: named, by, rules: [], note };
  });
}
