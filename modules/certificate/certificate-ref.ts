import { arn, reference } from '../props';

/** An issued certificate that another module or stack made. */
export interface CertificateRef {
  readonly certificateArn: string;
}

export const certificateRef = reference<CertificateRef>('a certificate', {
  certificateArn: arn('a certificate of ACM', 'acm', /^certificate\/[\w-]+$/),
});
