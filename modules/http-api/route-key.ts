export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export const methods: readonly Method[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

const segment = String.raw`([\w.~-]+|\{[A-Za-z_]\w*\})`;

/** A method and a path, whose parts may be variables; the last one may be the rest of the path. */
export const routeKeyPattern = new RegExp(
  String.raw`^(?=.{1,512}$)(ANY|${methods.join('|')}) /(${segment}(/${segment})*)?(/?\{proxy\+\})?$`,
);
export const aRouteKey = 'a method and a path, such as GET /orders/{id} or ANY /files/{proxy+}';
