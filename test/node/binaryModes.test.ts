import { afterEach, describe, expect, it } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { encodedPicture, encodedVideo } from '../support/mediaFiles';
import { videoFacts } from '../support/video';
import {
	fileOf,
	items,
	itemWith,
	NODE,
	pictureToFile,
	startWorkbench,
	type Workbench,
} from '../support/workbench';

let bench: Workbench | undefined;

afterEach(async () => {
	await bench?.stop();
	bench = undefined;
});

const picture: INodeParameters = {
	provider: 'muleRouter',
	operation: 'imageToVideo',
	model: 'wan2.5-i2v-preview',
	prompt: 'The boat sails away',
	imageSource: 'binary',
	resolution: '480P',
};

describe.each(['memory', 'filesystem'] as const)('when n8n keeps files in its %s', (binaryData) => {
	it('a video comes out as a file that plays', async () => {
		bench = await startWorkbench({ binaryData });
		const result = await bench.run(picture, { input: [itemWith(await encodedPicture('jpg'))] });
		const [item] = result.output(NODE);
		expect(await videoFacts(await fileOf(bench, item))).toMatchObject({
			width: 730,
			height: 548,
			seconds: 5,
		});
	});

	it('the execution’s own data holds the video only if there is no other place', async () => {
		bench = await startWorkbench({ binaryData });
		const result = await bench.run(picture, { input: [itemWith(await encodedPicture('jpg'))] });
		const file = result.output(NODE)[0]?.binary?.['data'];
		expect({ hasId: file?.id !== undefined, hasContent: (file?.data.length ?? 0) > 1000 }).toEqual(
			binaryData === 'memory'
				? { hasId: false, hasContent: true }
				: { hasId: true, hasContent: false },
		);
	});

	it('a picture that the node before has put there is sent', async () => {
		bench = await startWorkbench({ binaryData });
		const jpeg = await encodedPicture('jpg');
		await bench.run(picture, {
			input: items({ picture: jpeg.toString('base64') }),
			before: [pictureToFile('boat.jpg', 'image/jpeg')],
		});
		expect(bench.sandbox.creates()).toMatchObject([
			{ body: { image: `data:image/jpeg;base64,${jpeg.toString('base64')}` } },
		]);
	});

	it('a video that the node before has put there is uploaded', async () => {
		bench = await startWorkbench({ binaryData });
		const clip = await encodedVideo('mp4', { size: '640x480' });
		const result = await bench.run(
			{
				provider: 'alibabaCloud',
				operation: 'editVideo',
				model: 'wan2.7-videoedit',
				prompt: 'At night',
				videoSource: 'binary',
			},
			{
				input: items({ picture: clip.toString('base64') }),
				before: [pictureToFile('boat.mp4', 'video/mp4')],
			},
		);
		expect(result.error?.message).toBeUndefined();
		expect(bench.sandbox.requests).toContainEqual(
			expect.objectContaining({
				path: '/uploads',
				body: expect.objectContaining({
					file: { name: expect.stringMatching(/\.mp4$/), bytes: clip.length },
				}),
			}),
		);
		expect(result.output(NODE)).toMatchObject([{ json: { status: 'completed' } }]);
	});
});
