import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { bmp, encodedPicture, encodedSound, png, wav } from '../support/mediaFiles';
import { items, itemWith, type Run, startWorkbench, type Workbench } from '../support/workbench';

let bench: Workbench;

beforeAll(async () => {
	bench = await startWorkbench({
		addresses: {
			'not an address': 'api.aimlapi.com',
			'another protocol': 'ftp://example.com',
			empty: '',
		},
	});
});

afterAll(async () => {
	await bench.stop();
});

afterEach(() => {
	bench.sandbox.forget();
});

/** The node's error, and how many requests it sent before it came. */
async function refused(parameters: INodeParameters, run?: Run): Promise<unknown> {
	const { status, error } = await bench.run(parameters, run);
	return {
		status,
		message: error?.message,
		description: error && 'description' in error ? error.description : undefined,
		item: error && 'context' in error ? error.context['itemIndex'] : undefined,
		requests: bench.sandbox.requests.length,
	};
}

/** What {@link refused} gives for an input that is turned away with nothing sent. */
function problem(message: string, description: string | RegExp | undefined, item = 0): unknown {
	return {
		status: 'error',
		message,
		description:
			description instanceof RegExp ? (expect.stringMatching(description) as unknown) : description,
		item,
		requests: 0,
	};
}

const text = { operation: 'textToVideo', prompt: 'A boat' };
const muleRouterText = { ...text, provider: 'muleRouter' };
const picture = {
	provider: 'muleRouter',
	operation: 'imageToVideo',
	model: 'wan2.5-i2v-preview',
	prompt: 'A boat',
};
const pictureOfItem = { ...picture, imageSource: 'binary' };

describe('a prompt', () => {
	const description = 'Enter the prompt, or check the expression that gives it.';

	it.each([
		['that is empty', ''],
		['of spaces', '  \n '],
		['that is null', null],
	])('%s, given by an expression, is turned away', async (_, prompt) => {
		expect(
			await refused({ ...text, prompt: '={{ $json.prompt }}' }, { input: items({ prompt }) }),
		).toEqual(problem('Prompt is empty', description));
	});

	it('that is not there is turned away', async () => {
		expect(await refused({ ...text, prompt: '={{ $json.prompt }}' })).toEqual(
			problem('Prompt is empty', description),
		);
	});

	it('left empty does not even start', () => {
		expect(() => bench.begin({ ...text, prompt: '' })).toThrow('"Prompt" is required');
	});

	it('that is an object is turned away', async () => {
		expect(
			await refused(
				{ ...text, prompt: '={{ $json.prompt }}' },
				{ input: items({ prompt: { text: 'A boat' } }) },
			),
		).toEqual(problem('Prompt must be text, but it is {"text":"A boat"}', undefined));
	});

	it.each([
		['wan2.6-t2v', 'Wan 2.6', 2000],
		['wan2.2-t2v-plus', 'Wan 2.2 Plus', 800],
	])('over the limit of %s is turned away', async (model, name, limit) => {
		expect(await refused({ ...muleRouterText, model, prompt: 'a'.repeat(limit + 1) })).toEqual(
			problem(
				`Prompt is too long for ${name}: ${limit + 1} characters, and ${limit} are allowed`,
				'Shorten it, or choose a model that takes more.',
			),
		);
	});

	it('over the limit of the older path is turned away', async () => {
		expect(
			await refused({ ...text, prompt: 'a'.repeat(801), options: { endpoint: 'legacy' } }),
		).toEqual(
			problem(
				'Prompt is too long for this endpoint: 801 characters, and 800 are allowed',
				'Shorten it, or choose another Endpoint in the options.',
			),
		);
	});
});

describe('a value', () => {
	it.each([
		[{ resolution: '8K' }, 'Wan 2.7 does not offer Resolution "8K"', 'Choose one of: 720p, 1080p.'],
		[{ duration: 7 }, 'Wan 2.7 does not offer Duration 7', 'Choose one of: 5, 10, 15.'],
		[{ aspectRatio: '21:9' }, 'Wan 2.7 does not offer Aspect Ratio "21:9"', /16:9, 9:16, 1:1/],
	])('that the model does not offer is turned away: %j', async (value, message, description) => {
		const [[name, given] = ['', '']] = Object.entries(value as Record<string, string | number>);
		expect(
			await refused({ ...text, [name]: '={{ $json.given }}' }, { input: items({ given }) }),
		).toEqual(problem(message, description));
	});

	it.each([
		[{ seed: 1.5 }, 'Seed must be a whole number, but it is 1.5'],
		[{ seed: '={{ "random" }}' }, 'Seed must be a whole number, but it is "random"'],
		[
			{ promptExpansion: '={{ "maybe" }}' },
			'Prompt Expansion must be on or off (true or false), but it is "maybe"',
		],
		[{ pollingInterval: 0 }, 'Polling Interval must be a number from 0.1, but it is 0'],
		[{ timeout: '={{ "long" }}' }, 'Timeout must be a number from 1, but it is "long"'],
		[{ maxConcurrency: 0 }, 'Max Concurrency must be a number from 1, but it is 0'],
		[{ maxConcurrency: 1.5 }, 'Max Concurrency must be a whole number, not 1.5'],
		[{ outputBinaryProperty: '' }, 'Output Data Field Name is empty'],
		[{ endpoint: '={{ "v3" }}' }, 'Endpoint must be "unified" or "legacy", but it is "v3"'],
	])('of an option that cannot be is turned away: %j', async (options, message) => {
		expect(await refused({ ...text, options })).toEqual(problem(message, undefined));
	});

	it('of an option that MuleRouter bounds is turned away', async () => {
		expect(await refused({ ...muleRouterText, options: { seed: -1 } })).toEqual(
			problem('Seed must be from 0 to 2147483647, but it is -1', undefined),
		);
	});

	it('of an option with too many characters is turned away', async () => {
		expect(
			await refused({ ...muleRouterText, options: { negativePrompt: 'a'.repeat(501) } }),
		).toEqual(
			problem(
				'Negative Prompt is too long for Wan 2.6: 501 characters, and 500 are allowed',
				/^Shorten it/,
			),
		);
	});
});

describe('a model given by an expression', () => {
	it('that lacks a setting is turned away', async () => {
		expect(
			await refused({
				...text,
				model: '={{ "alibaba/wan2.1-t2v-plus" }}',
				options: { shotType: 'multi' },
			}),
		).toEqual(
			problem('Wan 2.1 Plus has no Shot Type', 'Remove Shot Type, or choose a model that has it.'),
		);
	});

	it('that comes to nothing is turned away', async () => {
		expect(await refused({ ...text, model: '={{ $json.model }}' })).toEqual(
			problem('Model is empty', undefined),
		);
	});

	it.each(['{"style": }', "{'style': 'anime'}", '[1, 2]', '"anime"', '7', 'null'])(
		'with additional fields that are no JSON object is turned away: %s',
		async (additionalFields) => {
			expect(await refused({ ...text, model: '=alibaba/wan-9-t2v', additionalFields })).toEqual(
				problem('Additional Fields is not a JSON object', /with double quotes around the names/),
			);
		},
	);
});

describe('a picture', () => {
	it.each([
		['359 pixels wide', png({ width: 359, height: 400 }), /^Image is 359 × 400 pixels/],
		['2001 pixels high', png({ width: 400, height: 2001 }), /^Image is 400 × 2001 pixels/],
		['of 10.3 MB', bmp({ width: 1900, height: 1900 }), /^Image is too large: 10\.3 MB/],
		['with transparency', png({}, 'colourAlpha'), /^Image is a PNG with transparency/],
		['that is a sound', wav(), /^Image is not a picture this provider takes$/],
	])('for MuleRouter %s is turned away', async (_, file, message) => {
		expect(await refused(pictureOfItem, { input: [itemWith(file)] })).toMatchObject({
			message: expect.stringMatching(message) as unknown,
			description: expect.stringMatching(
				/^(Resize it|Make it smaller|Save it as|It takes)/,
			) as unknown,
			item: 0,
			requests: 0,
		});
	});

	it('of a type that the provider does not take is turned away', async () => {
		const gif = await encodedPicture('gif');
		expect(await refused(pictureOfItem, { input: [itemWith(gif)] })).toEqual(
			problem(
				'Image is not a picture this provider takes (it is GIF)',
				"It takes JPEG, PNG, BMP and WEBP. The file's content counts, not its name.",
			),
		);
	});

	it('as Base64 is checked as well', async () => {
		const imageUrl = png({ width: 100, height: 100 }).toString('base64');
		expect(await refused({ ...picture, imageUrl })).toEqual(
			problem('Image is 100 × 100 pixels, and both sides must be from 360 to 2000', /^Resize it/),
		);
	});

	it('for the last frame is checked as well, and called by its name', async () => {
		expect(
			await refused({
				...picture,
				model: 'wan2.1-kf2v-plus',
				imageUrl: 'https://example.com/boat.jpg',
				lastFrameUrl: `data:image/png;base64,${png({}, 'greyAlpha').toString('base64')}`,
			}),
		).toEqual(
			problem(
				'Last Frame is a PNG with transparency, which this provider does not take',
				/^Save it/,
			),
		);
	});

	it.each([
		'boat.jpg',
		'/home/me/boat.jpg',
		'ftp://example.com/boat.jpg',
		'http://',
		'C:\\boat.jpg',
	])('behind something that is no link is turned away: %s', async (imageUrl) => {
		expect(await refused({ ...picture, imageUrl })).toEqual(
			problem(
				`Image URL is neither a web address nor Base64: ${JSON.stringify(imageUrl)}`,
				/^Enter a link that starts with https:\/\//,
			),
		);
	});

	it.each([
		['Image', { imageUrl: '' }],
		['Last Frame', { imageUrl: 'https://example.com/boat.jpg', lastFrameUrl: '' }],
	])('that is not given is asked for: %s', async (name, urls) => {
		expect(await refused({ ...picture, model: 'wan2.1-kf2v-plus', ...urls })).toEqual(
			problem(`${name} is empty`, /^Enter the/),
		);
	});
});

describe('a binary field', () => {
	it('that the item lacks is named, with those it has', async () => {
		expect(await refused(pictureOfItem, { input: [itemWith(png(), 'photo')] })).toEqual(
			problem('The item has no binary field "data" for Image', 'It has: photo.'),
		);
	});

	it('of an item without files is told so', async () => {
		expect(await refused(pictureOfItem)).toEqual(
			problem(
				'The item has no binary field "data" for Image',
				'It has no binary data at all: does the previous node output a file?',
			),
		);
	});

	it('without a name is turned away', async () => {
		expect(
			await refused(
				{ ...pictureOfItem, imageBinaryProperty: '={{ "" }}' },
				{ input: [itemWith(png())] },
			),
		).toEqual(
			problem(
				'Image Input Data Field Name is empty',
				'Enter the name of the field that holds the file, usually "data".',
			),
		);
	});
});

describe('a sound', () => {
	const withSound: INodeParameters = { ...text, options: { audioSource: 'binary' } };

	it('of a type that AI/ML API does not take is turned away', async () => {
		const ogg = await encodedSound('ogg');
		expect(await refused(withSound, { input: [itemWith(ogg)] })).toEqual(
			problem('Audio is not a sound this provider takes', /^It takes WAV and MP3/),
		);
	});

	it('that the item lacks is asked for', async () => {
		expect(await refused(withSound)).toEqual(
			problem('The item has no binary field "data" for Audio', /no binary data at all/),
		);
	});

	it('behind something that is no link is turned away', async () => {
		expect(await refused({ ...text, options: { audioUrl: 'waves.mp3' } })).toEqual(
			problem('Audio URL is neither a web address nor Base64: "waves.mp3"', /^Enter a link/),
		);
	});

	it('as Base64 is turned away by MuleRouter, which takes a link only', async () => {
		const audioUrl = wav().toString('base64');
		expect(await refused({ ...muleRouterText, options: { audioUrl } })).toEqual(
			problem('This provider takes Audio as a URL only', /reached by a link/),
		);
	});
});

describe('a generation to fetch', () => {
	it('without an ID is turned away', async () => {
		expect(await refused({ operation: 'fetch' })).toEqual(
			problem(
				'Generation ID is empty',
				/^Enter the ID that the operation which created it has output/,
			),
		);
	});

	it('without an ID does not even start when the field is empty', () => {
		expect(() => bench.begin({ operation: 'fetch', generationId: '' })).toThrow(
			'"Generation ID" is required',
		);
	});

	it('without its model is turned away with MuleRouter', async () => {
		expect(
			await refused({ provider: 'muleRouter', operation: 'fetch', generationId: 'task-1' }),
		).toEqual(problem('Model is empty', /^MuleRouter finds a generation by its ID and its model/));
	});
});

describe('a base URL', () => {
	it.each(['not an address', 'another protocol', 'empty'])(
		'that is no web address is turned away: %s',
		async (credential) => {
			expect(await refused(text, { credential })).toMatchObject({
				message: expect.stringMatching(/^The base URL ".*" is not a web address$/) as unknown,
				description: 'Open the AI/ML API credential and enter one that starts with https://.',
				requests: 0,
			});
		},
	);
});

describe('one bad item among three', () => {
	const input: INodeExecutionData[] = items({ seconds: 5 }, { seconds: 6 }, { seconds: 10 });
	const parameters = { ...text, duration: '={{ $json.seconds }}' };

	it('keeps all from being sent, and is named', async () => {
		expect(await refused(parameters, { input })).toEqual(
			problem('Wan 2.7 does not offer Duration 6', 'Choose one of: 5, 10, 15.', 1),
		);
	});

	it('without an ID keeps the others from being fetched', async () => {
		expect(
			await refused({ operation: 'fetch' }, { input: items({ id: 'a' }, { id: 'b' }, {}) }),
		).toMatchObject({ message: 'Generation ID is empty', item: 2, requests: 0 });
	});
});
