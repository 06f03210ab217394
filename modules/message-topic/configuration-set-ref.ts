import { arn, reference } from '../props';

/** A configuration set of SES that another module or stack made. */
export interface ConfigurationSetRef {
  /** `arn:aws:ses:<region>:<account>:configuration-set/<name>`. */
  readonly configurationSetArn: string;
}

export const configurationSetRef = reference<ConfigurationSetRef>('a configuration set', {
  configurationSetArn: arn('a configuration set of SES', 'ses', /^configuration-set\/[\w-]{1,64}$/),
});
