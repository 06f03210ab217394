import { Unknown } from '../value';

/** A value that Terraform would reject: `try()` continues with its next argument, everything else treats it as unknown. */
export class Invalid extends Unknown {}
