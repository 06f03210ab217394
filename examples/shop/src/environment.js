/**
 * @typedef {object} DatabaseSettings
 * @property {string} host
 * @property {number} port
 * @property {string} name
 * @property {string} user
 * @property {string} region signs the token that is the password
 */

/**
 * @typedef {object} TableSettings
 * @property {string} name
 * @property {string} region
 */

/**
 * @typedef {object} CacheSettings
 * @property {string} host
 * @property {number} port
 * @property {string} user
 * @property {string} name what tokens are signed for
 * @property {string} [resourceType] of a serverless one
 * @property {string} region
 */

/** @typedef {{ table: TableSettings } | { cache: CacheSettings } | { kind: 'database' | 'memory' }} SessionStoreSettings */

/**
 * @typedef {object} Settings
 * @property {number} port
 * @property {string} region
 * @property {DatabaseSettings} database
 * @property {string} uploads the name of the bucket
 * @property {string | undefined} orderPlaced the ARN of the topic that is told of orders
 * @property {string | undefined} eventBus the name of the bus that events are published to
 * @property {string | undefined} carrierSecret the ARN of the secret that the carrier signs with
 * @property {string | undefined} receiptFiles the directory with the files of receipts
 * @property {UsersSettings | undefined} users the user pool that customers sign in by, beside passwords
 * @property {SessionStoreSettings} sessionStore
 * @property {number} sessionHours
 */

/**
 * @typedef {object} UsersSettings
 * @property {string} issuer of tokens: `https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI`
 * @property {string} clientId whom they are for
 * @property {string} domain where people sign in
 */

/**
 * @typedef {object} WorkerSettings
 * @property {string} region
 * @property {string} orders the URL of the queue
 * @property {string} receipts the name of the table
 * @property {string | undefined} receiptFiles the directory with the files of receipts
 * @property {MailSettings | undefined} mail where customers are written to
 */

/**
 * @typedef {object} MailSettings
 * @property {string} from the address that mail is from
 * @property {string} configurationSet of SES
 * @property {string} region
 */

/**
 * @typedef {object} BouncesSettings
 * @property {string} region
 * @property {string} events the URL of the queue with what became of mail
 * @property {DatabaseSettings} database
 */

/**
 * @typedef {object} SalesSettings
 * @property {string} region
 * @property {string} sales the URL of the queue of events
 * @property {DatabaseSettings} database where they are counted
 */

/**
 * @typedef {object} ThumbnailSettings
 * @property {string} region
 * @property {string} uploads the name of the bucket
 */

/** @typedef {Readonly<Record<string, string | undefined>>} Variables */

/** Every variable that is missing or malformed, in one message. */
export class EnvironmentError extends Error {
  /** @param {readonly string[]} problems */
  constructor(problems) {
    super(`environment variables: ${problems.join('; ')}`);
    this.name = 'EnvironmentError';
    this.problems = problems;
  }
}

/** Reads variables, and collects what is wrong with them. */
class Reader {
  /** @type {string[]} */
  problems = [];

  /** @param {Variables} variables */
  constructor(variables) {
    this.variables = variables;
  }

  /**
   * @param {string} name
   * @param {RegExp} pattern
   * @param {string} expected
   */
  text(name, pattern, expected) {
    const value = this.variables[name] ?? '';
    if (!pattern.test(value)) this.expected(name, expected, value);
    return value;
  }

  /**
   * Undefined where the variable is not set.
   *
   * @param {string} name
   * @param {RegExp} pattern
   * @param {string} expected
   */
  optional(name, pattern, expected) {
    return (this.variables[name] ?? '') === '' ? undefined : this.text(name, pattern, expected);
  }

  /**
   * @param {string} name
   * @param {number} min
   * @param {number} max
   * @param {number} [fallback] where the variable is not set
   */
  wholeNumber(name, min, max, fallback) {
    const value = this.variables[name] ?? '';
    if (value === '' && fallback !== undefined) return fallback;
    const number = /^\d{1,15}$/.test(value) ? Number(value) : NaN;
    if (!(number >= min && number <= max)) this.expected(name, `a whole number from ${min} to ${max}`, value);
    return number;
  }

  /**
   * @template {string} Word
   * @param {string} name
   * @param {readonly Word[]} words
   * @param {Word} fallback where the variable is not set
   */
  oneOf(name, words, fallback) {
    const value = this.variables[name] ?? '';
    const word = value === '' ? fallback : words.find((one) => one === value);
    if (word === undefined) this.expected(name, `one of ${words.join(', ')}`, value);
    return word;
  }

  /**
   * @param {string} name
   * @param {string} expected
   * @param {string} value
   */
  expected(name, expected, value) {
    this.problems.push(`${name}: expected ${expected}, found ${value === '' ? 'nothing' : JSON.stringify(value)}`);
  }
}

const hostName = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i;
/** Amazon S3 user guide, General purpose bucket naming rules. */
const bucketName = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
/** PostgreSQL 15 documentation, SQL syntax, Identifiers and key words: 63 bytes. */
const identifier = /^[A-Za-z_][A-Za-z0-9_-]{0,62}$/;

const topicArn = /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}(\.fifo)?$/;
/** Secrets Manager user guide, What's in a Secrets Manager secret. */
const secretArn = /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]{1,520}$/;
const queueUrl = /^https?:\/\/[\w.:-]+\/\d{12}\/[\w-]{1,80}(\.fifo)?$/;
/** Amazon EventBridge API reference, CreateEventBus, Name. */
const busName = /^[\w./-]{1,256}$/;
/** Amazon DynamoDB API reference, CreateTable, TableName. */
const tableName = /^[\w.-]{3,255}$/;

/** @param {Reader} reader @returns {DatabaseSettings} */
function database(reader, prefix = 'DATABASE_MAIN') {
  return {
    host: reader.text(`${prefix}_HOST`, hostName, 'a host name'),
    port: reader.wholeNumber(`${prefix}_PORT`, 1, 65_535),
    name: reader.text(`${prefix}_NAME`, identifier, "a database's name"),
    user: reader.text(`${prefix}_USER`, identifier, "a database user's name"),
    region: region(reader),
  };
}

/**
 * Where sessions are kept: in the table, where there is one, and in the database otherwise.
 *
 * @param {Reader} reader
 * @returns {SessionStoreSettings}
 */
function sessionStore(reader) {
  const stores = /** @type {const} */ (['table', 'cache', 'database', 'memory']);
  const kind = reader.oneOf('SHOP_SESSION_STORE', stores, reader.variables['TABLE_SESSIONS'] ? 'table' : 'database');
  if (kind === 'table') return { table: table(reader) };
  if (kind === 'cache') return { cache: cache(reader) };
  return { kind: kind ?? 'database' };
}

/** @param {Reader} reader @returns {TableSettings} */
function table(reader) {
  return { name: reader.text('TABLE_SESSIONS', tableName, "a table's name"), region: region(reader) };
}

/** @param {Reader} reader @returns {CacheSettings} */
function cache(reader) {
  const resourceType = reader.variables['CACHE_MAIN_RESOURCE_TYPE'];
  return {
    host: reader.text('CACHE_MAIN_HOST', hostName, 'a host name'),
    port: reader.wholeNumber('CACHE_MAIN_PORT', 1, 65_535),
    user: reader.text('CACHE_MAIN_USER', identifier, "a cache user's name"),
    name: reader.text('CACHE_MAIN_NAME', identifier, "a cache's name"),
    ...(resourceType && { resourceType }),
    region: region(reader),
  };
}

/** Where one of the three is set, all have to be. @param {Reader} reader @returns {UsersSettings | undefined} */
function users(reader) {
  const names = ['USERS_ISSUER', 'USERS_CLIENT_ID', 'USERS_DOMAIN'];
  if (names.every((name) => !reader.variables[name])) return undefined;
  return {
    issuer: reader.text('USERS_ISSUER', /^https:\/\/[\w.:-]+(\/[\w-]+)*$/, 'the URL of an issuer'),
    clientId: reader.text('USERS_CLIENT_ID', /^[\w+]{1,128}$/, "a client's id"),
    domain: reader.text('USERS_DOMAIN', /^[a-z0-9.-]{1,253}(:\d{1,5})?$/, 'a domain'),
  };
}

/** Where one of the two is set, both have to be. @param {Reader} reader @returns {MailSettings | undefined} */
function mail(reader) {
  const { variables } = reader;
  if (!variables['MAIL_CONFIGURATION_SET'] && !variables['SHOP_MAIL_FROM']) return undefined;
  return {
    from: reader.text('SHOP_MAIL_FROM', /^[\w.+-]{1,64}@[a-z0-9.-]{1,190}$/, 'an email address'),
    configurationSet: reader.text('MAIL_CONFIGURATION_SET', /^[\w-]{1,64}$/, "a configuration set's name"),
    region: region(reader),
  };
}

/** @param {Reader} reader */
function receiptFiles(reader) {
  return reader.optional('FILE_SYSTEM_RECEIPTS_PATH', /^(\/[\w.-]+)+$/, 'the path of a directory');
}

/** @param {Reader} reader */
function region(reader) {
  return reader.text('AWS_REGION', /^[a-z]{2}(-[a-z]+)+-\d$/, 'a region, such as eu-west-1');
}

/**
 * @template T
 * @param {Variables} variables
 * @param {(reader: Reader) => T} read
 * @returns {T}
 */
function readAll(variables, read) {
  const reader = new Reader(variables);
  const settings = read(reader);
  const problems = [...new Set(reader.problems)];
  if (problems.length > 0) throw new EnvironmentError(problems);
  return settings;
}

/**
 * What the application needs.
 *
 * @param {Variables} variables
 * @returns {Settings}
 * @throws {EnvironmentError} names every variable that is missing or malformed
 */
export function readSettings(variables) {
  return readAll(variables, (reader) => ({
    port: reader.wholeNumber('PORT', 1, 65_535),
    region: region(reader),
    database: database(reader),
    uploads: reader.text('BUCKET_UPLOADS', bucketName, "a bucket's name"),
    orderPlaced: reader.optional('TOPIC_ORDER_PLACED_ARN', topicArn, 'the ARN of a topic'),
    eventBus: reader.optional('EVENT_BUS_NAME', busName, "a bus's name"),
    carrierSecret: reader.optional('SECRET_CARRIER_WEBHOOK_ARN', secretArn, 'the ARN of a secret'),
    receiptFiles: receiptFiles(reader),
    users: users(reader),
    sessionStore: sessionStore(reader),
    sessionHours: reader.wholeNumber('SHOP_SESSION_HOURS', 1, 720, 12),
  }));
}

/**
 * What the migrations need of it, and the report.
 *
 * @param {Variables} variables
 * @throws {EnvironmentError}
 */
export function readDatabaseSettings(variables) {
  return readAll(variables, (reader) => database(reader));
}

/**
 * What the worker needs.
 *
 * @param {Variables} variables
 * @returns {WorkerSettings}
 * @throws {EnvironmentError}
 */
export function readWorkerSettings(variables) {
  return readAll(variables, (reader) => ({
    region: region(reader),
    orders: reader.text('QUEUE_ORDERS_URL', queueUrl, 'the URL of a queue'),
    receipts: reader.text('TABLE_RECEIPTS', tableName, "a table's name"),
    receiptFiles: receiptFiles(reader),
    mail: mail(reader),
  }));
}

/**
 * What takes what became of mail.
 *
 * @param {Variables} variables
 * @returns {BouncesSettings}
 * @throws {EnvironmentError}
 */
export function readBouncesSettings(variables) {
  return readAll(variables, (reader) => ({
    region: region(reader),
    events: reader.text('QUEUE_MAIL_EVENTS_URL', queueUrl, 'the URL of a queue'),
    database: database(reader),
  }));
}

/**
 * What the worker that counts sales needs.
 *
 * @param {Variables} variables
 * @returns {SalesSettings}
 * @throws {EnvironmentError}
 */
export function readSalesSettings(variables) {
  return readAll(variables, (reader) => ({
    region: region(reader),
    sales: reader.text('QUEUE_SALES_URL', queueUrl, 'the URL of a queue'),
    database: database(reader, 'CLUSTER_ANALYTICS'),
  }));
}

/**
 * What the function that makes thumbnails needs.
 *
 * @param {Variables} variables
 * @returns {ThumbnailSettings}
 * @throws {EnvironmentError}
 */
export function readThumbnailSettings(variables) {
  return readAll(variables, (reader) => ({
    region: region(reader),
    uploads: reader.text('BUCKET_UPLOADS', bucketName, "a bucket's name"),
  }));
}
