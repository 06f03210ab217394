/** The name of the queue with what became of mail, in `consumes` of the service that takes it. */
export const mailEvents = 'mail-events';

/** How long a received event is hidden from other consumers, in seconds. */
export const mailEventsTimeoutSeconds = 180;
