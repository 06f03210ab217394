import { pathsToInternet } from './egress-paths';
import { pathFromInternet, pathsByAccelerator, pathToPublicEndpoint } from './ingress-paths';
import type { Party } from './party';
import type { Path, Question } from './steps';
import { pathsBetween } from './vpc-paths';

/** All paths from one side to the other; each is evaluated separately. */
export function pathsOf(question: Question, from: Party, to: Party): Path[] {
  const { family } = question;
  const internal = from.places.flatMap((source) =>
    to.places.flatMap((target) => pathsBetween(question, { party: from, place: source }, { party: to, place: target })),
  );
  const isFromOutside = from.internetRanges[family].length > 0;
  const incoming = isFromOutside
    ? to.places.flatMap((place) => {
        const target = { party: to, place };
        return [pathFromInternet(question, from, target), ...pathsByAccelerator(question, from, target)];
      })
    : [];
  const endpoint = isFromOutside ? pathToPublicEndpoint(question, from, to) : [];
  const outgoing =
    to.internetRanges[family].length > 0
      ? from.places.flatMap((place) => pathsToInternet(question, { party: from, place }, to))
      : [];
  return [...internal, ...incoming, ...endpoint, ...outgoing];
}
