import { arn, reference } from '../props';

/** A web ACL that another module or stack made. */
export interface WebAclRef {
  readonly webAclArn: string;
}

/** The stage of an API takes none but of its region. */
export const regionalWebAclRef = reference<WebAclRef>('a web ACL of scope REGIONAL', {
  webAclArn: arn('a web ACL of scope REGIONAL', 'wafv2', /^regional\/webacl\/[\w-]+\/[\w-]+$/),
});

/** A distribution takes none but of CloudFront's scope, whose ARN begins its resource with `global`. */
export const edgeWebAclRef = reference<WebAclRef>('a web ACL of scope CLOUDFRONT', {
  webAclArn: arn('a web ACL of scope CLOUDFRONT', 'wafv2', /^global\/webacl\/[\w-]+\/[\w-]+$/),
});
