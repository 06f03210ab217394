/** What the application refused, in its words. */
export class Refused extends Error {
  constructor(status, { message, problems = [] }) {
    super([message, ...problems].join(' '));
    this.status = status;
  }
}

/** Asks the application, which is behind the same host as the pages. */
export async function api(method, path, body, headers = {}) {
  const response = await fetch(`/api/${path}`, {
    method,
    headers: { ...(body && { 'content-type': 'application/json' }), ...headers },
    body: body && JSON.stringify(body),
  });
  const answer = response.status === 204 ? undefined : await response.json();
  if (!response.ok) throw new Refused(response.status, answer.error);
  return answer;
}

/** Does something, and tells in words how it went. */
export async function tell(work) {
  const message = document.querySelector('#message');
  message.textContent = '…';
  message.textContent = (await work().catch((error) => error.message)) ?? '';
}

/** An element with text, never with markup. */
export function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

export const price = (cents) =>
  new Intl.NumberFormat(document.documentElement.lang, { style: 'currency', currency: 'EUR' }).format(cents / 100);
