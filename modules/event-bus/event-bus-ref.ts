import { arn, matching, reference } from '../props';

/** A name of EventBridge's own grammar, without / and the prefix of AWS's partners. */
export const eventBusName = matching(
  /^(?!default$|aws\.)[\w.-]{1,48}$/,
  'up to 48 letters, digits and ._-, not default',
  {
    structure: true,
    source: 'EventBridge API reference, CreateEventBus, Name',
  },
);

/** An event bus that another module or stack made. */
export interface EventBusRef {
  /** The bus's name, known at synthesis. */
  readonly eventBusName: string;
  readonly eventBusArn: string;
}

export const eventBusRef = reference<EventBusRef>('an event bus', {
  eventBusName,
  eventBusArn: arn('an event bus', 'events', /^event-bus\/[\w.-]{1,256}$/),
});
