import { Attribute, eachBlock } from '../../../review/engine/attribute';
import { failing, notKnown, type Verdict } from '../../../review/engine/verdict';
import { asText } from '../../../review/model/configuration/text';
import { some, type Truth } from '../../../review/iam/three-valued-logic';
import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { blocksOf, isAbsent, Unknown, type Value } from '../../../review/model/value';
import { within } from '../support/account-baseline';
import { templateOf } from './launch-templates';

const expected = 'true';

/** Encryption of a volume that does not set it: the account may encrypt every new volume of the Region. */
export function byDefault(graph: Graph, resource: Resource): Truth {
  const settings = within(resource, graph, 'aws_ebs_encryption_by_default').filter(
    ({ provider }) => provider.region === resource.provider.region,
  );
  return some(settings, (setting) => {
    const enabled = setting.at('enabled') ?? true;
    return enabled instanceof Unknown ? enabled : asText(enabled) === 'true';
  });
}

/** The volumes that a template, or an instance, lists: `block_device_mappings.0.ebs`. */
function listed(host: Resource, name: string, nestedBlock: string, isDefault: Truth): readonly Verdict[] {
  const blocks = eachBlock(host, name);
  if (blocks instanceof Unknown) return [notKnown(name, expected, blocks)];
  return blocks.flatMap((block) => {
    const volumes = nestedBlock ? blocksOf(block.values[nestedBlock]) : [block.values];
    if (volumes instanceof Unknown) return [notKnown(`${block.path}.${nestedBlock}`, expected, volumes)];
    // An instance store device, or a suppressed device of the AMI, is not a volume.
    return volumes.map(({ encrypted, snapshot_id: snapshot }) =>
      ofVolume([block.path, nestedBlock, 'encrypted'].filter(Boolean).join('.'), encrypted, snapshot, isDefault),
    );
  });
}

/** A volume from a snapshot has the encryption of the snapshot, or that of the account. */
export function ofVolume(path: string, own: Value | undefined, snapshot: Value | undefined, isDefault: Truth): Verdict {
  if (isAbsent(own) && !isAbsent(snapshot) && isDefault === false) {
    return notKnown(path, expected, 'whether its snapshot is encrypted');
  }
  return new Attribute(path, own ?? isDefault).is(true);
}

/** The volumes of an instance, and its root volume where neither it nor its template lists one. */
export function ofInstance(graph: Graph, instance: Resource, isDefault: Truth): readonly Verdict[] {
  const own = ['root_block_device', 'ebs_block_device'].flatMap((name) => listed(instance, name, '', isDefault));
  if (isDefault === true || !isAbsent(instance.at('root_block_device'))) return own;
  const template = templateOf(graph, instance);
  if (template instanceof Unknown) return [...own, notKnown('launch_template', expected, template)];
  const isThere = template !== undefined && !isAbsent(template.at('block_device_mappings'));
  // The template is judged on its own.
  return isThere ? own : [...own, new Attribute('root_block_device.encrypted', isDefault || undefined).is(true)];
}

/** The volumes of a template; without any, the AMI decides on the root volume. */
export function ofTemplate(template: Resource, isDefault: Truth): readonly Verdict[] {
  const found = listed(template, 'block_device_mappings', 'ebs', isDefault);
  if (found.length > 0 || isDefault === true) return found;
  const [path, wanted] = ['block_device_mappings', 'an encrypted root volume'];
  return [isDefault ? notKnown(path, wanted, isDefault) : failing(path, wanted, 'the setting of the AMI')];
}
