import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { modelsFor } from '../../nodes/WanVideo/models/catalog';
import type { MediaKind } from '../../nodes/WanVideo/models/operations';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { chain, type NodeSketch } from '../../tools/engine/workflowJson';
import { n8nLines } from '../../tools/n8n/versions';
import { ALL_USES, leastForm } from '../support/forms';
import { catalogOf } from '../support/providers';
import { videoFacts } from '../support/video';
import { serveMedia } from './support/mediaServer';
import { type Execution, type N8nApi, outputOf } from './support/N8nApi';
import { startN8n } from './support/n8n';
import { Started } from './support/Started';
import {
	beginningWith,
	connectTo,
	type Credentials,
	PROVIDERS,
	START,
	wanVideo,
} from './support/workflow';

/** Each operation of each provider, with the model that the list begins with. */
const NEWEST = ALL_USES.filter(
	({ provider, operation, id }) => id === modelsFor(catalogOf(provider), operation)[0]?.id,
);

/** For each provider, a model that takes pictures as references. */
const OF_PICTURES = PROVIDERS.map((provider) => {
	const use = ALL_USES.find(
		({ provider: its, operation, model: { parameters } }) =>
			its === provider &&
			operation === 'referenceToVideo' &&
			parameters.references?.kind === 'references' &&
			parameters.references.kinds.image,
	);
	if (!use) throw new Error(`${provider} has no model for pictures as references`);
	return use;
});

/** As workflows of 0.1.0 hold the model: a plain string, and the fields that it showed then. */
const STORED = [
	{
		parameters: {
			provider: 'aimlApi',
			operation: 'textToVideo',
			model: 'alibaba/wan2.7-t2v',
			resolution: '720p',
			aspectRatio: '9:16',
			duration: 5,
		},
		sent: { resolution: '720p', aspect_ratio: '9:16', duration: 5 },
	},
	{
		parameters: {
			provider: 'muleRouter',
			operation: 'textToVideo',
			model: 'wan2.2-t2v-plus',
			size: '480*832',
			duration: 5,
		},
		sent: { size: '480*832', duration: 5 },
	},
];

describe.each(n8nLines)('In n8n %s', (line) => {
	const started = new Started();
	let sandbox: Sandbox;
	let api: N8nApi;
	let credentials: Credentials;
	/** Addresses of files. */
	let links: Record<MediaKind, string>;

	beforeAll(async () => {
		sandbox = await startSandbox({ seconds: 0.5, strict: true });
		started.atEnd(() => sandbox.close());
		links = await serveMedia(started);
		({ api } = await startN8n(started, { name: `operations-${line}`, line }));
		credentials = await connectTo(api, sandbox.url);
	});

	afterAll(async () => {
		await started.end();
	});

	beforeEach(() => {
		sandbox.forget();
	});

	/** The one video that the node has output. */
	async function videoOf(execution: Execution): Promise<INodeExecutionData['json']> {
		const output = outputOf(execution, 'Wan Video');
		expect(output).toHaveLength(1);
		const item: INodeExecutionData = output[0] ?? { json: {} };
		expect(item.json.status).toBe('completed');
		const { format, seconds, width, height } = await videoFacts(await api.download(item));
		expect(format).toContain('mp4');
		expect(Math.min(seconds, width, height)).toBeGreaterThan(0);
		return item.json;
	}

	/** What was sent to make it: all of it was taken, or the sandbox would have refused it. */
	function body(): string {
		const creates = sandbox.creates();
		expect(creates).toHaveLength(1);
		return JSON.stringify(creates[0]?.body);
	}

	describe.each(NEWEST)('$operation with $id on $provider', (use) => {
		it('is created, waited for and downloaded', async () => {
			const node = wanVideo(credentials, leastForm(use, links) as INodeParameters);
			const json = await videoOf(await api.execute(chain([START, node])));
			expect(json).toMatchObject({ provider: use.provider, model: use.id });
			body();
		});
	});

	describe.each(OF_PICTURES)('references of $id on $provider', (use) => {
		const withReferences = (parameters: INodeParameters) =>
			wanVideo(credentials, { ...(leastForm(use, links) as INodeParameters), ...parameters });

		it("are a previous node's file and a link, in the order of the form", async () => {
			const node = withReferences({
				references: {
					reference: [
						{ type: 'image', source: 'binary', binaryProperty: 'boat' },
						{ type: 'image', source: 'url', url: links.image },
					],
				},
			});
			await videoOf(await api.execute(chain([START, fileAt(links.image, 'boat'), node])));
			const sent = body();
			expect(sent).toMatch(/data:image\/jpeg;base64,\/9j\//);
			expect(sent.indexOf('data:image')).toBeLessThan(sent.indexOf(links.image));
		});

		it('are the list that an expression gives', async () => {
			const [first, second] = [`${links.image}?1`, `${links.image}?2`];
			const node = withReferences({
				specifyReferences: 'list',
				references: '={{ $json.pictures }}',
			});
			const pictures = [first, { type: 'image', url: second }] as INodeParameters[string];
			const workflow = beginningWith([{ pictures }], chain([START, node]));
			await videoOf(await api.execute(workflow));
			// Each provider has its own kind of list.
			const sent = body();
			expect(sent).toContain(JSON.stringify(first));
			expect(sent.indexOf(first)).toBeLessThan(sent.indexOf(JSON.stringify(second)));
		});
	});

	it.each(STORED)('makes the video of a stored $parameters.model', async ({ parameters, sent }) => {
		const node = wanVideo(credentials, { prompt: 'A fox', ...parameters });
		const { model } = await videoOf(await api.execute(chain([START, node])));
		expect(model).toBe(parameters.model);
		expect(sandbox.creates()).toMatchObject([{ body: { prompt: 'A fox', ...sent } }]);
	});
});

/** Fetches a file into a binary field. */
const fileAt = (url: string, property: string): NodeSketch => ({
	name: 'File',
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	parameters: {
		url,
		options: {
			response: { response: { responseFormat: 'file', outputPropertyName: property } },
		},
	},
});
