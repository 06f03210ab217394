/**
 * A way to sign in: what it answers, which gives a customer a session in the end.
 *
 * @typedef {object} SignIn
 * @property {(start: StartSession) => Readonly<Record<string, import('./routes.js').Handler>>} routes
 */

/** Starts a session. @typedef {(customerId: string) => Promise<{ cookie: string }>} StartSession */
