// Runs n8n's scanner over a folder and prints its result as JSON. In a process of its own, because the
// scanner is an ES module, which Jest does not load.
//
// Arguments: the node_modules that the scanner is in; the folder; `package` for one as it is published, or
// `sources` for the repository that it was built from, of which n8n scans less.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [modules, folder, kind] = process.argv.slice(2);
const scanner = join(modules, '@n8n/scan-community-package/scanner/scanner.mjs');
const { analyzePackage, SOURCE_FILE_PATTERNS } = await import(pathToFileURL(scanner));

const result = await analyzePackage(folder, kind === 'sources' ? SOURCE_FILE_PATTERNS : undefined);
console.log(JSON.stringify(result));
