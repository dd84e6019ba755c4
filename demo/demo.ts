import './terminal';

import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import Table from 'cli-table3';

import { KEYS } from '../sandbox/keys';
import { startSandbox, type Sandbox } from '../sandbox/server';
import { Engine, type ExecutionResult } from '../tools/engine';
import { step } from '../tools/n8n/steps';
import { providerCredentials } from '../tools/providerCredentials';
import { findFlaws } from './checkVideo';
import { impatient, picture, readExamples, requestedVideo, type Example } from './examples';
import { probe } from './probe';

const output = join(__dirname, '..', 'demo-output');

/** The exit code that shells expect after Ctrl-C. */
const STOPPED = 130;

/** A video the demo made. */
interface Made {
	example: Example;
	/** What the Wan Video node put out beside the file. */
	id: string;
	model: string;
	/** How long the workflow took. */
	seconds: number;
	/** As n8n shows it, e.g. `105 kB`. */
	size: string;
	file: string;
}

async function main(): Promise<void> {
	await rm(output, { recursive: true, force: true });
	await mkdir(output);

	const sandbox = await startSandbox({ seconds: 4 });
	const engine = await Engine.start({
		credentials: credentialsFor(sandbox),
		binaryData: 'filesystem',
	});
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		// Not `once`: tsx passes on a Ctrl-C that the terminal has sent here as well.
		process.on(signal, () => {
			process.exitCode = STOPPED;
			// The running workflow ends as cancelled, and the demo with it.
			void engine.stop();
		});
	}
	try {
		console.log(
			`The sandbox plays both providers at ${sandbox.url}. It needs no key and costs nothing.\n`,
		);
		const made: Made[] = [];
		for (const example of await readExamples()) made.push(await run(engine, example));
		console.log(`\n${tableOf(made)}`);
		await checkAll(made);
		console.log('Each video has the size and length its workflow asked for.');
	} finally {
		await engine.stop();
		await sandbox.close();
	}
}

function credentialsFor({ url }: Sandbox) {
	return Object.fromEntries(
		providerCredentials(KEYS.good, url).map(({ type, label, data }) => [
			type,
			{ type, name: `${label} (sandbox)`, data },
		]),
	);
}

/** Runs one workflow, telling which node is at work and for how long, and writes its video. */
async function run(engine: Engine, example: Example): Promise<Made> {
	const begun = Date.now();
	const video = await step(example.workflow.name ?? example.name, async (note) => {
		let atWork = '';
		const clock = setInterval(() => {
			note(atWork);
		}, 1000);
		try {
			const result = await engine.execute(impatient(example.workflow), {
				input: example.input,
				onNode: ({ phase, node }) => {
					if (phase === 'started') note((atWork = node));
				},
			});
			return await keepVideo(engine, example, result);
		} finally {
			clearInterval(clock);
		}
	});
	return { example, seconds: (Date.now() - begun) / 1000, ...video };
}

async function keepVideo(engine: Engine, { name }: Example, result: ExecutionResult) {
	if (result.status !== 'success') {
		const { message = `It ended as "${result.status}"`, description } = result.error ?? {};
		throw new Error([message, description].filter(Boolean).join('\n'));
	}
	const [item] = result.output(result.run.data.resultData.lastNodeExecuted ?? '');
	const video = item?.binary?.['data'];
	if (!video) throw new Error('The workflow put out no video');
	const file = join(output, `${name}.mp4`);
	await writeFile(file, await engine.readBinary(video));
	const { id, model } = item.json as { id: string; model: string };
	return { id, model, file, size: video.fileSize ?? '' };
}

function tableOf(made: Made[]): string {
	const table = new Table({
		head: ['Workflow', 'Model', 'Id', 'Seconds', 'Size', 'File'],
		chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
		colAligns: ['left', 'left', 'left', 'right', 'right', 'left'],
		// AI/ML API's ids end with the model's name: it goes to a line of its own.
		colWidths: [null, null, 39],
		wordWrap: true,
		wrapOnWordBoundary: false,
		style: { head: process.stdout.isTTY ? ['cyan'] : [], border: [] },
	});
	for (const { example, model, id, seconds, size, file } of made) {
		table.push([example.name, model, id, seconds.toFixed(1), size, relative('.', file)]);
	}
	return table.toString();
}

/** @throws when a video is not what its workflow asked for */
async function checkAll(made: Made[]): Promise<void> {
	const pictureFrame = await probe(picture);
	const complaints = await Promise.all(
		made.map(async ({ example, file }) => {
			const flaws = findFlaws(await probe(file), requestedVideo(example.workflow, pictureFrame));
			return flaws.map((flaw) => `${relative('.', file)}: ${flaw}`);
		}),
	);
	if (complaints.flat().length > 0) throw new Error(complaints.flat().join('\n'));
}

main().catch((error: unknown) => {
	if (process.exitCode === STOPPED) {
		console.error('\nStopped.');
		return;
	}
	console.error(`\nThe demo failed. ${error instanceof Error ? error.message : String(error)}`);
	process.exitCode = 1;
});
