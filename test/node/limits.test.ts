import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { encodedVideo, png, wav } from '../support/mediaFiles';
import { startWorkbench, type Workbench } from '../support/workbench';

let bench: Workbench;
let clip: Buffer;

beforeAll(async () => {
	clip = await encodedVideo('mp4', { size: '320x240', seconds: 1 });
	bench = await startWorkbench();
});

afterAll(async () => {
	await bench.stop();
});

const PICTURE = 'https://example.com/a.png';
const FILM = 'https://example.com/a.mp4';

const text = { operation: 'textToVideo', prompt: 'A boat' };
const picture = { operation: 'imageToVideo', prompt: 'A boat', imageUrl: PICTURE };
const edit = { operation: 'editVideo', prompt: 'In winter', videoUrl: FILM };
const mule = { provider: 'muleRouter' };
const wan30 = { model: 'alibaba/wan-3-0-video' };
const additional = (fields: object) => ({
	options: { additionalFields: JSON.stringify(fields) },
});

/** A video with a box of so many megabytes in it that hold nothing. */
function withSpace(video: Buffer, megabytes: number): Buffer {
	const space = Buffer.alloc(megabytes * 1024 * 1024 - video.length);
	space.writeUInt32BE(space.length);
	space.write('free', 4, 'latin1');
	return Buffer.concat([video, space]);
}

interface Wrong {
	what: string;
	parameters: INodeParameters;
	message: string;
	advice: string;
	/** Of another file in the item, where it matters. */
	megabytes?: number;
}

const WRONG: Wrong[] = [
	{
		what: 'a length that is too short',
		parameters: { ...text, ...wan30, duration: 1 },
		message: 'Duration must be from 2 to 30, but it is 1',
		advice: '',
	},
	{
		what: 'a length that is too long',
		parameters: { ...text, ...mule, model: 'w3.0-video', duration: 31 },
		message: 'Duration must be from 2 to 30, or -1 (the model chooses), but it is 31',
		advice: '',
	},
	{
		what: 'a number of frames between two steps',
		parameters: { ...text, model: 'krea/krea-wan-14b/text-to-video', options: { frames: 80 } },
		message: 'Krea Wan 14B does not offer Number of Frames 80',
		advice: 'It goes in steps of 12: 18, 30, 42 …',
	},
	{
		what: 'a prompt that is too long',
		parameters: { ...text, ...wan30, prompt: 'a'.repeat(20_001) },
		message: 'Prompt is too long for Wan 3.0: 20001 characters, and 20000 are allowed',
		advice: 'Shorten it',
	},
	{
		what: 'a last picture without a first one',
		parameters: { ...text, ...wan30, ...additional({ last_image_url: PICTURE }) },
		message: 'Wan 3.0 takes "last_image_url" only with "image_url"',
		advice: 'Add "image_url", or remove "last_image_url".',
	},
	{
		what: 'a first picture and references',
		parameters: { ...picture, ...wan30, ...additional({ reference_image_urls: [PICTURE] }) },
		message: 'Wan 3.0 does not take Image and "reference_image_urls" together',
		advice: 'Remove one of them.',
	},
	{
		what: 'a first picture and references of MuleRouter',
		parameters: {
			...picture,
			...mule,
			model: 'w3.0-video',
			...additional({ reference_videos: [FILM] }),
		},
		message: 'Wan 3.0 does not take Image and "reference_videos" together',
		advice: 'Remove one of them.',
	},
	{
		what: 'a file and a page as context',
		parameters: { ...text, ...wan30, ...additional({ file_url: 'a', link_url: 'b' }) },
		message: 'Wan 3.0 does not take "file_url" and "link_url" together',
		advice: 'Remove one of them.',
	},
	{
		what: 'two masks',
		parameters: {
			...edit,
			...mule,
			function: 'video_edit',
			maskImageUrl: PICTURE,
			maskVideoUrl: FILM,
		},
		message: 'Wan 2.1 VACE Plus does not take Mask Image and Mask Video together',
		advice: 'Remove one of them.',
	},
	{
		what: 'two references where one is taken',
		parameters: {
			...edit,
			...mule,
			specifyReferences: 'list',
			references: JSON.stringify([PICTURE, PICTURE]),
		},
		message: 'Wan 2.1 VACE Plus takes at most 1 picture as a reference, but there are 2',
		advice: 'Remove some of them',
	},
	{
		what: 'a frame beyond twice its size',
		parameters: { ...edit, ...mule, function: 'video_outpainting', leftScale: 2.5 },
		message: 'Left Scale must be from 1 to 2, but it is 2.5',
		advice: '',
	},
	{
		what: 'no video',
		parameters: { ...edit, videoUrl: '' },
		message: 'Video is empty',
		advice: 'Enter the video',
	},
	{
		what: 'no picture to animate',
		parameters: { operation: 'animate', videoUrl: FILM },
		message: 'Image is empty',
		advice: 'Enter the image',
	},
	{
		what: 'a video as a file, where only links are taken',
		parameters: { ...edit, ...mule, videoSource: 'binary', videoBinaryProperty: 'film' },
		message: 'This provider takes Video as a URL only',
		advice: 'Put the video where it can be reached by a link',
	},
	{
		what: 'a picture in the place of a video',
		parameters: { ...edit, videoSource: 'binary', videoBinaryProperty: 'picture' },
		message: 'Video is not a video this provider takes',
		advice: 'It takes MP4, MOV and WEBM.',
	},
	{
		what: 'a sound in the place of a video',
		parameters: { ...edit, videoSource: 'binary', videoBinaryProperty: 'sound' },
		message: 'Video is not a video this provider takes',
		advice: 'It takes MP4, MOV and WEBM.',
	},
	{
		what: 'a field that is not there',
		parameters: { ...edit, videoSource: 'binary' },
		message: 'The item has no binary field "data" for Video',
		advice: 'It has: film, picture, sound.',
	},
	{
		what: 'a model of another operation',
		parameters: { ...picture, model: 'alibaba/wan-2-7-t2v' },
		message: 'Wan 2.7 (alibaba/wan-2-7-t2v) is no model for Image to Video',
		advice: 'It is for Text to Video. Choose a model of the list.',
	},
	{
		what: 'a model of another provider',
		parameters: { ...text, ...mule, model: 'alibaba/wan-2-7-t2v' },
		message: 'alibaba/wan-2-7-t2v is a model of AI/ML API',
		advice: 'Choose a model of the list.',
	},
	{
		what: 'a function in another spelling, whose fields n8n has dropped',
		parameters: { ...edit, ...mule, function: 'Video_Edit', maskImageUrl: PICTURE },
		message: 'Wan 2.1 VACE Plus does not offer Function "Video_Edit"',
		advice: 'Choose one of: video_repainting, video_edit, video_outpainting.',
	},
	{
		what: 'several links in the place of one',
		parameters: { ...picture, imageUrl: `${PICTURE}\n${PICTURE}` },
		message: `Image URL is neither a web address nor Base64: "${PICTURE}\\n${PICTURE}"`.slice(
			0,
			45 + 60,
		),
		advice: 'Enter a link that starts with https://',
	},
	{
		what: 'a picture as a file for a model that takes links only',
		parameters: {
			...picture,
			...mule,
			model: 'wan2.1-vace-plus',
			imageSource: 'binary',
			imageBinaryProperty: 'picture',
		},
		message: 'This model takes Image as a URL only',
		advice: 'Put the picture where it can be reached by a link',
	},
	{
		what: 'something that is no link, where only links are taken',
		parameters: { ...edit, ...mule, videoUrl: 'clip.mp4' },
		message: 'Video URL is no web address: "clip.mp4"',
		advice: 'a file itself is not taken here',
	},
	{
		what: 'files that are too much for one request',
		parameters: {
			operation: 'referenceToVideo',
			prompt: 'A boat',
			references: {
				reference: ['large', 'large'].map((binaryProperty) => ({
					type: 'video',
					source: 'binary',
					binaryProperty,
				})),
			},
		},
		message: 'The files are too large together: 60 MB, and 45 MB are sent along at most',
		advice: 'Make them smaller, or give some of them as links.',
		megabytes: 30,
	},
	{
		what: 'a file that is too large',
		parameters: { ...edit, videoSource: 'binary', videoBinaryProperty: 'large' },
		message: 'Video is too large: 41 MB, and 40 MB are allowed',
		advice: 'Shorten it first',
		megabytes: 41,
	},
	{
		what: 'an endpoint that lacks the model',
		parameters: { ...text, ...wan30, options: { endpoint: 'legacy' } },
		message: 'Wan 3.0 is not to be had at the endpoint Legacy',
		advice: 'Choose another Endpoint in the options, or another model.',
	},
	{
		what: 'an operation that the provider lacks',
		parameters: { operation: 'extendVideo', prompt: 'On', videoUrl: FILM },
		message: 'AI/ML API has no model for Extend Video',
		advice: 'Choose another operation, or another provider.',
	},
	{
		what: 'the same by an alias of the model',
		parameters: { ...text, ...mule, model: 'berry-1.0', duration: 31 },
		message: 'Duration must be from 2 to 30, or -1 (the model chooses), but it is 31',
		advice: '',
	},
];

describe('nothing is sent, and the error says what is wrong, with', () => {
	it.each(WRONG)('$what', async ({ parameters, message, advice, megabytes }) => {
		const files = {
			film: clip,
			picture: png(),
			sound: wav(),
			...(megabytes && { large: withSpace(clip, megabytes) }),
		};
		const binary = Object.fromEntries(
			Object.entries(files).map(([field, bytes]) => [
				field,
				{ data: bytes.toString('base64'), mimeType: 'application/octet-stream' },
			]),
		);
		const result = await bench.run(parameters, { input: [{ json: {}, binary }] });
		expect(result.error?.message).toBe(message);
		expect(result.error?.description ?? '').toContain(advice);
		expect(bench.sandbox.requests).toEqual([]);
	});
});

it('the model may choose the length, where it does', async () => {
	const parameters = { ...text, ...mule, model: 'w3.0-video', duration: -1 };
	const result = await bench.run(parameters);
	expect(result.error).toBeUndefined();
	expect(bench.sandbox.creates()[0]?.body).toMatchObject({ duration: -1 });
});
