import type { Api } from './api';
import type { Answer, Call } from './call';

/** Answers a call itself, or asks `next` (the following answer, moto in the end) and corrects what it says. */
export type Answerer = (call: Call, next: (call: Call) => Promise<Answer>) => Promise<Answer> | Answer;

/** Something that moto lacks or gets wrong, with the answer that covers it. */
export interface Fault {
  /** The service's signing name. */
  readonly service: string;
  /** What moto does where AWS does otherwise. */
  readonly fault: string;
  /** The answers, by action. */
  readonly answers: Readonly<Record<string, Answerer>>;
  /** Whether moto alone, fresh, still has the fault. */
  readonly isThere: (moto: Api) => Promise<boolean>;
}

/** One answerer for a service's faults: each fault on the same action sees what the next one answers. */
export function answering(
  faults: readonly Fault[],
  call: Call,
  moto: (call: Call) => Promise<Answer>,
): Promise<Answer> {
  const answerers = faults
    .filter(({ service }) => service === call.service)
    .flatMap(({ answers }) => answers[call.action] ?? []);
  return answerers.reduceRight<typeof moto>((next, answer) => async (asked) => answer(asked, next), moto)(call);
}
