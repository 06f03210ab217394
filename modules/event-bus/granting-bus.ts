import { Construct } from 'constructs';
import { grant } from '../iam/grant';
import { roleRef, type RoleRef } from '../iam/role-ref';
import { checkProps, granteeName, list, matching } from '../props';
import type { EventBusRef } from './event-bus-ref';

const grantProps = {
  name: granteeName(32),
  role: roleRef,
  sources: list('sources', matching(/^(?!aws\.)[\w./-]{1,256}$/, 'a source such as shop.orders', { structure: true }), {
    ...{ min: 1, max: 20, source: 'EventBridge API reference, PutEventsRequestEntry, Source' },
  }),
};

/** What an event bus grants, whichever stack made it. */
export abstract class GrantingBus extends Construct {
  /** What the grant names. */
  protected abstract get granting(): EventBusRef;

  /**
   * Lets `role` put events in the name of the sources, and of no other: `shop.orders` (EventBridge user guide, Using IAM policy conditions, events:source).
   *
   * @param name says which role, in letters and digits: `Web`.
   */
  grantPutEvents(name: string, role: RoleRef, sources: readonly string[]): void {
    checkProps(this, grantProps, { name, role, sources });
    const { eventBusName, eventBusArn } = this.granting;
    grant(this, `put-events-${eventBusName}-${name}`, role, [
      {
        ...{ Sid: 'PutsEvents', Effect: 'Allow', Action: 'events:PutEvents', Resource: eventBusArn },
        Condition: { StringEquals: { 'events:source': sources } },
      },
    ]);
  }
}
