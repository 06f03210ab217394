import type { Call } from '../call';

/** What follows `/v2/email/`: `['identities', 'shop.example.com', 'mail-from']`. */
export function partsOf({ url }: Call): readonly (string | undefined)[] {
  const [path = ''] = url.split('?');
  return path.split('/').slice(3).map(decodeURIComponent);
}

/** Moto answers a path that it does not have with an error of its own, and one about what is missing with that of SES. */
export function isNotServed({ status, text }: { readonly status: number; readonly text: string }): boolean {
  return status >= 400 && !text.includes('NotFoundException');
}
