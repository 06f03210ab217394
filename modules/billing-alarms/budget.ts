import { accountId, amount, matching, object, union } from '../props';
import { aCostService, costService, tagText } from './budget-patterns';

/** A budget of a part of the charges: of one service, of what has a tag, or of one account. */
export type Budget = { readonly limitUsd: number } & (
  | {
      /** As Cost Explorer writes it: `Amazon Relational Database Service`. A service that there is not costs nothing. */
      readonly service: string;
    }
  | {
      /**
       * What has this tag; both are case-sensitive. The key has to be activated as a cost allocation tag, by the account that pays, and
       * counts from then on.
       */
      readonly tag: { readonly key: string; readonly value: string };
    }
  | {
      /** An account of the organization, in twelve digits: the account that pays sees all of them, any other itself alone. */
      readonly account: string;
    }
);

export const dollars = amount('USD', 0, 1_000_000_000, { structure: true });

const source = 'docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html';
const tag = object<{ key: string; value: string }>({
  key: matching(tagText(128), 'the key of a tag, 1 to 128 letters, digits, blanks and _.:/=+-@ and not aws: in front', {
    source,
  }),
  value: matching(tagText(256), 'the value of a tag, 1 to 256 letters, digits, blanks and _.:/=+-@', { source }),
});

export const budgetProp = union<Budget>('a budget', {
  service: object<Extract<Budget, { service: string }>>({
    limitUsd: dollars,
    service: matching(costService, aCostService),
  }),
  tag: object<Extract<Budget, { tag: object }>>({ limitUsd: dollars, tag }),
  account: object<Extract<Budget, { account: string }>>({ limitUsd: dollars, account: accountId }),
});

interface Parts {
  readonly service?: string;
  readonly account?: string;
  readonly tag?: { readonly key: string; readonly value: string };
}

/**
 * What a budget counts, as AWS Budgets filters it.
 *
 * A tag that users write has `user:` in front: without it the budget stays at zero
 * (docs.aws.amazon.com/cost-management/latest/userguide/budgets-create-filters.html).
 */
export function costFilter(budget: Budget): { readonly name: string; readonly values: string[] }[] {
  const { service, account, tag }: Parts = budget;
  const filters = { Service: service, LinkedAccount: account, TagKeyValue: tag && `user:${tag.key}$${tag.value}` };
  return Object.entries(filters).flatMap(([name, value]) => (value === undefined ? [] : [{ name, values: [value] }]));
}
