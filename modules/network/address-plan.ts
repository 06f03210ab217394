import { Address4 } from 'ip-address';
import { ipv4Range, matching, object, oneOfNumbers, PropsError, wholeNumber } from '../props';
import type { Tier } from './network-ref';

/** The zones that a network has room for, by the last letter of their names. */
export const zoneLetters = 'abcdefgh';

/** The range of a network. */
export const vpcRange = ipv4Range(16, 22, {
  private: true,
  structure: true,
  source: 'VPC user guide, VPC CIDR blocks',
});
/** A zone that has a slot in it. */
export const zoneName = matching(
  /^[a-z]{2}(-[a-z]+)+-\d[a-h]$/,
  'the name of an Availability Zone that ends in a to h',
  {
    structure: true,
  },
);

/** A part of a zone's slot, in eighths. It takes one, two or four, and starts at a multiple of that. */
export interface Block {
  readonly firstEighth: number;
  readonly eighths: 1 | 2 | 4;
}

const description = object<{ vpcCidr: string; zone: string; block: Block }>({
  vpcCidr: vpcRange,
  zone: zoneName,
  block: object<Block>({
    firstEighth: wholeNumber('eighths', 0, 7, { structure: true }),
    eighths: oneOfNumbers('eighths', [1, 2, 4], { structure: true }),
  }),
});

/** Where each tier lies in every zone's slot. An entry never changes: that would replace every subnet of its tier. */
export const tierBlocks: Readonly<Record<Tier, Block>> = {
  private: { firstEighth: 0, eighths: 4 },
  public: { firstEighth: 4, eighths: 1 },
  data: { firstEighth: 5, eighths: 1 },
};

/** What is left of every slot, for tiers to come. */
export const spareBlocks: readonly Block[] = [
  { firstEighth: 6, eighths: 1 },
  { firstEighth: 7, eighths: 1 },
];

/**
 * The range of each tier in `zone`: a VPC is eight slots, one for each zone letter, and a slot is eight eighths.
 *
 * ```
 * VPC   │ a │ b │ c │ d │ e │ f │ g │ h │
 *       ╱   ╲
 * slot  │0 1 2 3│4│5│6│7│      of a /16          of a /22
 *        private               /20   4,091       /26   59 addresses
 *                public        /22   1,019       /28   11
 *                  data        /22   1,019       /28   11
 *                    spare     /22   two tiers   /28   two tiers
 * ```
 *
 * A range depends on the VPC's, the zone's letter and the tier's block, and on nothing else: a zone or a tier added later
 * moves no subnet. A /22 is the smallest VPC, since the smallest subnet is a /28 (Amazon VPC User Guide, "Subnet CIDR
 * blocks"; AWS keeps five addresses of each).
 *
 * @param vpcCidr from /16 to /22: `10.30.0.0/16`.
 * @param zone `eu-west-1a`.
 * @throws PropsError for a range that is none, and for a zone that ends in no letter from a to h.
 */
export function subnetCidrs(vpcCidr: string, zone: string): Readonly<Record<Tier, string>> {
  return {
    public: blockCidr(vpcCidr, zone, tierBlocks.public),
    private: blockCidr(vpcCidr, zone, tierBlocks.private),
    data: blockCidr(vpcCidr, zone, tierBlocks.data),
  };
}

/** The range of one block in `zone`'s slot of the VPC. @throws PropsError as `subnetCidrs`, and for a block that a slot does not have. */
export function blockCidr(vpcCidr: string, zone: string, block: Block): string {
  const problems = description.problems({ vpcCidr, zone, block }, '');
  if (problems.length > 0) throw new PropsError('subnet range', problems);
  const slot = zoneLetters.indexOf(zone.slice(-1));
  const vpc = new Address4(vpcCidr);
  const eighthPrefix = vpc.subnetMask + 6;
  const eighth = 2 ** (32 - eighthPrefix);
  const start = vpc.startAddress().offset((slot * 8 + block.firstEighth) * eighth);
  return `${start.correctForm()}/${eighthPrefix - Math.log2(block.eighths)}`;
}
