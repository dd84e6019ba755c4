import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { jsonParse, type IDataObject, type INodeExecutionData } from 'n8n-workflow';

import { impatient } from '../../demo/examples';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import {
	Engine,
	type ExecuteOptions,
	type ExecutionResult,
	type StoredCredential,
	type WorkflowJson,
} from '../../tools/engine';
import { sandboxCredentials } from '../../tools/n8n/setup';
import { videoFacts } from '../support/video';

// A video that the sandbox has never made before takes its time on a busy machine.
jest.setTimeout(60_000);

const folder = join(__dirname, '..', '..', 'workflows');

let sandbox: Sandbox;
let engine: Engine;

beforeAll(async () => {
	sandbox = await startSandbox({ seconds: 0.2, strict: true });
	engine = await Engine.start({
		credentials: Object.fromEntries(
			sandboxCredentials(sandbox.url).map(({ id, ...credential }) => [
				id,
				credential as unknown as StoredCredential,
			]),
		),
	});
});

afterAll(async () => {
	await engine.stop();
	await sandbox.close();
});

beforeEach(() => {
	sandbox.forget();
});

const base64 = (name: string) => readFileSync(join(folder, 'pictures', name)).toString('base64');

function read(name: string): WorkflowJson {
	const workflow = jsonParse<WorkflowJson>(readFileSync(join(folder, `${name}.json`), 'utf8'));
	return impatient(workflow);
}

async function run(workflow: WorkflowJson, options?: ExecuteOptions): Promise<ExecutionResult> {
	const result = await engine.execute(workflow, options);
	expect(result.error).toBeUndefined();
	return result;
}

/** What was sent to create videos. */
const orders = () => sandbox.creates().map(({ body }) => body as IDataObject);

async function factsOf(items: INodeExecutionData[]) {
	return await Promise.all(
		items.map(async ({ binary }) => {
			if (!binary?.['data']) throw new Error('The item has no video');
			return await videoFacts(await engine.readBinary(binary['data']));
		}),
	);
}

describe('the example workflow references-to-video.json', () => {
	it.each([1, 3])('makes one video of %d uploaded pictures, in their order', async (count) => {
		const files = ['storyboard-1.jpg', 'storyboard-2.jpg', 'storyboard-3.jpg'].slice(0, count);
		const pictures = files.map(base64);
		const upload: INodeExecutionData = {
			json: { 'What should happen?': 'The boat of Image 1 sails home' },
			// As n8n names them: one file alone has no number.
			binary: Object.fromEntries(
				pictures.map((data, index) => [
					count === 1 ? 'Pictures' : `Pictures_${index}`,
					{ data, mimeType: 'image/jpeg' },
				]),
			),
		};
		const result = await run(read('references-to-video'), { input: [upload] });

		expect(orders()).toMatchObject([
			{
				prompt: 'The boat of Image 1 sails home',
				reference_image_urls: pictures.map((data) => `data:image/jpeg;base64,${data}`),
			},
		]);
		expect(await factsOf(result.output('Wan Video'))).toMatchObject([
			{ seconds: 5, width: 1280, height: 720 },
		]);
	});
});

describe('the example workflow storyboard.json', () => {
	it('makes a clip between each two neighbours, and names them in order', async () => {
		const result = await run(read('storyboard'));

		const clips = result.output('Replace Me: Keep the Clips');
		expect(clips.map(({ json }) => json['file'])).toEqual(['clip-01.mp4', 'clip-02.mp4']);
		const size = { seconds: 5, width: 1280, height: 720 };
		expect(await factsOf(clips)).toMatchObject([size, size]);

		const [first, second, third] = [1, 2, 3].map((number) => base64(`storyboard-${number}.jpg`));
		const ends = orders().map(({ first_frame: from, last_frame: to }) => [from, to]);
		expect(ends.sort()).toEqual(
			[
				[first, second],
				[second, third],
			]
				.map((clip) => clip.map((data) => `data:image/jpeg;base64,${data}`))
				.sort(),
		);
	});

	it('makes one clip fewer than it is given pictures, and keeps their order', async () => {
		const workflow = read('storyboard');
		const pictures = [1, 2, 3, 2, 1].map((number) => base64(`storyboard-${number}.jpg`));
		const prompts = ['one', 'two', '[fail] three', 'four'];
		workflow.pinData = { Storyboard: [{ json: { pictures, prompts } }] };
		for (const node of workflow.nodes) {
			if (node.name === 'Wan Video') node.onError = 'continueRegularOutput';
		}
		const result = await run(workflow);

		const clips = result.output('Replace Me: Keep the Clips').map(({ json }) => json);
		const third = { file: 'clip-03.mp4', error: expect.stringContaining('content policy') };
		expect(clips).toMatchObject([
			{ file: 'clip-01.mp4', status: 'completed' },
			{ file: 'clip-02.mp4', status: 'completed' },
			third,
			{ file: 'clip-04.mp4', status: 'completed' },
		]);
		expect(new Set(orders().map(({ prompt }) => prompt))).toEqual(new Set(prompts));
	});
});

describe('the example workflow draft-then-final.json', () => {
	it('makes the chosen drafts again at 1080p with their prompt and seed, and nothing else', async () => {
		const prompt = 'A paper boat drifts down a rainy street';
		const workflow = read('draft-then-final');
		workflow.pinData = { Choose: [{ json: { 'Make in 1080p': ['Draft 2', 'Draft 3'] } }] };
		const result = await run(workflow, {
			input: [{ json: { 'What should the video show?': prompt, 'How many drafts?': '3' } }],
		});

		const seeds = result.output('Drafts').map(({ json }) => json['seed']);
		expect(new Set(seeds).size).toBe(3);
		const sent = orders();
		expect(new Set(sent.slice(0, 3).map(({ seed }) => seed))).toEqual(new Set(seeds));
		expect(sent.slice(0, 3)).toMatchObject(Array(3).fill({ prompt, resolution: '480p' }));
		expect(new Set(sent.slice(3).map(({ seed }) => seed))).toEqual(new Set(seeds.slice(1)));
		expect(sent.slice(3)).toMatchObject(Array(2).fill({ prompt, resolution: '1080p' }));

		const size = { seconds: 5, width: 1920, height: 1080 };
		expect(await factsOf(result.output('Show the Finals'))).toMatchObject([size, size]);
	});

	it('goes on with the drafts that could be made', async () => {
		const workflow = read('draft-then-final');
		const drafts = ['A boat', '[fail]'].map((prompt, index) => ({ prompt, seed: index + 1 }));
		workflow.pinData = {
			'Prompt and Seeds': [{ json: { drafts } }],
			Choose: [{ json: { 'Make in 1080p': ['Draft 1'] } }],
		};
		const result = await run(workflow);

		expect(result.output('Drafts').map(({ json }) => json)).toMatchObject([
			{ name: 'Draft 1', prompt: 'A boat', seed: 1, video: expect.stringMatching(/^http/) },
			{ name: 'Draft 2', prompt: '[fail]', seed: 2, video: '' },
		]);
		expect(orders().slice(2)).toMatchObject([{ prompt: 'A boat', resolution: '1080p', seed: 1 }]);
	});
});
