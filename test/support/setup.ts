import { withoutTokenStacks } from '../../stacks/token-stacks';

// Every jest module registry loads cdktf anew, so this runs for each test file.
withoutTokenStacks();
