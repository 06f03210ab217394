import { Address4, Address6 } from 'ip-address';
import type { Value } from '../../value';
import { type Functions, plain, refuse, whole } from './arguments';

/** A network as a number: its first address, its prefix, and 32 or 128 bits. */
interface Network {
  readonly first: bigint;
  readonly prefix: number;
  readonly bits: 32 | 128;
}

function network(given: Value | undefined): Network {
  const cidr = plain(given);
  const [address = '', prefix = ''] = cidr.split('/');
  const bits = address.includes(':') ? 128 : 32;
  const length = /^\d{1,3}$/.test(prefix) ? Number(prefix) : -1;
  const isValid = bits === 32 ? Address4.isValid(address) : Address6.isValid(address);
  if (!isValid || length < 0 || length > bits) return refuse(`${JSON.stringify(cidr)} is no CIDR like 10.0.0.0/16`);
  const value = bits === 32 ? new Address4(address).bigInt() : new Address6(address).bigInt();
  const host = BigInt(bits - length);
  return { first: (value >> host) << host, prefix: length, bits };
}

function address(value: bigint, bits: 32 | 128): string {
  return bits === 32 ? Address4.fromBigInt(value).address : Address6.fromBigInt(value).correctForm();
}

function subnet({ first, prefix, bits }: Network, more: number, number: bigint): string {
  const length = prefix + more;
  if (more < 0 || length > bits) return refuse(`a /${prefix} has no room for ${more} more bits`);
  if (number < 0n || number >= 1n << BigInt(more)) return refuse(`${more} more bits do not number ${number}`);
  return `${address(first + (number << BigInt(bits - length)), bits)}/${length}`;
}

function subnets(given: Value | undefined, ...more: readonly Value[]): Value {
  const { first, prefix, bits } = network(given);
  const end = first + (1n << BigInt(bits - prefix));
  let next = first;
  return more.map((one) => {
    const length = prefix + whole(one);
    if (length <= prefix || length > bits) return refuse(`a /${prefix} has no room for ${whole(one)} more bits`);
    const size = 1n << BigInt(bits - length);
    const start = ((next + size - 1n) / size) * size;
    next = start + size;
    return next > end ? refuse(`a /${prefix} has no room for all of them`) : `${address(start, bits)}/${length}`;
  });
}

function host(given: Value | undefined, at: Value | undefined): Value {
  const { first, prefix, bits } = network(given);
  const size = 1n << BigInt(bits - prefix);
  const number = BigInt(whole(at));
  if (number >= size || number < -size) return refuse(`a /${prefix} has no host ${number}`);
  return address(first + (number < 0n ? size + number : number), bits);
}

function netmask(given: Value | undefined): Value {
  const { prefix, bits } = network(given);
  if (bits === 128) return refuse('IPv6 has no netmasks');
  return address(((1n << BigInt(prefix)) - 1n) << BigInt(bits - prefix), bits);
}

export const networks: Functions = [
  ['cidrhost', host],
  ['cidrnetmask', netmask],
  ['cidrsubnet', (given, more, number) => subnet(network(given), whole(more), BigInt(whole(number)))],
  ['cidrsubnets', subnets],
];
