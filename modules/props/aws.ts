import { Address4 } from 'ip-address';
import type { Prop } from './prop';
import { matching, text, type About } from './text';

/** An AWS account's id. */
export const accountId = matching(/^\d{12}$/, 'an account id of twelve digits');

/** The name of a region. It becomes part of ARNs and endpoints. */
export const regionName = matching(/^[a-z]{2}(-[a-z]+)+-\d$/, 'the name of a region, such as eu-west-1', {
  structure: true,
});

/** The principal of an AWS service. */
export const servicePrincipal = matching(
  /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/,
  'a service principal, such as ec2.amazonaws.com',
);

/** The grammar that RDS and ElastiCache share for identifiers: no hyphen at the end, or beside another. It becomes part of construct ids. */
export function identifier(longest: number, source?: string): Prop<string> {
  return matching(
    new RegExp(`^(?=.{1,${longest}}$)[a-z]([a-z0-9]|-(?=[a-z0-9]))*$`),
    `up to ${longest} of a-z, 0-9 and single - between them, a letter first`,
    { structure: true, ...(source && { source }) },
  );
}

/** The alias of a KMS key, without `alias/`. */
export const keyAlias = matching(/^(?!aws\/)[\w/-]{1,250}$/, '1 to 250 letters, digits, / _ - and not aws/ in front', {
  source: 'KMS API reference, CreateAlias, AliasName',
});

const bucketGrammar =
  /^(?!xn--|sthree-|amzn-s3-demo-)(?!.*(-s3alias|--ol-s3|--x-s3|--table-s3)$)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;
const bucketNaming = 'S3 user guide, General purpose bucket naming rules';
const aBucketName = '3 to 63 of a-z, 0-9 and -, with none of the prefixes and suffixes that S3 reserves';

/** The name of a general purpose bucket. A dot is not covered by the certificate of S3. */
export const bucketName = matching(bucketGrammar, aBucketName, { source: bucketNaming });

/** The same, of a bucket that is created: it becomes part of other names. */
export const newBucketName = matching(bucketGrammar, aBucketName, { structure: true, source: bucketNaming });

/** Who is granted something, in a word that becomes part of the id of a statement or policy: `Web`. */
export function granteeName(longest = 64): Prop<string> {
  return matching(new RegExp(`^[A-Za-z0-9]{1,${longest}}$`), `up to ${longest} letters and digits`, {
    structure: true,
  });
}

/** An ARN of a service, of a resource that matches. @param resource what follows the account: `/^key\//` */
export function arn(what: string, service: string, resource: RegExp, about: About = {}): Prop<string> {
  const pattern = new RegExp(String.raw`^arn:aws[a-z-]*:${service}:[a-z0-9-]*:(\d{12}|aws)?:`);
  const ok = (value: string) => pattern.test(value) && resource.test(value.replace(pattern, ''));
  return { ...text(`the ARN of ${what}`, ok, about), isArn: true };
}

/** An IPv4 range that starts on its boundary, from `/widest` to `/narrowest`. */
export function ipv4Range(widest: number, narrowest: number, about: About & { readonly private?: boolean } = {}) {
  const where = about.private ? ' in private space (RFC 1918)' : '';
  return text(
    `an IPv4 range from /${widest} to /${narrowest}${where}`,
    (value) => {
      if (!/^[\d.]{7,15}\/\d{1,2}$/.test(value) || !Address4.isValid(value)) return false;
      const range = new Address4(value);
      const fits = range.networkForm() === value && range.subnetMask >= widest && range.subnetMask <= narrowest;
      return fits && (!about.private || range.isPrivate());
    },
    about,
  );
}
