import type { Construct } from 'constructs';
import { checkProps } from '../props';
import { eventBusRef, type EventBusRef } from './event-bus-ref';
import { GrantingBus } from './granting-bus';

/** An event bus of another stack, to be granted in this one; `EventBus.import` makes it. */
export class ImportedEventBus extends GrantingBus implements EventBusRef {
  readonly eventBusName: string;
  readonly eventBusArn: string;

  /** @throws PropsError for what is no reference to a bus, and for a name that is known only after apply. */
  constructor(scope: Construct, id: string, ref: EventBusRef) {
    super(scope, id);
    checkProps(this, { ref: eventBusRef }, { ref });
    this.eventBusName = ref.eventBusName;
    this.eventBusArn = ref.eventBusArn;
  }

  protected get granting(): EventBusRef {
    return this;
  }
}
