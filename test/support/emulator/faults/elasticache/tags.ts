import { element, result } from '../../answer';
import { strings, structures, type Call } from '../../call';
import type { Answerer } from '../../fault';

/** The ARNs of what an answer keeps, and their tags. */
export class Tags {
  private readonly kept = new Map<string, Map<string, string>>();

  constructor(private readonly account: string) {}

  /** The ARN of `name` in the account and the call's region. */
  arn({ region }: Call, type: string, name: string): string {
    return `arn:aws:elasticache:${region}:${this.account}:${type}:${name}`;
  }

  /** Keeps the tags of a resource that is being created. */
  create(arn: string, { form }: Call): void {
    this.kept.set(arn, new Map(structures(form, 'Tags').map(({ Key, Value }) => [Key!, Value ?? ''])));
  }

  /** Answers for what is kept here; anything else is moto's. */
  answers(): Record<string, Answerer> {
    const about =
      (change: (tags: Map<string, string>, call: Call) => void): Answerer =>
      (call, next) => {
        const tags = this.kept.get(call.form.get('ResourceName')!);
        if (!tags) return next(call);
        change(tags, call);
        const items = [...tags].map(([key, value]) => element('Tag', element('Key', key) + element('Value', value)));
        return result(call.action, element('TagList', items.join('')));
      };
    return {
      ListTagsForResource: about(() => undefined),
      AddTagsToResource: about((tags, { form }) => {
        for (const { Key, Value } of structures(form, 'Tags')) tags.set(Key!, Value ?? '');
      }),
      RemoveTagsFromResource: about((tags, { form }) => {
        for (const key of strings(form, 'TagKeys')) tags.delete(key);
      }),
    };
  }
}
