import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { freePort } from '../../../tools/n8n/ports';
import { startService } from '../../../tools/n8n/service';
import { accepts } from './accepts';
import { runFolder } from './places';
import { requireProgram } from './requirements';
import type { Started } from './Started';

/**
 * Starts a Redis that keeps nothing on the disk.
 *
 * @returns its port
 */
export async function startRedis(started: Started): Promise<number> {
	const folder = join(runFolder, 'redis');
	await mkdir(folder, { recursive: true });
	const port = await freePort();
	const redis = await startService(
		requireProgram('redis'),
		['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
		{
			name: 'Redis',
			cwd: folder,
			env: process.env,
			logFile: join(folder, 'redis.log'),
			isReady: async () => await accepts(port),
		},
	);
	started.atEnd(redis.stop);
	return port;
}
