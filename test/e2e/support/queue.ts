import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ensureInstalled } from '../../../tools/n8n/installation';
import { Instance } from '../../../tools/n8n/instance';
import { packPackage } from '../../../tools/n8n/packageTarball';
import { freePort } from '../../../tools/n8n/ports';
import { answers } from '../../../tools/n8n/service';
import type { N8nLine } from '../../../tools/n8n/versions';
import type { N8nApi } from './N8nApi';
import { startN8n } from './n8n';
import { runFolder } from './places';
import { startPostgres } from './postgres';
import { startRedis } from './redis';
import type { Started } from './Started';

/** A process of its own that executes workflows. */
export interface Worker {
	/** The ids of the executions that it has worked on, again for each part of one that waits in between. */
	executions(): Promise<string[]>;
	/** Ends it as a power failure would. */
	kill(): Promise<void>;
}

/** An n8n in queue mode. */
export interface Queue {
	/** Of the main process. */
	api: N8nApi;
	workers: Worker[];
}

export interface QueueOptions {
	line: N8nLine;
	/** How many. */
	workers: number;
	/** Names the folders of its processes; another one for each queue of a test file. */
	name?: string;
	/** Environment variables of all its processes, over those of a queue. */
	env?: NodeJS.ProcessEnv;
}

/**
 * Starts an n8n in queue mode, as on several machines: the main process and the workers share nothing
 * but PostgreSQL, which holds the binary data too, Redis and the encryption key.
 */
export async function startQueue(
	started: Started,
	{ line, workers, name = 'queue', env: special = {} }: QueueOptions,
): Promise<Queue> {
	const [redisPort, database] = await Promise.all([startRedis(started), startPostgres(started)]);
	const env = {
		EXECUTIONS_MODE: 'queue',
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redisPort),
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: String(database.port),
		DB_POSTGRESDB_USER: database.user,
		DB_POSTGRESDB_DATABASE: database.database,
		N8N_DEFAULT_BINARY_DATA_MODE: 'database',
		N8N_ENCRYPTION_KEY: randomUUID(),
		...special,
	};
	const { api } = await startN8n(started, { name: `${name}-${line}-main`, line, env });
	const names = Array.from(
		{ length: workers },
		(_, index) => `${name}-${line}-worker-${index + 1}`,
	);
	return {
		api,
		workers: await Promise.all(names.map(async (own) => startWorker(started, own, line, env))),
	};
}

async function startWorker(
	started: Started,
	name: string,
	line: N8nLine,
	env: NodeJS.ProcessEnv,
): Promise<Worker> {
	const folder = join(runFolder, name);
	const healthPort = await freePort();
	const instance = await Instance.create(await ensureInstalled(line), {
		folder,
		env: {
			...env,
			QUEUE_HEALTH_CHECK_ACTIVE: 'true',
			QUEUE_HEALTH_CHECK_PORT: String(healthPort),
			N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
		},
	});
	await instance.installPackage(await packPackage(join(folder, 'package')));
	const worker = await instance.startProcess(
		name,
		['worker', '--concurrency=5'],
		async () => await answers(`http://127.0.0.1:${healthPort}/healthz/readiness`),
	);
	started.atEnd(worker.stop);
	return {
		async executions() {
			const log = await readFile(instance.logFile, 'utf8');
			return [...log.matchAll(/Worker started execution (\d+)/g)].map(([, id = '']) => id);
		},
		async kill() {
			process.kill(-worker.pid, 'SIGKILL');
			await worker.ended;
		},
	};
}
