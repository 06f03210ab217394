import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { clientOptions } from './client-options.js';

/** Who publishes, as rules of the bus name it. */
const source = 'shop.orders';

/**
 * Something that happened, which others may want to know of.
 *
 * @typedef {object} ShopEvent
 * @property {'order.placed' | 'parcel.moved'} type
 * @property {Readonly<Record<string, unknown>>} detail without personal data: a bus may have an archive
 */

/**
 * Where events are published: a bus, or nowhere.
 *
 * @typedef {object} Events
 * @property {(event: ShopEvent) => Promise<void>} publish throws unless the bus has the event
 * @property {() => void} close
 */

/** Nobody is told. @type {Events} */
export const noEvents = { publish: async () => undefined, close: () => undefined };

/**
 * The events of an EventBridge bus.
 *
 * @param {string} bus its name
 * @param {string} region
 * @returns {Events}
 */
export function eventsOnBus(bus, region) {
  const client = new EventBridgeClient(clientOptions(region));
  return {
    async publish({ type, detail }) {
      const entry = { EventBusName: bus, Source: source, DetailType: type, Detail: JSON.stringify(detail) };
      const { FailedEntryCount, Entries = [] } = await client.send(new PutEventsCommand({ Entries: [entry] }));
      // The request succeeds, whatever becomes of its entries.
      if (FailedEntryCount) throw new Error(`the bus did not take the event: ${Entries[0]?.ErrorCode}`);
    },
    close: () => client.destroy(),
  };
}
