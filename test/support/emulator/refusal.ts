import { json, resultError, text, xml } from './answer';
import type { Answer, Call } from './call';

/** What the strict server says of a request. */
export type CheckedRequest =
  | { readonly verdict: 'unsigned' }
  | { readonly verdict: 'unmatched'; readonly reason: string }
  | { readonly verdict: 'unparsed'; readonly reason: string; readonly service: string; readonly operation: string }
  | ({ readonly verdict: 'accepted' | 'refused' } & MatchedRequest);

/** A request that is an operation of AWS's models, with what they refuse of it. */
export interface MatchedRequest {
  /** botocore's name of the service: `elbv2`. */
  readonly service: string;
  readonly operation: string;
  readonly protocol: 'query' | 'ec2' | 'json' | 'rest-json' | 'rest-xml';
  /** What the service calls input that it refuses: `ValidationException`. */
  readonly code: string;
  readonly violations: readonly Violation[];
  /** By the names of the model, whatever the protocol. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Patterns of the models that are no regular expressions here, of all requests so far. */
  readonly notCompiled: readonly string[];
}

/** A member of a request, and what of its value AWS refuses. */
export interface Violation {
  /** `DBInstanceIdentifier`, `Tags.1.member.Key` */
  readonly member: string;
  /** `Member must have length less than or equal to 63` */
  readonly constraint: string;
  /** Null if the member is absent. */
  readonly value: unknown;
}

/** The error that AWS answers with, in the protocol of the request. */
export function refusal({ protocol, code, violations, operation }: MatchedRequest, call: Call): Answer {
  const message = messageOf(operation, violations);
  switch (protocol) {
    case 'query':
      return resultError(code, text(message));
    case 'ec2':
      return xml(`<Response><Errors>${errorOf(code, message)}</Errors><RequestID>emulator</RequestID></Response>`, 400);
    case 'rest-xml':
      // S3's errors stand alone, CloudFront's and Route 53's in a response.
      return call.service === 's3' ? xml(errorOf(code, message), 400) : resultError(code, text(message));
    case 'json':
    case 'rest-json': {
      const answer = json({ __type: code, message }, 400);
      const type = call.headers['content-type'] ?? answer.headers['content-type'];
      return { ...answer, headers: { 'content-type': type, 'x-amzn-errortype': code } };
    }
  }
}

/** AWS's own words: `1 validation error detected: Value 'x' at 'type' failed to satisfy constraint: …`. */
function messageOf(operation: string, violations: readonly Violation[]): string {
  const failed = violations.map(({ member, constraint, value }) => {
    const found = value === null ? 'null' : `'${short(typeof value === 'string' ? value : JSON.stringify(value))}'`;
    return `Value ${found} at '${operation}.${member}' failed to satisfy constraint: ${short(constraint)}`;
  });
  const errors = violations.length === 1 ? '1 validation error' : `${violations.length} validation errors`;
  return `${errors} detected: ${failed.join('; ')}`;
}

const errorOf = (code: string, message: string) =>
  `<Error><Code>${code}</Code><Message>${text(message)}</Message></Error>`;

const short = (long: string) => (long.length > 400 ? `${long.slice(0, 400)}…` : long);
