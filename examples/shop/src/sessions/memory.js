/**
 * Sessions in this process alone, for one that runs on its own: they end with it, and a second one does not know them.
 *
 * @returns {import('../sessions.js').SessionStore}
 */
export function sessionsInMemory() {
  /** @type {Map<string, import('../sessions.js').Session>} */
  const sessions = new Map();
  return {
    async put(id, session) {
      const now = Date.now() / 1000;
      for (const [old, { expiresAt }] of sessions) if (expiresAt <= now) sessions.delete(old);
      sessions.set(id, session);
    },
    get: async (id) => sessions.get(id),
    delete: async (id) => void sessions.delete(id),
  };
}
