import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { startSandbox, type Sandbox } from '../../sandbox/server';
import { chain } from '../../tools/engine/workflowJson';
import { repository } from '../../tools/n8n/places';
import { n8nLines } from '../../tools/n8n/versions';
import { startServer } from '../support/servers';
import { videoFacts } from '../support/video';
import { type N8nApi, outputOf } from './support/N8nApi';
import { startN8n } from './support/n8n';
import { Started } from './support/Started';
import {
	beginningWith,
	connectTo,
	orderedPrompts,
	type Credentials,
	PROVIDERS,
	START,
	wanVideo,
} from './support/workflow';

describe.each(n8nLines)('In n8n %s', (line) => {
	const started = new Started();
	let sandbox: Sandbox;
	let api: N8nApi;
	let credentials: Credentials;
	/** The address of a picture. */
	let pictureUrl: string;

	beforeAll(async () => {
		sandbox = await startSandbox({ seconds: 1, strict: true });
		started.atEnd(() => sandbox.close());
		const picture = await readFile(join(repository, 'workflows/pictures/sailing-boat.jpg'));
		const pictures = await startServer(() => ({
			headers: { 'content-type': 'image/jpeg' },
			body: picture,
		}));
		started.atEnd(() => pictures.close());
		pictureUrl = `${pictures.url}/boat.jpg`;
		({ api } = await startN8n(started, { name: `workflows-${line}`, line }));
		credentials = await connectTo(api, sandbox.url);
	});

	afterAll(async () => {
		await started.end();
	});

	beforeEach(() => {
		sandbox.forget();
	});

	describe.each(PROVIDERS)('with %s', (provider) => {
		it('makes a video from text that can be downloaded from n8n and played', async () => {
			const prompt = 'A small boat on a quiet lake';
			const node = wanVideo(credentials, { provider, prompt });
			const execution = await api.execute(chain([START, node]));

			const [item, ...others] = outputOf(execution, 'Wan Video');
			expect(others).toEqual([]);
			expect(item?.json).toMatchObject({ status: 'completed', provider });
			const video = await api.download(item ?? { json: {} });
			expect(await videoFacts(video)).toMatchObject({ seconds: 5, width: 832, height: 480 });
			expect(orderedPrompts(sandbox)).toEqual([prompt]);
		});

		it('makes a video from a picture at an address', async () => {
			const prompt = 'The boat sails away';
			const node = wanVideo(credentials, {
				...{ provider, operation: 'imageToVideo', prompt },
				...{ imageSource: 'url', imageUrl: pictureUrl },
			});
			const execution = await api.execute(chain([START, node]));

			const [item] = outputOf(execution, 'Wan Video');
			expect(await videoFacts(await api.download(item ?? { json: {} }))).toMatchObject({
				seconds: 5,
			});
			expect(JSON.stringify(sandbox.creates()[0]?.body)).toContain(pictureUrl);
		});

		it("makes a video from a previous node's picture", async () => {
			const picture = {
				name: 'Picture',
				type: 'n8n-nodes-base.httpRequest',
				typeVersion: 4.2,
				parameters: {
					url: pictureUrl,
					options: { response: { response: { responseFormat: 'file' } } },
				},
			};
			const node = wanVideo(credentials, {
				...{ provider, operation: 'imageToVideo', prompt: 'The boat sails away' },
				...{ imageSource: 'binary', imageBinaryProperty: 'data' },
			});
			const execution = await api.execute(chain([START, picture, node]));

			const [item] = outputOf(execution, 'Wan Video');
			expect(await videoFacts(await api.download(item ?? { json: {} }))).toMatchObject({
				seconds: 5,
			});
		});

		it('fetches the video of a generation that was created without waiting', async () => {
			const create = wanVideo(
				credentials,
				{ provider, prompt: 'A slow river', waitForCompletion: false },
				{ name: 'Create' },
			);
			const fetch = wanVideo(credentials, { provider, operation: 'fetch' }, { name: 'Fetch' });
			const execution = await api.execute(chain([START, create, fetch]));

			const [created] = outputOf(execution, 'Create');
			expect(created?.json.status).toMatch(/queued|running/);
			expect(created?.binary).toBeUndefined();
			const [fetched] = outputOf(execution, 'Fetch');
			expect(fetched?.json).toMatchObject({ id: created?.json.id, status: 'completed' });
			expect(await videoFacts(await api.download(fetched ?? { json: {} }))).toMatchObject({
				seconds: 5,
			});
			expect(sandbox.creates()).toHaveLength(1);
		});

		it('takes a batch through together, and hands it on in order', async () => {
			const prompts = ['A fox', 'A heron', 'An otter', 'A snail', 'A wren'];
			const node = wanVideo(credentials, { provider, prompt: '={{ $json.prompt }}' });
			const items = prompts.map((prompt) => ({ prompt }));
			const execution = await api.execute(beginningWith(items, chain([START, node])));

			const output = outputOf(execution, 'Wan Video');
			expect(output.map(({ pairedItem }) => pairedItem)).toEqual(
				prompts.map((_, item) => ({ item })),
			);
			const ids = new Set(output.map(({ json }) => json.id));
			expect(ids.size).toBe(prompts.length);
			const videos = await Promise.all(output.map(async (item) => await api.download(item)));
			for (const video of videos) expect(await videoFacts(video)).toMatchObject({ seconds: 5 });
			expect(sandbox.creates()).toHaveLength(prompts.length);
		});
	});
});
