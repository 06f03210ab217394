import { api, element, price, Refused, tell } from '/assets/api.js';

const find = (selector) => document.querySelector(selector);

async function show() {
  const isSignedIn = await api('GET', 'session').then(
    () => true,
    (error) => {
      if (error instanceof Refused && error.status === 401) return false;
      throw error;
    },
  );
  find('#credentials').hidden = isSignedIn;
  find('#signed-in').hidden = !isSignedIn;
  if (!isSignedIn) return;
  const { orders } = await api('GET', 'orders');
  const lines = orders.map(({ placedAt, totalCents, items }) => {
    const list = items.map(({ sku, quantity }) => `${quantity} × ${sku}`).join(', ');
    return element('li', `${new Date(placedAt).toLocaleDateString()}: ${list}, ${price(totalCents)}`);
  });
  find('#orders').replaceChildren(...lines);
}

/** Straight to the bucket, by the URL that the application signed for this type and size. */
async function upload(file) {
  const { url, method, headers } = await api('POST', 'uploads', { contentType: file.type, size: file.size });
  const { ok } = await fetch(url, { method, headers, body: file });
  return ok ? 'Uploaded.' : 'It was not uploaded. Try again.';
}

find('#credentials').addEventListener('submit', (event) => {
  event.preventDefault();
  const { email, password, action } = Object.fromEntries(new FormData(event.target, event.submitter));
  tell(async () => {
    await api('POST', action, { email, password });
    await show();
  });
});
find('#upload').addEventListener('submit', (event) => {
  event.preventDefault();
  tell(() => upload(new FormData(event.target).get('file')));
});
find('#sign-out').addEventListener('click', () =>
  tell(async () => {
    await api('DELETE', 'session');
    await show();
  }),
);
tell(show);
