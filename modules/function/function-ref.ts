import { arn, reference } from '../props';
import { functionName } from './function-props';

/** The alias that everything invokes: the code that is live. */
export const liveAlias = 'live';

/** A function that another module or stack made, by its alias `live`. */
export interface FunctionRef {
  /** Known at synthesis: it becomes part of the names of policies. */
  readonly functionName: string;
  /** Of the alias: `arn:aws:lambda:<region>:<account>:function:<name>:live`. */
  readonly aliasArn: string;
}

export const functionRef = reference<FunctionRef>('a Lambda function', {
  functionName,
  aliasArn: arn('the alias live of a Lambda function', 'lambda', new RegExp(`^function:[\\w-]{1,64}:${liveAlias}$`)),
});
