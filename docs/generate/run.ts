import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { generatedFiles } from './index';

for (const [file, content] of Object.entries(generatedFiles())) writeFileSync(file, content);
execFileSync(process.execPath, ['node_modules/typedoc/bin/typedoc', '--logLevel', 'Warn'], { stdio: 'inherit' });
