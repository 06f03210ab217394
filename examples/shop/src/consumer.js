import { describeError } from './log.js';

/** @typedef {import('./queue.js').Message} Message */

/** How long a message waits until it is tried again: 2 seconds, 4, 8 …, and 5 minutes at the most. @param {number} receives */
export function retryAfter(receives) {
  return Math.min(2 ** receives, 300);
}

/**
 * Takes messages of a queue and works on them, up to ten at a time. A message is deleted when its work is done; one whose work failed is given back to be tried
 * again, until the queue moves it to its dead-letter queue. Nothing is lost when the process dies: SQS shows what was not deleted to others.
 */
export class Consumer {
  #stopping = new AbortController();
  /** @type {Map<string, { message: Message, work: Promise<void> }>} */
  #inHand = new Map();

  /**
   * @param {import('./queue.js').Queue} queue
   * @param {(body: string) => Promise<void>} work may be done twice for one message, since SQS may deliver it twice
   * @param {import('./log.js').Log} log
   */
  constructor(queue, work, log) {
    this.queue = queue;
    this.work = work;
    this.log = log;
  }

  /** Until `stop`. */
  async run() {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const messages = await this.queue.receive(signal).catch((error) => this.#notReceived(error));
      for (const message of messages) this.#inHand.set(message.id, { message, work: this.#handle(message) });
      await Promise.all([...this.#inHand.values()].map(({ work }) => work));
    }
  }

  /**
   * Takes no more messages, and waits for the work in hand. What is not done by then is given back: another consumer starts with it.
   *
   * @param {{ deadlineMs: number }} times
   * @returns {Promise<boolean>} whether all work was done
   */
  async stop({ deadlineMs }) {
    this.#stopping.abort();
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    const late = new Promise((resolve) => (timer = setTimeout(resolve, deadlineMs)));
    await Promise.race([Promise.all([...this.#inHand.values()].map(({ work }) => work)), late]);
    clearTimeout(timer);
    const left = [...this.#inHand.values()].map(({ message }) => message);
    await Promise.all(left.map((message) => this.#giveBack(message, 0)));
    return left.length === 0;
  }

  /** @param {Message} message */
  async #handle(message) {
    const { id, receives } = message;
    try {
      await this.work(message.body);
      await this.queue.delete(message);
      this.log.info('message done', { id, receives });
    } catch (error) {
      this.log.error('message failed', { id, receives, ...describeError(error) });
      await this.#giveBack(message, retryAfter(receives));
    } finally {
      this.#inHand.delete(id);
    }
  }

  /** @param {Message} message @param {number} seconds */
  async #giveBack(message, seconds) {
    // If this fails as well, SQS shows it again after the queue's visibility timeout.
    await this.queue
      .giveBack(message, seconds)
      .catch((error) => this.log.error('not given back', describeError(error)));
  }

  /** @param {unknown} error @returns {Promise<Message[]>} */
  async #notReceived(error) {
    if (this.#stopping.signal.aborted) return [];
    this.log.error('no messages received', describeError(error));
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    return [];
  }
}
