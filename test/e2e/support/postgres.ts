import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freePort } from '../../../tools/n8n/ports';
import { runCommand } from '../../../tools/n8n/processes';
import { startService } from '../../../tools/n8n/service';
import { accepts } from './accepts';
import { runFolder } from './places';
import { requireProgram } from './requirements';
import type { Started } from './Started';

/** What n8n is told to find a database. */
export interface Database {
	port: number;
	user: string;
	/** Its name. */
	database: string;
}

/** PostgreSQL does not run as root; its package brings this user. */
const POSTGRES_USER = 'postgres';

/** Starts a PostgreSQL with an empty database that everyone on this machine may use. */
export async function startPostgres(started: Started): Promise<Database> {
	// Where another user can get at it, which may not be so in this repository.
	const folder = await mkdtemp(join(tmpdir(), 'wan-video-postgres-'));
	started.atEnd(async () => rm(folder, { recursive: true, force: true }));
	await chmod(folder, 0o777);
	const data = join(folder, 'data');
	const env = { PATH: process.env.PATH, LC_ALL: 'C' };

	await runCommand(
		...asPostgresUser(requireProgram('initdb'), [
			...['--pgdata', data, '--username', 'n8n', '--auth', 'trust', '--encoding', 'UTF8'],
			'--no-sync',
		]),
		{ cwd: folder, env },
	);
	const port = await freePort();
	const logFolder = join(runFolder, 'postgres');
	await mkdir(logFolder, { recursive: true });
	const postgres = await startService(
		...asPostgresUser(requireProgram('postgres'), [
			...['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', folder],
			// Nothing here has to survive a power failure.
			...['-c', 'fsync=off'],
		]),
		{
			name: 'PostgreSQL',
			cwd: folder,
			env,
			logFile: join(logFolder, 'postgres.log'),
			isReady: async () => await accepts(port),
		},
	);
	started.atEnd(postgres.stop);
	return { port, user: 'n8n', database: 'postgres' };
}

function asPostgresUser(program: string, args: string[]): [string, string[]] {
	if (process.getuid?.() !== 0) return [program, args];
	const user = [`--reuid=${POSTGRES_USER}`, `--regid=${POSTGRES_USER}`, '--init-groups'];
	return ['setpriv', [...user, program, ...args]];
}
