import type { Construct } from 'constructs';
import { checkProps } from '../props';
import { GrantingPipe } from './granting-pipe';
import { pipeRef, type PipeRef } from './pipe-ref';

/** A pipe of another stack, to be granted in this one; `Pipe.import` makes it. */
export class ImportedPipe extends GrantingPipe implements PipeRef {
  readonly pipeName: string;
  readonly pipeArn: string;

  /** @throws PropsError for what is no reference to a pipe, and for a name that is known only after apply. */
  constructor(scope: Construct, id: string, ref: PipeRef) {
    super(scope, id);
    checkProps(this, { ref: pipeRef }, { ref });
    this.pipeName = ref.pipeName;
    this.pipeArn = ref.pipeArn;
  }

  protected get granting(): PipeRef {
    return this;
  }
}
