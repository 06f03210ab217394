import type { Answer } from './call';

/** A JSON protocol's answer. */
export function json(body: object, status = 200): Answer {
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: Buffer.from(JSON.stringify(body)),
  };
}

/** A JSON protocol's error: `jsonError('UnknownMonitorException', '…')`. */
export function jsonError(type: string, message: string, status = 400): Answer {
  const answer = json({ __type: type, message }, status);
  return { ...answer, headers: { ...answer.headers, 'x-amzn-errortype': type } };
}

export function xml(body: string, status = 200): Answer {
  return { status, headers: { 'content-type': 'text/xml' }, body: Buffer.from(body) };
}

/** A query protocol's answer: the members of the result, as XML. */
export function result(action: string, members = ''): Answer {
  return xml(
    `<${action}Response><${action}Result>${members}</${action}Result>` +
      `<ResponseMetadata><RequestId>emulator</RequestId></ResponseMetadata></${action}Response>`,
  );
}

/** A query protocol's error: `resultError('CacheParameterGroupNotFound', '…', 404)`. */
export function resultError(code: string, message: string, status = 400): Answer {
  return xml(
    `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
    status,
  );
}

/** Text inside of an element. */
export function text(content: string): string {
  return content.replace(/[&<>]/g, (mark) => ({ '&': '&amp;', '<': '&lt;' })[mark] ?? '&gt;');
}

/** An element with text or children; nothing at all when there is none to hold. */
export function element(name: string, content: string | number | boolean | undefined): string {
  return content === undefined ? '' : `<${name}>${content}</${name}>`;
}

/** The text of the first element of that name. */
export function textOf(name: string, xml: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
}

/** The same answer with another body; an error is left as it is. */
export function edit(answer: Answer, change: (body: string) => string): Answer {
  return answer.status < 300 ? { ...answer, body: Buffer.from(change(answer.body.toString())) } : answer;
}

/** The same answer with another JSON body; an error is left as it is. */
export function editJson(answer: Answer, change: (body: Record<string, any>) => void): Answer {
  return edit(answer, (text) => {
    const body = JSON.parse(text);
    change(body);
    return JSON.stringify(body);
  });
}
