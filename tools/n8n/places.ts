import { join, resolve } from 'node:path';

/** The root of this repository. */
export const repository = resolve(__dirname, '../..');

/** Everything these tools keep between runs: installed n8n versions, their data, logs. Ignored by git. */
export const keptFolder = join(repository, '.n8n-instance');
