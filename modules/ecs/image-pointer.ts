import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';
import { Construct } from 'constructs';
import { grant } from '../iam/grant';
import { roleRef, type RoleRef } from '../iam/role-ref';
import { checkProps, matching, type Description, granteeName } from '../props';
import { parameterName, type ImagePointerRef } from './image-pointer-ref';

export interface ImagePointerProps {
  /** The parameter's name: `/prod/web/image`. */
  readonly name: string;
  /** The image that runs until the pipeline names one: a public placeholder that answers 200 on every path. */
  readonly firstImage: string;
}

const imagePointerProps: Description<ImagePointerProps> = {
  name: parameterName,
  firstImage: matching(/^[\w./:@-]{1,512}$/, 'the name of an image', { structure: true }),
};

const pipeline = granteeName();

/**
 * Which image a service runs. Terraform creates the parameter and the pipeline writes it: a plan after a deployment keeps the image that the pipeline
 * deployed, and a plan after the parameter was written shows one new revision of the task definition, and nothing else.
 */
export class ImagePointer extends Construct implements ImagePointerRef {
  static readonly props = imagePointerProps;
  /** The image that the parameter names when a plan reads it. */
  readonly image: string;
  readonly parameterName: string;
  readonly parameterArn: string;
  readonly nodes: { readonly parameter: SsmParameter };

  /** @throws PropsError for a name that Systems Manager refuses. */
  constructor(scope: Construct, id: string, props: ImagePointerProps) {
    super(scope, id);
    checkProps(this, imagePointerProps, props);
    const parameter = new SsmParameter(this, 'parameter', {
      name: props.name,
      description: 'The image that the service runs; written by the pipeline',
      type: 'String',
      insecureValue: props.firstImage,
      lifecycle: { ignoreChanges: ['insecure_value', 'value'] },
    });
    this.nodes = { parameter };
    this.image = parameter.insecureValue;
    this.parameterName = props.name;
    this.parameterArn = parameter.arn;
  }

  /** Lets `role` read and write it: that of the pipeline. @param name says which role, in letters and digits */
  grantWrite(name: string, role: RoleRef): void {
    checkProps(this, { name: pipeline, role: roleRef }, { name, role });
    grant(this, `write-${name}`, role, [
      {
        Sid: 'ImagePointer',
        Effect: 'Allow',
        Action: ['ssm:GetParameter', 'ssm:PutParameter'],
        Resource: this.parameterArn,
      },
    ]);
  }
}
