import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';
import { Construct } from 'constructs';
import { grant } from '../iam/grant';
import { roleRef, type RoleRef } from '../iam/role-ref';
import { checkProps, matching, type Description, granteeName } from '../props';

export interface ImagePointerProps {
  /** The parameter's name: `/prod/web/image`. */
  readonly name: string;
  /** The image that runs until the pipeline names one: a public placeholder that answers 200 on every path. */
  readonly firstImage: string;
}

const imagePointerProps: Description<ImagePointerProps> = {
  name: matching(/^(\/(?!aws|ssm)[\w.-]+){1,15}$/, 'a path such as /prod/web/image, no part of it aws or ssm', {
    source: 'Systems Manager API reference, PutParameter, Name',
    structure: true,
  }),
  firstImage: matching(/^[\w./:@-]{1,512}$/, 'the name of an image', { structure: true }),
};

const pipeline = granteeName();

/**
 * Which image a service runs. Terraform creates the parameter and the pipeline writes it: a plan after a deployment keeps the image that the pipeline
 * deployed, and a plan after the parameter was written shows one new revision of the task definition, and nothing else.
 */
export class ImagePointer extends Construct {
  static readonly props = imagePointerProps;
  /** The image that the parameter names when a plan reads it. */
  readonly image: string;
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
  }

  /** Lets `role` read and write it: that of the pipeline. @param name says which role, in letters and digits */
  grantWrite(name: string, role: RoleRef): void {
    checkProps(this, { name: pipeline, role: roleRef }, { name, role });
    grant(this, `write-${name}`, role, [
      {
        Sid: 'ImagePointer',
        Effect: 'Allow',
        Action: ['ssm:GetParameter', 'ssm:PutParameter'],
        Resource: this.nodes.parameter.arn,
      },
    ]);
  }
}
