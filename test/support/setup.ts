import { leanSynthesis } from '../../stacks/lean-synthesis';

// Every jest module registry loads cdktf again, so this runs for each test file.
leanSynthesis();
