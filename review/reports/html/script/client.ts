import { runFilters } from './filters';
import { runPage } from './page';

/**
 * The page's script: the source of two functions that use nothing from outside themselves. Their text is what this program
 * was compiled to, so nothing has to be built or read from a file.
 */
export const clientScript = [runPage, runFilters].map((run) => `(${String(run)})(window);`).join('\n');
