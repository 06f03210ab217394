import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { clientOptions } from './client-options.js';
import { Unavailable } from './unavailable.js';

/** How long values are kept before they are read again: a new one is known here after as long, without a restart. */
const keptMs = 300_000;

/** A secret of Secrets Manager, read when it is first needed. */
export class Secret {
  /** @type {readonly string[]} */
  kept = [];
  keptAt = -Infinity;

  /**
   * @param {string} arn
   * @param {string} region
   */
  constructor(arn, region) {
    this.arn = arn;
    this.client = new SecretsManagerClient(clientOptions(region));
  }

  /** The value that it has, and the one before it where there is one: whoever signs may have that one still. */
  async values() {
    if (performance.now() - this.keptAt < keptMs) return this.kept;
    try {
      const [current, previous] = await Promise.all(['AWSCURRENT', 'AWSPREVIOUS'].map((stage) => this.read(stage)));
      if (current === undefined) throw new Error('it has no value');
      this.kept = previous === undefined ? [current] : [current, previous];
      this.keptAt = performance.now();
      return this.kept;
    } catch (error) {
      throw new Unavailable('the secret', error);
    }
  }

  close() {
    this.client.destroy();
  }

  /** @param {string} stage */
  async read(stage) {
    const asked = new GetSecretValueCommand({ SecretId: this.arn, VersionStage: stage });
    const { SecretString } = await this.client.send(asked).catch((error) => {
      if (error instanceof ResourceNotFoundException) return { SecretString: undefined };
      throw error;
    });
    return SecretString;
  }
}
