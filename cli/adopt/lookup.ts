import type { StackJson } from '../synthesis';
import type { DataRoot } from '../terraform/data-sources';
import { regions, tagsOf, type Planned } from './planned';

/** Something in AWS that has the tags of a stack. */
export interface Tagged {
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
  /** The provider in whose region it is. */
  readonly provider: string;
}

/** Finds everything that has the tags. `tag:GetResources` lists what is in one region, so each provider asks for itself. */
export function objectsWithTags(stack: StackJson, tags: Tagged['tags']): DataRoot {
  const tag_filter = Object.entries(tags).map(([key, value]) => ({ key, values: [value] }));
  const { terraform, provider } = stack;
  const names = [...regions(stack).keys()];
  const label = (name: string) => name.replace('.', '_');
  const found = Object.fromEntries(
    names.map((name) => {
      const list = `data.aws_resourcegroupstaggingapi_resources.${label(name)}.resource_tag_mapping_list`;
      return [name, `\${[for one in ${list} : { arn = one.resource_arn, tags = one.tags }]}`];
    }),
  );
  return {
    terraform: { required_providers: terraform.required_providers },
    provider,
    data: {
      aws_resourcegroupstaggingapi_resources: Object.fromEntries(
        names.map((name) => [label(name), { provider: name, tag_filter }]),
      ),
    },
    found,
  };
}

/** Whether an object is where a provider looks. What is global is listed in us-east-1, whichever provider has the resource. */
export function isSeenBy({ arn, provider }: Tagged, name: string): boolean {
  return provider === name || arn.split(':')[3] === '';
}

/** Whether the tags that a resource will have are those of the object; it may have more. */
export function hasTags({ tags }: Tagged, { attributes }: Planned): boolean {
  const planned = tagsOf(attributes);
  return planned !== undefined && Object.entries(planned).every(([key, value]) => tags[key] === value);
}
