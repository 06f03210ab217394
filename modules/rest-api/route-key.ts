import { methods } from '../http-api/route-key';

const segment = String.raw`([\w.-]+|\{[A-Za-z_]\w*\})`;

/** A method and a path, whose parts may be variables; the last one may be the rest of the path. */
export const routeKeyPattern = new RegExp(
  String.raw`^(?=.{1,512}$)(ANY|${methods.join('|')}) (/|(/${segment})+(/\{proxy\+\})?|/\{proxy\+\})$`,
);
