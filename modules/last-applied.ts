import { TerraformResource } from 'cdktf';
import { Construct } from 'constructs';

export interface LastAppliedProps {
  /** What is asked for now. */
  readonly value: string;
  /** Whether an apply may change it: where it may not, `isAsked` says at plan time that the last apply had another one. */
  readonly mayChange: boolean;
}

/** A value as the last apply left it, kept in the state: what a precondition compares with the one that is asked for now. */
export class LastApplied extends Construct {
  /** True where the last apply had the same, or there was none. */
  readonly isAsked: string;
  /** What the last apply had, as a token for a message. */
  readonly applied: string;
  /** The address in the state: `terraform_data.web_data_zone_value_8437BC08`. */
  readonly address: string;
  readonly nodes: { readonly data: TerraformResource };

  constructor(scope: Construct, id: string, { value, mayChange }: LastAppliedProps) {
    super(scope, id);
    // CDKTF's own class of it runs `terraform version` in each synthesis; the stack says which versions can apply it.
    const data = new TerraformResource(this, 'value', {
      terraformResourceType: 'terraform_data',
      terraformGeneratorMetadata: { providerName: 'terraform' },
      ...(!mayChange && { lifecycle: { ignoreChanges: ['input'] } }),
    });
    data.addOverride('input', { value });
    this.nodes = { data };
    this.address = `terraform_data.${data.friendlyUniqueId}`;
    this.isAsked = `\${${data.fqn}.output.value == "${value}"}`;
    this.applied = `\${${data.fqn}.output.value}`;
  }
}
