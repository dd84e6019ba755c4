import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { INodeExecutionData } from 'n8n-workflow';
import type { BrowserContext, Page } from 'playwright-core';

import { startSandbox, type Sandbox } from '../../sandbox/server';
import { chain, type NodeSketch, type WorkflowJson } from '../../tools/engine/workflowJson';
import type { Instance } from '../../tools/n8n/instance';
import { repository } from '../../tools/n8n/places';
import { type Entity, readWorkflows, sandboxCredentials } from '../../tools/n8n/setup';
import { until } from '../../tools/n8n/until';
import { n8nLines } from '../../tools/n8n/versions';
import { videoFacts } from '../support/video';
import { Editor } from './editor/Editor';
import { openBrowser, playedVideo, startVideo } from './support/browser';
import { type Execution, type N8nApi, outputOf } from './support/N8nApi';
import { startN8n } from './support/n8n';
import { type ChatRequest, startScriptedModel } from './support/scriptedModel';
import { Started } from './support/Started';
import { beginningWith, START, wanVideo } from './support/workflow';

const folder = join(repository, 'workflows');

/** What the examples end with where a user goes on. */
const VIDEO = 'Replace Me: Use the Video';
const PROBLEM = 'Replace Me: Tell Somebody';

/** How long several videos may take on a busy machine, in milliseconds. */
const MAKING = 60_000;

/** As they are in the folder, without a change. */
describe.each(n8nLines)('In n8n %s, the example workflow', (line) => {
	const started = new Started();
	let sandbox: Sandbox;
	let instance: Instance;
	let api: N8nApi;
	let browser: BrowserContext;

	beforeAll(async () => {
		sandbox = await startSandbox({ strict: true });
		started.atEnd(() => sandbox.close());
		// It calls the tool as it is asked to, and then tells where the video is.
		const model = await startScriptedModel(started, (request) => {
			const link = linkIn(request);
			return link === undefined
				? { call: request.tools?.[0]?.function.name ?? '', arguments: { prompt: 'A fox at dawn' } }
				: { say: `Here is your fox: ${link}` };
		});
		const openAi: Entity = {
			id: 'wanVideoOpenAi',
			name: 'OpenAI',
			type: 'openAiApi',
			data: { apiKey: 'any', url: model.url },
		};
		const content = {
			credentials: [...sandboxCredentials(sandbox.url), openAi],
			workflows: await readWorkflows(folder),
		};
		({ instance, api } = await startN8n(started, { name: `examples-${line}`, line, content }));
		browser = await openBrowser(started);
	});

	afterAll(async () => {
		await started.end();
	});

	beforeEach(() => {
		sandbox.forget();
		sandbox.configure({ seconds: 1 });
	});

	/** Runs an example to its end. */
	async function run(id: string): Promise<Execution> {
		const execution = await api.ended(await api.run(await api.findWorkflow(id)));
		expect(execution.data.resultData.error).toBeUndefined();
		expect(execution.status).toBe('success');
		return execution;
	}

	/** Waits for the success of an execution; at its start, n8n 1 calls a waiting one crashed for a moment. */
	const succeeded = async (id: string) =>
		await until(
			`the success of execution ${id}`,
			async () => {
				const execution = await api.execution(id);
				return execution.status === 'success' && execution;
			},
			150,
		);

	/** The facts of the videos that items hold. */
	const videosIn = async (items: INodeExecutionData[]) =>
		await Promise.all(items.map(async (item) => await videoFacts(await api.download(item))));

	/** Opens the page of a form once n8n answers for it. */
	async function openForm(path: string): Promise<Page> {
		const page = await browser.newPage();
		await until('the form', async () => {
			return (await page.goto(`${instance.url}/form/${path}`))?.ok();
		});
		return page;
	}

	it('text to video makes a video', async () => {
		const execution = await run('wanVideoTextToVideo');
		const videos = await videosIn(outputOf(execution, 'Wan Video'));
		expect(videos).toMatchObject([{ seconds: 5, width: 832, height: 480 }]);
		expect(sandbox.creates()).toHaveLength(1);
	});

	it('image to video sets its picture in motion', async () => {
		const execution = await run('wanVideoImageToVideo');
		const videos = await videosIn(outputOf(execution, 'Wan Video'));
		expect(videos).toMatchObject([{ seconds: 5, width: 1280, height: 720 }]);
		expect(sandbox.creates()).toHaveLength(1);
	});

	it('create, then fetch orders a video and collects it', async () => {
		const execution = await run('wanVideoCreateThenFetch');
		const [created] = outputOf(execution, 'Create Video');
		expect(created?.binary).toBeUndefined();
		const fetched = outputOf(execution, 'Fetch Video');
		expect(fetched).toMatchObject([{ json: { id: created?.json.id, status: 'completed' } }]);
		expect(await videosIn(fetched)).toMatchObject([{ seconds: 5, width: 480, height: 832 }]);
		expect(sandbox.creates()).toHaveLength(1);
	});

	it('batch from a spreadsheet makes a video for each row, and a spreadsheet of the results', async () => {
		const execution = await run('wanVideoBatch');
		const formats = [
			{ width: 832, height: 480 },
			{ width: 480, height: 832 },
			{ width: 624, height: 624 },
		];
		const videos = await videosIn(outputOf(execution, 'Replace Me: Keep the Videos'));
		expect(videos).toMatchObject(formats);

		const rows = outputOf(execution, 'Result of Each Row').map(({ json }) => json);
		const titles = ['Harbour', 'Tram', 'Meadow'];
		expect(rows).toMatchObject(titles.map((title) => ({ title, status: 'completed' })));
		const [file] = outputOf(execution, 'Spreadsheet with Results');
		const spreadsheet = (await api.download(file ?? { json: {} })).toString();
		for (const { id, video } of rows) {
			expect(spreadsheet).toContain(id);
			expect(spreadsheet).toContain(video);
		}
		expect(sandbox.creates()).toHaveLength(3);
	});

	it('retry and error output delivers the one video and reports the other', async () => {
		const execution = await run('wanVideoRetry');
		expect(await videosIn(outputOf(execution, VIDEO))).toMatchObject([{ seconds: 5 }]);
		const problems = outputOf(execution, PROBLEM);
		expect(problems).toMatchObject([{ json: { id: expect.stringMatching(/.+/) } }]);
		expect(problems[0]?.json.message).toMatch(/refuses to show.*was not made: .*content policy/);
		expect(sandbox.creates()).toHaveLength(2);
	});

	it('durable wait delivers a video though n8n is restarted in between', async () => {
		const id = await api.run(await api.findWorkflow('wanVideoDurableWait'));
		await until('the wait', async () => (await api.execution(id)).status === 'waiting');
		await instance.stop();
		await instance.start();

		const execution = await succeeded(id);
		expect(await videosIn(outputOf(execution, VIDEO))).toMatchObject([{ width: 1280 }]);
		expect(sandbox.creates()).toHaveLength(1);
	}, 200_000);

	it('durable wait, as a sub-workflow, gives its caller the videos though n8n is restarted in between', async () => {
		// The caller's pause is that of its sub-workflow: both are in the database then.
		const caller = await api.createWorkflow(callerOf('wanVideoDurableWaitSub'));
		const id = await api.run(caller);
		await until('the wait', async () => (await api.execution(id)).status === 'waiting');
		await instance.stop();
		await instance.start();

		const execution = await succeeded(id);
		const orders = outputOf(execution, 'Create Videos').map(({ json }) => json.id);
		expect(orders).toHaveLength(2);
		const given = outputOf(execution, 'Durable Wait');
		expect(given.map(({ json }) => json.id)).toEqual(orders);
		// n8n 1 hands back what the caller gave, whatever a sub-workflow that has waited returns.
		const returned = line === '1' ? outputOf(execution, 'Fetch') : given;
		expect(returned.map(({ json }) => json.status)).toEqual(['completed', 'completed']);
		expect(await videosIn(returned)).toMatchObject([{ seconds: 5 }, { seconds: 5 }]);
		expect(sandbox.creates()).toHaveLength(2);
	}, 200_000);

	it('image to video from a form plays a video to whoever uploads a picture', async () => {
		await api.activate(await api.findWorkflow('wanVideoFromForm'));
		const page = await openForm('picture-to-video');
		await page.setInputFiles('input[type=file]', join(folder, 'pictures/sailing-boat.jpg'));
		const prompt = 'The boat sails slowly to the right';
		await page.fill('textarea', prompt);
		await page.getByRole('button', { name: 'Make the video' }).click();

		const video = await playedVideo(page.locator('video'));
		expect(video).toEqual({ seconds: 5, width: 1280, height: 720 });
		expect(sandbox.creates()).toMatchObject([{ body: { prompt } }]);
	});

	const pictures = [1, 2, 3].map((number) => join(folder, `pictures/storyboard-${number}.jpg`));
	const asDataUri = async (file: string) =>
		`data:image/jpeg;base64,${await readFile(file, 'base64')}`;

	it.each([1, 3])(
		'references to one video plays a video to whoever uploads %d pictures',
		async (count) => {
			await api.activate(await api.findWorkflow('wanVideoReferences'));
			const page = await openForm('references-to-video');
			const files = pictures.slice(0, count);
			// n8n numbers uploads as they happen to arrive: the example goes by the files' names.
			await page.setInputFiles('input[type=file]', [...files].reverse());
			const prompt = 'The boat of Image 1 sails home';
			await page.fill('textarea', prompt);
			await page.getByRole('button', { name: 'Make the video' }).click();

			const video = await playedVideo(page.locator('video'));
			expect(video).toEqual({ seconds: 5, width: 1280, height: 720 });
			const references = await Promise.all(files.map(asDataUri));
			expect(sandbox.creates()).toMatchObject([
				{ body: { prompt, reference_image_urls: references } },
			]);
		},
	);

	it('storyboard makes a clip between each two neighbours, named in order', async () => {
		const execution = await run('wanVideoStoryboard');
		const clips = outputOf(execution, 'Replace Me: Keep the Clips');
		expect(clips.map(({ json }) => json.file)).toEqual(['clip-01.mp4', 'clip-02.mp4']);
		const size = { seconds: 5, width: 1280, height: 720 };
		expect(await videosIn(clips)).toMatchObject([size, size]);
		const [first, second, third] = await Promise.all(pictures.map(asDataUri));
		const ends = sandbox.creates().map(({ body }) => body);
		expect(ends).toHaveLength(2);
		expect(ends).toContainEqual(
			expect.objectContaining({ first_frame: first, last_frame: second }),
		);
		expect(ends).toContainEqual(
			expect.objectContaining({ first_frame: second, last_frame: third }),
		);
	});

	it('draft, then final makes the chosen draft again at 1080p, with its prompt and seed', async () => {
		await api.activate(await api.findWorkflow('wanVideoDrafts'));
		const page = await openForm('draft-then-final');
		const prompt = 'A paper boat drifts down a rainy street';
		await page.fill('textarea', prompt);
		await page.selectOption('select', '2');
		await page.getByRole('button', { name: 'Make the drafts' }).click();

		// The page of the choice comes by itself.
		const second = page.getByLabel('Draft 2', { exact: true });
		await second.check({ timeout: MAKING });
		const drafts = page.locator('video');
		expect(await drafts.count()).toBe(2);
		for (const draft of await drafts.all()) {
			expect(await startVideo(draft)).toEqual({ seconds: 5, width: 832, height: 480 });
		}
		const sent = sandbox.creates().map(({ body }) => body as { seed: number });
		expect(sent).toMatchObject(Array(2).fill({ prompt, resolution: '480p' }));

		await page.getByRole('button', { name: 'Make them' }).click();
		await page.getByRole('heading', { name: 'Here they are' }).waitFor({ timeout: MAKING });
		expect(await startVideo(page.locator('video'))).toEqual({
			seconds: 5,
			width: 1920,
			height: 1080,
		});
		const [execution] = await api.executions({ id: 'wanVideoDrafts' });
		const chosen = outputOf(await api.execution(execution?.id ?? ''), 'Drafts')[1];
		expect(sandbox.creates()).toHaveLength(3);
		expect(sandbox.creates().at(-1)?.body).toMatchObject({
			prompt,
			resolution: '1080p',
			seed: chosen?.json.seed,
		});
	});

	it('an AI agent that makes videos answers in the chat with a link to a video', async () => {
		const editor = await Editor.open(started, instance.url, `n8n-${line}`);
		await editor.openWorkflow('wanVideoAgent');
		await editor.say('Make me a video of a fox at dawn');
		const answer = await editor.heard('Here is your fox');
		await editor.screenshot('agent');

		const video = await fetch(/http\S+/.exec(answer)?.[0] ?? '');
		expect(await videoFacts(Buffer.from(await video.arrayBuffer()))).toMatchObject({ seconds: 5 });
		expect(sandbox.creates()).toMatchObject([{ body: { prompt: 'A fox at dawn' } }]);
	});
});

/** The link to a video that a tool has told the model about. */
function linkIn({ messages }: ChatRequest): string | undefined {
	const told = messages.findLast(({ role }) => role === 'tool')?.content ?? '';
	return /https?:[^"\s\\]+\.mp4[^"\s\\]*/.exec(told)?.[0];
}

/** A workflow that orders two videos and leaves the wait for them to another one. */
function callerOf(workflowId: string): WorkflowJson {
	const credentials = {
		wanVideoMuleRouterApi: { id: 'wanVideoMuleRouterApi', name: 'MuleRouter (sandbox)' },
	};
	const create = wanVideo(
		credentials,
		{ provider: 'muleRouter', prompt: '={{ $json.prompt }}', waitForCompletion: false },
		{ name: 'Create Videos' },
	);
	const inputs = ['id', 'model'];
	const wait: NodeSketch = {
		name: 'Durable Wait',
		type: 'n8n-nodes-base.executeWorkflow',
		typeVersion: 1.2,
		parameters: {
			workflowId: { __rl: true, mode: 'id', value: workflowId },
			workflowInputs: {
				mappingMode: 'defineBelow',
				value: Object.fromEntries(inputs.map((name) => [name, `={{ $json.${name} }}`])),
				schema: inputs.map((id) => ({ id, displayName: id, type: 'string', display: true })),
			},
			options: {},
		},
	};
	const fetch = wanVideo(
		credentials,
		{ provider: 'muleRouter', operation: 'fetch', waitForCompletion: false },
		{ name: 'Fetch' },
	);
	return beginningWith(
		[{ prompt: 'A lighthouse' }, { prompt: 'A windmill' }],
		chain([START, create, wait, fetch]),
	);
}
