import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { ALL_USES, leastForm } from '../support/forms';
import { encodedPicture, encodedVideo, wav } from '../support/mediaFiles';
import { serveFiles, type TestServer } from '../support/servers';
import { videoFacts } from '../support/video';
import { fileOf, NODE, startWorkbench, type Workbench } from '../support/workbench';

let bench: Workbench;
/** Where the provider finds what is given by a link. */
let files: TestServer;

beforeAll(async () => {
	const [picture, video] = await Promise.all([
		// Large enough for all of them.
		encodedPicture('jpg', { width: 640, height: 480 }),
		encodedVideo('mp4', { size: '640x480' }),
	]);
	files = await serveFiles({
		'/a.jpg': picture,
		'/a.mp4': video,
		'/a.wav': wav(),
	});
	bench = await startWorkbench();
});

afterAll(async () => {
	await bench.stop();
	await files.close();
});

afterEach(() => {
	bench.sandbox.forget();
});

describe.each(ALL_USES)('$operation with $id on $provider', (use) => {
	it('is created, waited for and downloaded', async () => {
		const { url } = files;
		const links = { image: `${url}/a.jpg`, video: `${url}/a.mp4`, audio: `${url}/a.wav` };
		const parameters = leastForm(use, links) as INodeParameters;
		const result = await bench.run({ ...parameters, options: { pollingInterval: 0.1 } });
		expect(result.error).toBeUndefined();
		const [item] = result.output(NODE);
		expect(item?.json).toMatchObject({
			status: 'completed',
			provider: use.provider,
			model: use.id,
		});
		expect(bench.sandbox.creates()).toHaveLength(1);
		const { seconds } = await videoFacts(await fileOf(bench, item));
		expect(seconds).toBeGreaterThan(0);
	});
});
