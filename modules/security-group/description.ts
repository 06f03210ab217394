import { matching } from '../props';

/** What EC2 takes as the description of a group or a rule (API reference, IpRange.Description). */
export const ec2Description = matching(
  /^[\w .:/()#,@[\]+=&;{}!$*-]{3,255}$/,
  'three to 255 letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*',
  { source: 'EC2 API reference, IpRange, Description' },
);
