import { Aspects, Fn, TerraformResource, Token } from 'cdktf';
import type { IConstruct } from 'constructs';

type Tags = Readonly<Record<string, string>>;

/** A resource whose tags the AWS provider merges with its `default_tags`: its schema has `tags_all` beside `tags`. */
interface TaggedResource extends TerraformResource {
  readonly tagsInput?: Tags;
  tags: Tags;
}

/**
 * Tags every resource below `scope` to which the provider applies its `default_tags`. What it does not reach stays without:
 * the `tag` blocks of an Auto Scaling group, the `tag_specifications` of a launch template. A resource's own tag of that
 * name wins, as it does over a default tag. ADR 0016 says why this is not a default tag.
 */
export function tagStack(scope: IConstruct, stack: string): void {
  const tags = { stack };
  Aspects.of(scope).add({
    visit(node: IConstruct): void {
      if (!takesDefaultTags(node)) return;
      node.tags = merged(tags, node.tagsInput);
      tagBlockDevices(node, tags);
    },
  });
}

/** Whether the provider applies `default_tags` to it. */
export function takesDefaultTags(node: IConstruct): node is TaggedResource {
  if (!TerraformResource.isTerraformResource(node) || !node.terraformResourceType.startsWith('aws_')) return false;
  return 'tagsInput' in node && 'tagsAll' in node && !overridesDefaultTags(node);
}

/** An object in S3 takes ten tags at most, and may replace those of the provider. */
function overridesDefaultTags(node: object): boolean {
  const { overrideProviderInput } = node as { overrideProviderInput?: { defaultTags?: unknown } };
  return overrideProviderInput?.defaultTags !== undefined;
}

function merged(tags: Tags, own: Tags | undefined): Tags {
  // A reference to a map: only Terraform knows what is in it.
  if (own && Token.isUnresolved(own)) return Token.asStringMap(Fn.merge([tags, own]));
  return { ...tags, ...own };
}

interface BlockDevice {
  readonly tags?: Tags;
}

/** An instance that makes its volumes itself (`aws_instance`, `aws_spot_instance_request`). */
interface Instance {
  readonly volumeTagsInput?: Tags;
  readonly rootBlockDeviceInput?: BlockDevice;
  readonly ebsBlockDeviceInput?: readonly BlockDevice[];
  putRootBlockDevice(value: BlockDevice): void;
  putEbsBlockDevice(value: readonly BlockDevice[]): void;
}

/** Default tags reach the block devices that an instance declares (`tags_all` of each), unless it sets `volume_tags`. */
function tagBlockDevices(node: TerraformResource, tags: Tags): void {
  if (!('putRootBlockDevice' in node)) return;
  const instance = node as TerraformResource & Instance;
  const { volumeTagsInput, rootBlockDeviceInput: root, ebsBlockDeviceInput: disks } = instance;
  if (volumeTagsInput) return;
  const tagged = (device: BlockDevice) => ({ ...device, tags: merged(tags, device.tags) });
  if (root) instance.putRootBlockDevice(tagged(root));
  if (Array.isArray(disks)) instance.putEbsBlockDevice(disks.map(tagged));
}
