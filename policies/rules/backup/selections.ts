import { memoized } from '../../../review/memoize';
import { groupBy } from '../../../review/group-by';
import type { Graph } from '../../../review/model/graph';
import { arnOf } from '../../../review/model/identity';
import type { Resource } from '../../../review/model/resource';
import { blocksOf, isAbsent, isList, Reference, Unknown, type Value, type ValueMap } from '../../../review/model/value';
import { tagsOf } from '../../../review/iam/resource-policies';
import { matchesText } from '../../../review/iam/text-matching';
import { textOfValue } from '../support/text';
import { asText } from '../../../review/model/configuration/text';
import { elided } from '../../../review/model/text';
import { matches } from '../../../review/iam/wildcard';

/** Whether a selection matches a store: yes, no, or it depends on a value. */
export type Selected = true | false | Unknown;

/** The backup selections in the account and Region of a store. */
export function selectionsFor(store: Resource, graph: Graph): readonly Resource[] {
  return selectionsByPlace(graph).get(placeOf(store)) ?? [];
}

const selectionsByPlace = memoized((graph: Graph) => groupBy(graph.all('aws_backup_selection'), placeOf));

function placeOf({ environment, provider }: Resource): string {
  return `${environment} ${provider.account ?? ''} ${provider.region ?? ''}`;
}

/**
 * As AWS Backup does: the store is in `resources` or has one of the tags in `selection_tag`, is not in `not_resources`, and meets
 * every `condition`.
 */
export function takes(selection: Resource, store: Resource): Selected {
  const tags = tagsOf(store);
  const named = lists(selection.at('resources'), store);
  const tagged = hasOneOf(selection.blocks('selection_tag'), tags);
  const isOnlyConditions = selection.at('resources') === undefined && selection.at('selection_tag') === undefined;
  const meets = meetsAll(selection.blocks('condition'), tags);
  const excluded = lists(selection.at('not_resources'), store);
  return and(and(isOnlyConditions ? true : or(named, tagged), not(excluded)), meets);
}

function lists(value: Value | undefined, store: Resource): Selected {
  if (value instanceof Unknown) return value;
  return (isList(value) ? value : []).map((one): Selected => isThat(one, store)).reduce(or, false);
}

function isThat(value: Value, store: Resource): Selected {
  if (value instanceof Reference) return value.resource === store;
  if (value instanceof Unknown && value.text === undefined) return value;
  const pattern = asText(value);
  if (pattern === '*') return true;
  if (matchesText(pattern, arnOf(store)) === true || isOfKind(elided(pattern), store)) return true;
  return value instanceof Unknown ? value : false;
}

/** `arn:aws:rds:*:*:db:*`: all of a type, even if the name of the store is not known. */
function isOfKind(pattern: string, { type }: Resource): boolean {
  const kinds: Readonly<Record<string, RegExp>> = {
    aws_db_instance: /^arn:aws:rds:\*?:\*?:(db:)?\*$/,
    aws_rds_cluster: /^arn:aws:rds:\*?:\*?:(cluster:)?\*$/,
    aws_dynamodb_table: /^arn:aws:dynamodb:\*?:\*?:(table\/)?\*$/,
    aws_efs_file_system: /^arn:aws:elasticfilesystem:\*?:\*?:(file-system\/)?\*$/,
    aws_ebs_volume: /^arn:aws:ec2:\*?:\*?:(volume\/)?\*$/,
  };
  return kinds[type]?.test(pattern) ?? false;
}

function hasOneOf(blocks: readonly ValueMap[] | Unknown, tags: ValueMap | Unknown): Selected {
  if (blocks instanceof Unknown) return blocks;
  return blocks.map(({ key, value }): Selected => hasTag(tags, key, value, (a, b) => a === b)).reduce(or, false);
}

function hasTag(
  tags: ValueMap | Unknown,
  key: Value | undefined,
  expected: Value | undefined,
  same: (pattern: string, text: string) => boolean,
): Selected {
  if (tags instanceof Unknown) return tags;
  for (const part of [key, expected]) if (part instanceof Unknown) return part;
  const found = tags[textOfValue(key).replace(/^aws:ResourceTag\//, '')];
  if (found instanceof Unknown) return found;
  return !isAbsent(found) && same(textOfValue(expected), textOfValue(found));
}

function meetsAll(conditions: readonly ValueMap[] | Unknown, tags: ValueMap | Unknown): Selected {
  if (conditions instanceof Unknown) return conditions;
  const tests = conditions.flatMap((condition) =>
    Object.entries(condition).flatMap(([operator, blocks]) => {
      const list = blocksOf(blocks);
      return (list instanceof Unknown ? [] : list).map(({ key, value }): Selected => {
        const same = operator.endsWith('like') ? matches : (a: string, b: string) => a === b;
        const met = hasTag(tags, key, value, same);
        return operator.startsWith('string_not') ? not(met) : met;
      });
    }),
  );
  return tests.reduce(and, true);
}

function not(one: Selected): Selected {
  return one instanceof Unknown ? one : !one;
}

function or(one: Selected, other: Selected): Selected {
  if (one === true || other === true) return true;
  return one instanceof Unknown ? one : other;
}

function and(one: Selected, other: Selected): Selected {
  if (one === false || other === false) return false;
  return one instanceof Unknown ? one : other;
}
