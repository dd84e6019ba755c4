import { createAlibaba } from '@ai-sdk/alibaba';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { KEYS } from '../../../sandbox/keys';
import { startSandbox, type Sandbox } from '../../../sandbox/server';
import { videoFacts } from '../../support/video';
import { makePicture, serve, type FileServer } from '../support/pictures';

// `@ai-sdk/alibaba`, a published client that nobody here wrote, with nothing changed but its address and key.

jest.setTimeout(60_000);

let sandbox: Sandbox;
let files: FileServer;

beforeAll(async () => {
	sandbox = await startSandbox({ seconds: 0.3, strict: true });
	files = await serve({ '/fox.png': await makePicture({ width: 480, height: 640 }) });
});
afterAll(() => Promise.all([sandbox.close(), files.close()]));
afterEach(() => {
	sandbox.forget();
});

type Model = ReturnType<ReturnType<typeof createAlibaba>['video']>;
type Options = Parameters<Model['doGenerate']>[0];

/** What the client makes of a model, as the SDK calls it: all that it has no choice for is left out. */
async function generate(model: string, options: Partial<Options>, apiKey: string = KEYS.good) {
	const client = createAlibaba({ videoBaseURL: sandbox.url, apiKey });
	return await client.video(model).doGenerate({
		prompt: 'A fox runs',
		n: 1,
		aspectRatio: undefined,
		resolution: undefined,
		duration: undefined,
		fps: undefined,
		seed: undefined,
		image: undefined,
		...options,
		providerOptions: { alibaba: { pollIntervalMs: 50, ...options.providerOptions?.['alibaba'] } },
	} as Options);
}

const fox = (): Partial<Options> => ({ image: { type: 'url', url: files.link('/fox.png') } });

it.each<[string, () => Partial<Options>, { width: number; height: number; seconds: number }]>([
	[
		'wan2.6-t2v',
		() => ({ resolution: '1280x720', duration: 3, seed: 7 }),
		{ width: 1280, height: 720, seconds: 3 },
	],
	[
		'wan2.5-t2v-preview',
		() => ({ resolution: '832x480', duration: 5 }),
		{ width: 832, height: 480, seconds: 5 },
	],
	[
		'wan2.7-t2v',
		() => ({ resolution: '1280x720', duration: 2, aspectRatio: '16:9' }),
		{ width: 1280, height: 720, seconds: 2 },
	],
	[
		'wan2.6-i2v',
		() => ({ ...fox(), resolution: '1280x720', duration: 2 }),
		{ width: 832, height: 1108, seconds: 2 },
	],
	[
		'wan2.5-i2v-preview',
		() => ({ ...fox(), resolution: '832x480', duration: 5 }),
		{ width: 548, height: 730, seconds: 5 },
	],
	[
		'wan3.0-video',
		() => ({ ...fox(), resolution: '832x480', duration: 3, aspectRatio: '3:4' }),
		{ width: 548, height: 730, seconds: 3 },
	],
])('makes a video with %s that plays', async (model, options, facts) => {
	const { videos, warnings, providerMetadata } = await generate(model, options());
	expect(warnings).toEqual([]);
	expect(sandbox.creates()).toMatchObject([{ status: 200, ignoredFields: [], body: { model } }]);
	const [video] = videos;
	if (video?.type !== 'url') throw new Error('There is no link');
	const response = await fetch(video.url);
	expect(response.status).toBe(200);
	expect(await videoFacts(Buffer.from(await response.arrayBuffer()))).toMatchObject(facts);
	expect(providerMetadata?.['alibaba']).toMatchObject({
		taskId: expect.any(String),
		videoUrl: video.url,
	});
});

describe('understands', () => {
	it('that the key is wrong', async () => {
		await expect(generate('wan2.6-t2v', {}, 'wrong')).rejects.toThrow('Invalid API-key provided.');
	});

	it('that a request is', async () => {
		await expect(generate('wan2.6-t2v', { duration: 90 })).rejects.toThrow(/duration/);
	});

	it('that the task has failed', async () => {
		await expect(generate('wan2.6-t2v', { prompt: 'A fox [fail]' })).rejects.toThrow(
			/^Video generation failed\. Task ID: /,
		);
	});

	it('what is told of the seconds', async () => {
		const { providerMetadata } = await generate('wan2.7-t2v', { duration: 2 });
		expect(providerMetadata?.['alibaba']).toMatchObject({
			usage: { duration: 2, outputVideoDuration: 2 },
		});
	});
});
