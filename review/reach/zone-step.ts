import { labelOf } from './labels';
import { gateStep, type Question } from './steps';
import { servesZone, type Attachment } from './vpc-links';
import type { Subnet } from './vpcs';
import type { Step } from './walk';

/** Whether an attachment has an address in the zone that a subnet is in. */
export function zoneStep(
  question: Question,
  attachment: Pick<Attachment, 'resource' | 'subnets'>,
  subnet: Subnet,
): Step {
  return gateStep(question, 'transit gateway', attachment.resource, servesZone(attachment, subnet), {
    passes: `is in the zone of ${labelOf(subnet.resource)}`,
    stops: `has no subnet in the zone of ${labelOf(subnet.resource)}`,
    needs: `a subnet of that zone in subnet_ids of ${labelOf(attachment.resource)}`,
  });
}
