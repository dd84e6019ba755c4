import { rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import boxen from 'boxen';
import { InvalidArgumentError, Option, program } from 'commander';
import { startSandbox } from '../../sandbox/server';
import { claimFolder } from './claims';
import { ensureInstalled, type Installation, isInstalled } from './installation';
import { Instance } from './instance';
import { listenForInterruption } from './interruption';
import { packPackage } from './packageTarball';
import { keptFolder, repository } from './places';
import { requireFreePort } from './ports';
import { ensureOwner, importContent, owner, readWorkflows, sandboxCredentials } from './setup';
import { step } from './steps';
import { type N8nLine, n8nLines, pinnedVersion } from './versions';

interface Options {
	port: number;
	sandboxPort: number;
	seconds: number;
	n8n: N8nLine;
	fresh: boolean;
}

/** Undoes what was done so far, in the order it was done in. */
type Undo = (() => Promise<unknown>)[];

program
	.name('npm run n8n --')
	.description('Starts n8n with this package installed, an account, and the sandbox behind it.')
	.option('--port <number>', 'port of n8n', portOf, 5678)
	.option('--sandbox-port <number>', 'port of the sandbox', portOf, 4010)
	.option('--seconds <number>', 'how long the sandbox takes to make a video', secondsOf, 5)
	.addOption(new Option('--n8n <line>', 'which line of n8n').choices(n8nLines).default('2'))
	.option('--fresh', 'forget what the instance holds: workflows, credentials, executions', false)
	.parse();

void main(program.opts());

async function main(options: Options): Promise<void> {
	const { signal, done } = listenForInterruption();
	const undo: Undo = [];
	try {
		const instance = await start(options, signal, undo);
		const { summary } = await Promise.race([instance.ended(), aborted(signal)]);
		const log = relative(repository, instance.logFile);
		throw new Error(`n8n ended by itself (${summary}); its log is ${log}.`);
	} catch (error) {
		if (signal.aborted) {
			console.log('\nStopping …');
		} else {
			console.error(`\n${(error as Error).message}`);
			process.exitCode = 1;
		}
	} finally {
		for (const step of undo.reverse()) await step().catch(console.error);
		done();
	}
}

async function start(options: Options, signal: AbortSignal, undo: Undo): Promise<Instance> {
	const line = options.n8n;
	const { version } = pinnedVersion(line);
	const folder = join(keptFolder, 'data', line);

	if (options.port === options.sandboxPort) {
		throw new Error(`n8n and the sandbox cannot both have port ${options.port}.`);
	}
	undo.push(await claimFolder(folder, `n8n ${line}`));
	await requireFreePort(options.port, '--port');
	await requireFreePort(options.sandboxPort, '--sandbox-port');
	if (options.fresh) await rm(folder, { recursive: true, force: true });

	const tarball = await step('Packing this package', async () =>
		packPackage(join(keptFolder, 'package'), signal),
	);
	const installation = await install(line, signal);
	const instance = await Instance.create(installation, { folder, port: options.port, signal });

	const sandbox = await startSandbox({ port: options.sandboxPort, seconds: options.seconds });
	undo.push(async () => {
		await sandbox.close();
	});

	await step('Installing this package in it', async () => instance.installPackage(tarball));
	await step('Importing credentials and workflows', async () =>
		importContent(instance, {
			credentials: sandboxCredentials(sandbox.url),
			workflows: await readWorkflows(join(repository, 'workflows')),
		}),
	);
	await step(`Starting n8n ${version}`, async () => {
		undo.push(async () => instance.stop());
		await instance.start();
		await ensureOwner(instance.url);
	});
	signal.throwIfAborted();

	console.log(
		boxen(welcome(instance, sandbox.url, options), {
			title: `n8n ${version} with ${tarball.name} ${tarball.version}`,
			padding: 1,
			margin: 1,
			borderStyle: 'round',
		}),
	);
	return instance;
}

async function install(line: N8nLine, signal: AbortSignal): Promise<Installation> {
	if (isInstalled(line)) return await ensureInstalled(line);
	const { version } = pinnedVersion(line);
	return await step(`Installing n8n ${version}, only this once (2.7 GB)`, async (note) =>
		ensureInstalled(line, {
			signal,
			onProgress: ({ packages, total }) => {
				if (packages === 0) note('downloading');
				else if (packages < total) note(`${packages} of ${total} packages`);
				else note('compiling its database');
			},
		}),
	);
}

function welcome(instance: Instance, sandboxUrl: string, { seconds }: Options): string {
	const rows = [
		['n8n', instance.url],
		['E-mail', owner.email],
		['Password', owner.password],
		['Sandbox', `${sandboxUrl}, a video takes ${seconds} s`],
		['Log', relative(repository, instance.logFile)],
	];
	const lines = rows.map(([name = '', value = '']) => name.padEnd(10) + value);
	return [...lines, '', 'Ctrl-C ends everything.'].join('\n');
}

/** Rejects when a signal fires. */
async function aborted(signal: AbortSignal): Promise<never> {
	return await new Promise((_resolve, reject) => {
		const onAbort = () => {
			reject(signal.reason as Error);
		};
		if (signal.aborted) onAbort();
		else signal.addEventListener('abort', onAbort);
	});
}

function portOf(text: string): number {
	const value = Number(text);
	if (Number.isInteger(value) && value > 0 && value < 65_536) return value;
	throw new InvalidArgumentError('It must be a port: a whole number from 1 to 65535.');
}

function secondsOf(text: string): number {
	const value = Number(text);
	if (text.trim() !== '' && value >= 0 && value < Infinity) return value;
	throw new InvalidArgumentError('It must be a number of seconds.');
}
