import { arn, reference } from '../props';

/** A web ACL that another module or stack made. */
export interface WebAclRef {
  readonly webAclArn: string;
}

/** A distribution takes none but of CloudFront's scope, whose ARN begins its resource with `global`. */
export const edgeWebAclRef = reference<WebAclRef>('a web ACL of scope CLOUDFRONT', {
  webAclArn: arn('a web ACL of scope CLOUDFRONT', 'wafv2', /^global\/webacl\/[\w-]+\/[\w-]+$/),
});
