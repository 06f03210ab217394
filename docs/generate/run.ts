import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { generatedFiles } from './index';
import { rulePagesFolder } from './rule-pages';

const files = Object.entries(generatedFiles());
// The page of a rule that was removed is removed.
rmSync(rulePagesFolder, { recursive: true, force: true });
for (const [file, content] of files) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
execFileSync(process.execPath, ['node_modules/typedoc/bin/typedoc', '--logLevel', 'Warn'], { stdio: 'inherit' });
