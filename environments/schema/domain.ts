import { text } from './field';

const label = '(?!-)[a-z0-9-]{1,63}(?<!-)';
const domainPattern = new RegExp(`^(${label}\\.)+(?!\\d+$)${label}$`);
export const isDomain = (value: string) => value.length <= 253 && domainPattern.test(value);
/** A domain: `shop.example.com`. */
export const domain = text('a domain such as shop.example.com, in lower case', isDomain);
