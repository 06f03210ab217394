import type { Construct } from 'constructs';
import { checkProps } from '../props';
import { functionRef, liveAlias, type FunctionRef } from './function-ref';
import { InvokedFunction } from './invoking';

/** A function of another stack, to be invoked from this one; `Function.import` makes it. */
export class ImportedFunction extends InvokedFunction {
  readonly functionName: string;
  readonly aliasArn: string;

  /** @throws PropsError for what is no reference to a function, and for a name that is known only after apply. */
  constructor(scope: Construct, id: string, ref: FunctionRef) {
    super(scope, id);
    checkProps(this, { ref: functionRef }, { ref });
    this.functionName = ref.functionName;
    this.aliasArn = ref.aliasArn;
  }

  protected get invoked() {
    return { functionName: this.functionName, qualifier: liveAlias };
  }
}
