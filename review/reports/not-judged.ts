import type { EnvironmentReport, Report } from '../assessment/report';
import { notJudgedReasons, type NotJudged, type NotJudgedReason } from '../assessment/not-judged';
import { groupBy } from '../group-by';
import { counted } from './wrap';

/** What was not judged in an environment for one reason. */
export interface NotJudgedGroup {
  readonly reason: NotJudgedReason;
  /** `2 modules were not read` */
  readonly title: string;
  /** Alike things together. */
  readonly things: readonly NotJudgedThing[];
}

export interface NotJudgedThing {
  /** The type of resources, the address of a module, the name of a stack. */
  readonly name: string;
  /** Why, where the title does not tell. */
  readonly because?: string;
  readonly items: readonly NotJudged[];
}

/** What was not judged in an environment, by reason. */
export function notJudgedIn({ notJudged }: Report, environment: string): readonly NotJudgedGroup[] {
  const its = groupBy(
    notJudged.filter((one) => one.environment === environment),
    ({ reason }) => reason,
  );
  return notJudgedReasons.flatMap((reason): NotJudgedGroup[] => {
    const items = its.get(reason) ?? [];
    if (items.length === 0) return [];
    const things = [...groupBy(items, nameOf)].map(([name, items]) => ({
      name,
      ...(reason === 'module not read' && { because: items[0]?.because }),
      items,
    }));
    return [{ reason, title: titles[reason](items.length), things }];
  });
}

const titles: Readonly<Record<NotJudgedReason, (count: number) => string>> = {
  'module not read': (count) => `${counted(count, 'module')} ${count === 1 ? 'was' : 'were'} not read`,
  'no rule': (count) => `${counted(count, 'resource')} of types that no rule looked at`,
  'not AWS': (count) => `${counted(count, 'resource')} of providers other than AWS`,
  'no resources': (count) => counted(count, 'stack or folder without resources', 'stacks or folders without resources'),
};

function nameOf({ reason, type, address, root }: NotJudged): string {
  return reason === 'module not read' ? address : reason === 'no resources' ? root : type;
}

/** `module.db (the registry is not read)`, `aws_appsync_graphql_api (3)` */
export function thingText({ name, because, items }: NotJudgedThing): string {
  if (because !== undefined) return `${name} (${because})`;
  return items.length === 1 ? name : `${name} (${items.length})`;
}

/** The gate in a few words; `accountText` stands beside it. */
export function gateText({ gate }: EnvironmentReport): string {
  if (gate.nothingJudged) return 'the gate is closed: nothing was judged';
  return gate.passes ? 'the gate passes' : 'the gate is closed';
}

/** `12 resources: 9 judged, 1 not applicable, 2 not judged` */
export function accountText({ resources, judged, notApplicable, notJudged }: EnvironmentReport): string {
  return `${counted(resources, 'resource')}: ${judged} judged, ${notApplicable} not applicable, ${notJudged} not judged`;
}

/** `3 of 12 resources were not judged` */
export function notJudgedText({ resources, notJudged }: Pick<EnvironmentReport, 'resources' | 'notJudged'>): string {
  return `${notJudged} of ${counted(resources, 'resource')} ${notJudged === 1 ? 'was' : 'were'} not judged`;
}
