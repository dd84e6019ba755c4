import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installCommunityPackage } from './communityPackage';
import { instanceEnvironment } from './environment';
import type { Installation } from './installation';
import type { PackageTarball } from './packageTarball';
import { freePort } from './ports';
import { type Ending, type ProcessGroup, runCommand } from './processes';
import { answers, startService } from './service';

export interface InstanceOptions {
	/** Where the instance keeps everything; made if it isn't there. */
	folder: string;
	/** Where the editor and the API are served; default a free port. */
	port?: number;
	/** Environment variables over those of {@link instanceEnvironment}. */
	env?: NodeJS.ProcessEnv;
	/** Gives up whatever is under way when it fires. */
	signal?: AbortSignal;
}

/**
 * One n8n with its own database, binary data, settings and community packages, and with nothing of any
 * other n8n on this machine. It can be stopped and started again, also by a later process.
 */
export class Instance {
	/** The address of the editor and the API, without a slash at the end. */
	readonly url: string;
	/** The output of n8n. */
	readonly logFile: string;
	/** Every process of the instance runs in this environment. */
	readonly env: NodeJS.ProcessEnv;

	private main?: ProcessGroup;

	private constructor(
		readonly installation: Installation,
		readonly folder: string,
		port: number,
		brokerPort: number,
		env: NodeJS.ProcessEnv,
		private readonly signal: AbortSignal | undefined,
	) {
		const { line, path } = installation;
		this.url = `http://127.0.0.1:${port}`;
		this.logFile = join(folder, 'n8n.log');
		this.env = {
			...instanceEnvironment({ line, userFolder: folder, port, brokerPort, path }),
			...env,
		};
	}

	/** Prepares an instance; nothing runs before {@link start}. */
	static async create(installation: Installation, options: InstanceOptions): Promise<Instance> {
		const { folder, env = {}, signal } = options;
		await mkdir(folder, { recursive: true });
		const port = options.port ?? (await freePort());
		const brokerPort = await freePort();
		return new Instance(installation, folder, port, brokerPort, env, signal);
	}

	/** Makes a package known to n8n the next time it starts, unless the very same one is there already. */
	async installPackage(tarball: PackageTarball): Promise<void> {
		const note = join(this.folder, `${tarball.name}.sha256`);
		if ((await readFile(note, 'utf8').catch(() => '')) === tarball.hash) return;
		await rm(note, { force: true });
		const nodesFolder = join(this.folder, '.n8n/nodes');
		await installCommunityPackage(nodesFolder, tarball, { env: this.env, signal: this.signal });
		await writeFile(note, tarball.hash);
	}

	/**
	 * Runs one of n8n's commands to its end, for instance `['import:workflow', '--input=…']`.
	 *
	 * @returns its output; some commands report a failure only there
	 */
	async run(args: string[]): Promise<string> {
		const { node, script } = this.installation;
		return await runCommand(node, [script, ...args], {
			// Not the working directory: n8n would read a .env file there.
			cwd: this.folder,
			env: this.env,
			signal: this.signal,
		});
	}

	/** Starts n8n and resolves when it serves the editor and the API. */
	async start(): Promise<void> {
		await writeFile(this.logFile, '');
		this.main = await this.startProcess('n8n', ['start'], async () => {
			// n8n 1 reports readiness before its API is there.
			return (
				(await answers(`${this.url}/healthz/readiness`)) &&
				(await answers(`${this.url}/rest/settings`))
			);
		});
	}

	/**
	 * Starts a further process of the same instance, a worker for instance.
	 *
	 * @param env variables over those of the instance; ports must not be shared
	 */
	async startProcess(
		name: string,
		args: string[],
		isReady: () => Promise<boolean>,
		env: NodeJS.ProcessEnv = {},
	): Promise<ProcessGroup> {
		const { node, script } = this.installation;
		return await startService(node, [script, ...args], {
			name,
			cwd: this.folder,
			env: { ...this.env, ...env },
			logFile: this.logFile,
			isReady,
			signal: this.signal,
		});
	}

	/** Settles when n8n ends, by itself or because it was stopped; it must have been started. */
	async ended(): Promise<Ending> {
		if (!this.main) throw new Error('n8n has not been started.');
		return await this.main.ended;
	}

	/** Stops n8n if it runs; resolves when no process of it is left. */
	async stop(): Promise<void> {
		await this.main?.stop();
	}
}
