import type { createColors } from 'picocolors';
import { portsText, servesClients, type Answer, type Hop, type Stop } from '../../review/reach';
import { printable } from '../../review/reports/escape';

type Paint = ReturnType<typeof createColors>;

/** One answer, and to whom it applies as well. */
export interface Answered extends Answer {
  readonly environment: string;
  /** Of which port was asked: `tcp 5432`, `any port`. */
  readonly asked: string;
  readonly alike: { readonly from: readonly string[]; readonly to: readonly string[] };
}

/** An answer as text: the result, the path hop by hop, and what would have to change. */
export function answerText(given: Answered, paint: Paint): string {
  const answer = safe(given);
  const { path, stop, alsoStops, because, verdict } = answer;
  const width = Math.max(0, ...[...path, ...(stop ? [stop] : [])].map(({ layer }) => layer.length));
  const lines = [
    headline(answer, paint),
    ...fewReplies(answer, paint),
    ...others('the same from', answer.alike.from),
    ...others('the same to', answer.alike.to),
    ...wayLines(answer, paint),
    '',
    ...path.filter(({ text }) => text).map((hop) => hopLine(hop, width, paint)),
    ...(stop ? stopLines(stop, width, paint) : []),
    ...(verdict === 'unknown' ? [`  ${paint.yellow('?')} ${paint.yellow('unknown:')} ${because ?? ''}`] : []),
    ...(alsoStops.length > 0
      ? ['', paint.dim('    also blocked by'), ...alsoStops.map((one) => paint.dim(`    ${alsoLine(one)}`))]
      : []),
  ];
  return lines.join('\n');
}

/** Every text of the input, so that none of them steers the terminal. */
function safe<T>(value: T): T {
  if (typeof value === 'string') return printable(value) as T;
  if (Array.isArray(value)) return value.map(safe) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, safe(part)])) as T;
}

/** Each way in, and each that is stopped, with where its resources are written. */
function wayLines({ ways = [] }: Answered, paint: Paint): string[] {
  const marks = { reachable: paint.green('→'), blocked: paint.red('✗'), unknown: paint.yellow('?') };
  return ways.flatMap(({ verdict, text, evidence }) => [
    `  ${marks[verdict]} ${text}`,
    ...evidence.map(({ address, place }) => paint.dim(`      ${address}  ${placeText(place)}`)),
  ]);
}

const placeText = ({ file, line }: { readonly file: string; readonly line?: number }) =>
  line === undefined ? file : `${file}:${line}`;

function headline(given: Answered, paint: Paint): string {
  const { environment, from, to, verdict, asked, sources } = given;
  const ports = given.entryPorts ?? given.ports;
  const colour = { reachable: paint.green, blocked: paint.red, unknown: paint.yellow }[verdict];
  const open = verdict === 'blocked' ? `on ${asked}` : `on ${portsText(ports)}`;
  const shown = sources.slice(0, 4).join(', ') + (sources.length > 4 ? ' …' : '');
  const who = from === 'internet' && verdict !== 'blocked' ? ` from ${shown}` : '';
  const verb = verdict === 'unknown' ? 'may be' : 'is';
  const word = verdict === 'blocked' ? 'blocked' : 'reachable';
  return `${environment ? `${environment}: ` : ''}${paint.bold(from)} → ${paint.bold(to)} ${verb} ${colour(paint.bold(word))} ${open}${who}`;
}

/** Where a client has to choose its port to get replies at all. */
function fewReplies({ verdict, clientPorts }: Answered, paint: Paint): string[] {
  if (verdict === 'blocked' || servesClients(clientPorts)) return [];
  return [
    `  ${paint.yellow('!')} replies reach client ports ${portsText(clientPorts)} only; most clients use 32768-60999`,
  ];
}

function others(words: string, labels: readonly string[]): string[] {
  if (labels.length === 0) return [];
  return [`  ${words} ${labels.slice(0, 4).join(', ')}${labels.length > 4 ? ` and ${labels.length - 4} more` : ''}`];
}

function hopLine({ layer, label, text, note, isReply }: Hop, width: number, paint: Paint): string {
  const arrow = isReply ? paint.dim('←') : paint.green('→');
  const reason = note ? paint.dim(`  “${note}”`) : '';
  const line = `${layer.padEnd(width)}  ${label}: ${text}`;
  return `  ${arrow} ${isReply ? paint.dim(line) : line}${reason}`;
}

function stopLines({ layer, label, text, needs, instead }: Stop, width: number, paint: Paint): string[] {
  const only = instead ? ` (${instead})` : '';
  return [
    `  ${paint.red('✗')} ${layer.padEnd(width)}  ${label}: ${paint.red(text)}${only}`,
    `    ${' '.repeat(width)}  ${paint.cyan('needs')} ${needs}`,
  ];
}

const alsoLine = ({ layer, label, text, instead }: Stop) =>
  `${layer} ${label}: ${text}${instead ? ` (${instead})` : ''}`;
