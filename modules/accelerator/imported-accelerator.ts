import type { Construct } from 'constructs';
import { checkProps } from '../props';
import type { Connectable } from '../security-group/connections';
import { SecurityGroup } from '../security-group/security-group';
import { acceleratorRef, type AcceleratorRef } from './accelerator-ref';
import { GrantingAccelerator } from './granting-accelerator';

/** A cluster of another stack, as a peer in this one; `Accelerator.import` makes it. */
export class ImportedAccelerator extends GrantingAccelerator implements Connectable {
  readonly connections: Connectable['connections'];

  /** @throws PropsError for what is no reference to a cluster. */
  constructor(
    scope: Construct,
    id: string,
    private readonly ref: AcceleratorRef,
  ) {
    super(scope, id);
    checkProps(this, { ref: acceleratorRef }, { ref });
    this.connections = SecurityGroup.import(this, 'security-group', ref).connections;
  }

  protected get granting(): AcceleratorRef {
    return this.ref;
  }
}
