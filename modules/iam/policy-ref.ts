import { arn, reference } from '../props';

/** A managed IAM policy that another module or stack made. */
export interface PolicyRef {
  readonly policyArn: string;
}

export const policyRef = reference<PolicyRef>('a managed IAM policy', {
  policyArn: arn('a managed IAM policy', 'iam', /^policy\/([!-~]{1,510}\/)?[\w+=,.@-]{1,128}$/),
});
