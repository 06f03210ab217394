import type { Attribute } from '../../../review/engine/attribute';
import { fail, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import { Reference, Text, Unknown, type Value } from '../../../review/model/value';
import { endOf } from '../../../review/model/text';

const expected = 'a customer managed key';
const keyTypes = ['aws_kms_key', 'aws_kms_replica_key', 'aws_kms_external_key', 'aws_kms_replica_external_key'];

/** An alias of an AWS managed key, `alias/aws/rds`, also at the end of an ARN. AWS reserves the prefix `alias/aws/`. */
const awsManaged = /(?:^|:)alias\/aws\/|^aws\/|^AWS_OWNED/;
/** An ARN, an id or another alias of a key, or a text that contains a reference to one. */
const ofCustomer =
  /^arn:[\w-]+:kms:[^:]*:[^:]*:(?:key|alias)\/.+|^alias\/.+|^mrk-[0-9a-f]{32}$|^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$|aws_kms_\w*key\./;

/** The verdict that an attribute names a customer managed key. The policy of an AWS managed key cannot be changed. */
export function namesCustomerKey({ path, value }: Attribute): Verdict {
  const kind = kindOf(value);
  if (kind instanceof Unknown) return notKnown(path, expected, kind);
  return kind === 'customer' ? pass : fail(path, expected, value);
}

function kindOf(value: Value | undefined): 'customer' | 'other' | Unknown {
  if (value instanceof Reference) return ofReference(value);
  if (value instanceof Unknown) return ofPartial(value);
  const text = value instanceof Text ? value.toString() : value;
  if (typeof text !== 'string' || awsManaged.test(text)) return 'other';
  return ofCustomer.test(text) ? 'customer' : 'other';
}

function ofReference({ resource }: Reference): 'customer' | 'other' | Unknown {
  if (resource.mode === 'managed') {
    if (keyTypes.includes(resource.type) || resource.type === 'aws_kms_alias') return 'customer';
    return new Unknown(`${resource.address} is not a KMS key in the input`);
  }
  // A data source finds any key; its argument shows which one.
  const asked = resource.at(resource.type === 'aws_kms_alias' ? 'name' : 'key_id');
  return asked === undefined ? new Unknown(`${resource.address} is known after apply`) : kindOf(asked);
}

/** The account of an ARN may be unknown while its alias is not. */
function ofPartial(value: Unknown): 'customer' | 'other' | Unknown {
  const alias = /:alias\/(.+)$/.exec(endOf(value.text ?? ''))?.[1];
  if (alias === undefined) return value;
  return alias.startsWith('aws/') ? 'other' : 'customer';
}
