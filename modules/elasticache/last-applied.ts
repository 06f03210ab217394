import { DataResource } from 'cdktf';
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
  readonly nodes: { readonly data: DataResource };

  constructor(scope: Construct, id: string, { value, mayChange }: LastAppliedProps) {
    super(scope, id);
    const data = new DataResource(this, 'value', {
      input: { value },
      ...(!mayChange && { lifecycle: { ignoreChanges: ['input'] } }),
    });
    this.nodes = { data };
    this.isAsked = `\${${data.fqn}.output.value == "${value}"}`;
  }
}
