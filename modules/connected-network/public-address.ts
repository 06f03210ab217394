import { Address4 } from 'ip-address';

/** Whether text is an IPv4 address that the internet routes. Addresses for documentation pass. */
export function isPublicAddress(value: string): boolean {
  if (!/^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}$/.test(value) || !Address4.isValid(value)) return false;
  const address = new Address4(value);
  return address.isGlobal() || address.isDocumentation();
}
