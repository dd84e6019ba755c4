import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { findModel } from '../../../nodes/WanVideo/models/catalog';
import { type GenerateOperation, operationNamed } from '../../../nodes/WanVideo/models/operations';
import { startSandbox } from '../../../sandbox/server';
import { chain, type NodeSketch } from '../../../tools/engine/workflowJson';
import { repository } from '../../../tools/n8n/places';
import { sandboxCredentials } from '../../../tools/n8n/setup';
import { catalogOf } from '../../support/providers';
import { startServer } from '../../support/servers';
import { startN8n } from '../support/n8n';
import type { N8nApi } from '../support/N8nApi';
import { Started } from '../support/Started';
import { type Credentials, START, wanVideo } from '../support/workflow';
import { Editor } from './Editor';

/** Where the README finds its pictures; only written to with UPDATE_DOCS=1. */
const IMAGES = join(repository, 'docs/images');
const PICTURES = join(repository, 'workflows/pictures');

/** What the README shows of an operation. */
interface Scene {
	operation: GenerateOperation;
	provider: string;
	model: string;
	parameters: INodeParameters;
	/** What comes before the node. */
	before: (links: Links, credentials: Credentials) => NodeSketch[];
}

/** The address of a picture, by its name. */
type Links = (picture: string) => string;

const SCENES: Scene[] = [
	{
		operation: 'textToVideo',
		provider: 'aimlApi',
		model: 'alibaba/wan-2-7-t2v',
		parameters: {
			prompt: 'Green and turquoise northern lights ripple across the night sky, slow time lapse',
			duration: 5,
		},
		before: () => [],
	},
	{
		operation: 'imageToVideo',
		provider: 'muleRouter',
		model: 'wan2.6-i2v',
		parameters: {
			prompt:
				'The boat sails slowly to the right, the flag flutters, small waves sparkle in the low sun',
			imageSource: 'binary',
		},
		before: (links) => [fileAt('Picture', links('sailing-boat.jpg'), 'data')],
	},
	{
		operation: 'referenceToVideo',
		provider: 'aimlApi',
		model: 'alibaba/wan-3-0-video',
		parameters: {
			prompt: 'The boat of Image 1 comes home into the bay of Image 2 as night falls',
			references: {
				reference: ['boat', 'bay'].map((binaryProperty) => ({
					type: 'image',
					source: 'binary',
					binaryProperty,
				})),
			},
			resolution: '720p',
			aspectRatio: '16:9',
		},
		before: (links) => [
			fileAt('Boat', links('sailing-boat.jpg'), 'boat'),
			fileAt('Boat and Bay', links('bay.jpg'), 'bay'),
		],
	},
	{
		operation: 'editVideo',
		provider: 'aimlApi',
		model: 'alibaba/wan2.2-vace-fun-a14b-depth',
		parameters: {
			prompt: 'The same boat at dawn, in a pale green light',
			videoSource: 'binary',
			resolution: '720p',
		},
		before: (links, credentials) => [
			wanVideo(
				credentials,
				{
					...{ provider: 'aimlApi', operation: 'imageToVideo', prompt: 'The boat sails on' },
					...{ model: modelOf('aimlApi', 'imageToVideo', 'alibaba/wan-2-7-i2v') },
					...{ imageUrl: links('sailing-boat.jpg'), resolution: '720p', duration: 5 },
				},
				{ name: 'Sailing Boat' },
			),
		],
	},
];

describe('The pictures of the README', () => {
	const started = new Started();
	let api: N8nApi;
	let editor: Editor;
	let credentials: Credentials;
	let links: Links;

	beforeAll(async () => {
		const sandbox = await startSandbox({ seconds: 0.5, strict: true });
		started.atEnd(() => sandbox.close());
		links = await servePictures(started);
		const content = { credentials: sandboxCredentials(sandbox.url), workflows: [] };
		credentials = Object.fromEntries(
			content.credentials.map(({ id, name, type }) => [type as string, { id, name }]),
		);
		({ api } = await startN8n(started, { name: 'pictures', line: '2', content }));
		editor = await Editor.open(started, api.url, 'pictures');
	});

	afterAll(async () => {
		await started.end();
	});

	it.each(SCENES)('show $operation', async (scene) => {
		const { operation, provider, model, parameters, before } = scene;
		const node = wanVideo(credentials, {
			...{ provider, operation, model: modelOf(provider, operation, model) },
			...parameters,
		});
		const rows = [START, ...before(links, credentials), node];
		const { id } = await api.createWorkflow(chain(rows));
		await editor.openWorkflow(id);
		await editor.openNode('Wan Video');
		await editor.execute();
		await editor.playVideo();
		if (rows.length > 2) await editor.showInputFiles();
		const file = `${operationNamed(operation).name.toLowerCase().replaceAll(' ', '-')}.png`;
		if (process.env.UPDATE_DOCS) await editor.picture(join(IMAGES, file));
		else await editor.screenshot(basename(file, '.png'));
		expect(editor.complaints).toEqual([]);
	});
});

/** As the list stores it. */
function modelOf(provider: string, operation: GenerateOperation, id: string): INodeParameters {
	const { name = '' } = findModel(catalogOf(provider), operation, id) ?? {};
	return { __rl: true, mode: 'list', value: id, cachedResultName: `${name} (${id})` };
}

async function servePictures(started: Started): Promise<Links> {
	const pictures: Record<string, Buffer> = {
		'/sailing-boat.jpg': await readFile(join(PICTURES, 'sailing-boat.jpg')),
		'/bay.jpg': await readFile(join(PICTURES, 'storyboard-3.jpg')),
	};
	const server = await startServer(({ path }) => ({
		headers: { 'content-type': 'image/jpeg' },
		body: pictures[path] ?? '',
	}));
	started.atEnd(() => server.close());
	return (picture) => `${server.url}/${picture}`;
}

/** Fetches a file into a binary field, beside those there are. */
const fileAt = (name: string, url: string, outputPropertyName: string): NodeSketch => ({
	name,
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	parameters: {
		url,
		options: { response: { response: { responseFormat: 'file', outputPropertyName } } },
	},
});
