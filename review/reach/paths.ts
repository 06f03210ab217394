import { everywhere } from './addresses';
import { between } from './inside';
import { addressStep, fromInternet, outward } from './outside';
import type { Party } from './party';
import { listening, type Path } from './path';
import { gateStep, type Question } from './steps';

/** Every way from one side to the other, of which each is judged by itself. */
export function pathsOf(question: Question, from: Party, to: Party): Path[] {
  const inside = from.places.flatMap((source) =>
    to.places.flatMap((target) => between(question, from, source, to, target)),
  );
  const { family } = question;
  const incoming =
    from.outside[family].length > 0 ? to.places.map((place) => fromInternet(question, from, to, place)) : [];
  const outgoing =
    to.outside[family].length > 0 ? from.places.flatMap((place) => outward(question, from, place, to)) : [];
  return [...inside, ...incoming, ...outgoing, ...unplaced(question, from, to)];
}

/** The ways from or to where a member may be as well: what can be said without knowing where. */
function unplaced(question: Question, from: Party, to: Party): Path[] {
  const { family } = question;
  const party = [to, from].find((one) => one.unplaced);
  if (!party?.unplaced || !party.resource) return [];
  const isIncoming = party === to && from.places.length === 0 && !from.unplaced;
  const where = gateStep(question, 'network', party.resource, party.unplaced, { passes: '', stops: '', needs: '' });
  const steps = [...listening(question, to), ...(isIncoming ? addressStep(question, to) : []), where];
  // Of IPv6 is said what is known of it: nothing, where no subnet is.
  return family === 6 ? [] : [{ sources: everywhere, destinations: everywhere, hidden: {}, steps }];
}
