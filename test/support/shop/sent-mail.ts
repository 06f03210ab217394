import assert from 'node:assert/strict';
import type { Api } from '../emulator/api';

export interface SentMail {
  readonly Source: string;
  readonly Subject: string;
  readonly Body: { readonly text_part: string };
  readonly Destination: { readonly ToAddresses: readonly string[] };
}

/** What the emulator sent, which no API of SES tells. */
export async function sentMail(api: Api): Promise<SentMail[]> {
  const { status, text } = await api.rest('ses', 'GET', '/_aws/ses');
  assert.equal(status, 200, text);
  return JSON.parse(text).messages;
}
