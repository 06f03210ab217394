import { Unknown } from '../value';

/** What Terraform would refuse: `try()` goes on to its next argument, everything else takes it as unknown. */
export class Invalid extends Unknown {}
