import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { type Recorder, startRecorder } from '../support/recorder';

let recorder: Recorder;

beforeAll(async () => {
	recorder = await startRecorder();
});

afterAll(async () => {
	await recorder.stop();
});

const PICTURE = 'https://example.com/a.png';
const FILM = 'https://example.com/a.mp4';

/** As the editor stores it, and as plain text, which stored workflows have. */
const ways = (expression: string) => [
	['by its ID', { __rl: true, mode: 'id', value: expression }] as const,
	['of the list', { __rl: true, mode: 'list', value: expression }] as const,
	['as plain text', expression] as const,
];

interface Case {
	what: string;
	id: string;
	parameters: INodeParameters;
	body: object;
}

const edit = { provider: 'muleRouter', operation: 'editVideo', prompt: 'Wider', videoUrl: FILM };

const CASES: Case[] = [
	{
		what: 'the fields of its function',
		id: 'wan2.1-vace-plus',
		parameters: { ...edit, function: 'video_outpainting', leftScale: 1.5, rightScale: 2 },
		body: { function: 'video_outpainting', left_scale: 1.5, right_scale: 2 },
	},
	{
		what: 'the options of its function',
		id: 'wan2.1-vace-plus',
		parameters: {
			...edit,
			function: 'video_repainting',
			controlCondition: 'depth',
			options: { strength: 0.3 },
		},
		body: { function: 'video_repainting', control_condition: 'depth', strength: 0.3 },
	},
	{
		what: 'the roles of references',
		id: 'wan2.1-vace-plus',
		parameters: {
			provider: 'muleRouter',
			operation: 'referenceToVideo',
			prompt: 'A boat',
			references: {
				reference: [
					{ type: 'image', source: 'url', url: PICTURE, role: 'background' },
					{ type: 'image', source: 'url', url: PICTURE },
				],
			},
		},
		body: { images: [PICTURE, PICTURE], obj_or_bg: ['bg', 'obj'] },
	},
	{
		what: 'options and choices',
		id: 'alibaba/wan-2-6-i2v',
		parameters: {
			operation: 'imageToVideo',
			prompt: 'A boat',
			imageUrl: PICTURE,
			resolution: '720p',
			duration: 15,
			options: { seed: 7, shotType: 'multi', generateAudio: false },
		},
		body: {
			resolution: '720p',
			duration: 15,
			seed: 7,
			shot_type: 'multi',
			generate_audio: false,
		},
	},
];

describe.each(CASES)('a model by an expression is sent $what', ({ id, parameters, body }) => {
	it.each(ways(`={{ ${JSON.stringify(id)} }}`))('%s', async (_, model) => {
		const sent = await recorder.sentBody({ ...parameters, model });
		expect(sent).toMatchObject(body);
	});
});
