import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { amount } from './amount.js';
import { HttpError } from './http/error.js';
import { isUuid } from './validation.js';

/** Receipts to keep or print, in a directory that the worker writes and the web server reads: `<customer>/<order>.txt`. */
export class ReceiptFiles {
  /** @param {string} directory */
  constructor(directory) {
    this.directory = directory;
  }

  /**
   * Writes the receipt of an order. A second time it writes the same.
   *
   * @param {import('./announcement.js').PlacedOrder} order
   */
  async write({ id, customerId, totalCents }) {
    const file = this.#file(customerId, id);
    await mkdir(path.dirname(file), { recursive: true });
    // Under its name when it is whole: nobody reads half of it.
    const part = `${file}.${randomUUID()}`;
    await writeFile(part, `Receipt\n\nOrder: ${id}\nTotal: ${amount(totalCents)}\n`);
    await rename(part, file);
  }

  /**
   * A customer's own receipt.
   *
   * @param {string} customerId
   * @param {string} orderId as the customer has it
   * @returns {Promise<string>}
   * @throws {HttpError} 404 where it is not there, or not yet, or is another customer's
   */
  async read(customerId, orderId) {
    try {
      if (isUuid(orderId)) return await readFile(this.#file(customerId, orderId), 'utf8');
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') throw error;
    }
    throw new HttpError(404, 'not_found', 'There is no receipt, or not yet.');
  }

  /** @param {string} customerId @param {string} orderId */
  #file(customerId, orderId) {
    return path.join(this.directory, customerId, `${orderId}.txt`);
  }
}
