import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { findModel, operationsOf, usualModel } from '../../../nodes/WanVideo/models/catalog';
import {
	type GenerateOperation,
	type MediaKind,
	MEDIA_KINDS,
	operationNamed,
} from '../../../nodes/WanVideo/models/operations';
import { startSandbox, type Sandbox } from '../../../sandbox/server';
import { sandboxCredentials } from '../../../tools/n8n/setup';
import { catalogOf, providerNamed } from '../../support/providers';
import { serveMedia } from '../support/mediaServer';
import { startN8n } from '../support/n8n';
import { Started } from '../support/Started';
import { PROVIDERS } from '../support/workflow';
import { Editor } from './Editor';

const ALL = PROVIDERS.flatMap((provider) =>
	operationsOf(catalogOf(provider)).map((operation) => ({ provider, operation })),
);

/** Each operation with the first and the last of its providers: their forms are made of the same fields. */
const OPERATIONS = ALL.filter(({ provider, operation }) => {
	const having = ALL.filter((one) => one.operation === operation).map((one) => one.provider);
	return [having[0], having.at(-1)].includes(provider);
});

// The newer line only: what forms look like in both is in editor.test.ts, what they make in ../operations.test.ts.
describe('By hand in n8n 2', () => {
	const line = '2';
	const started = new Started();
	let sandbox: Sandbox;
	let editor: Editor;
	let links: Record<MediaKind, string>;

	beforeAll(async () => {
		sandbox = await startSandbox({ seconds: 0.5, strict: true });
		started.atEnd(() => sandbox.close());
		links = await serveMedia(started);
		const content = { credentials: sandboxCredentials(sandbox.url), workflows: [] };
		const { instance } = await startN8n(started, { name: `by-hand-${line}`, line, content });
		editor = await Editor.open(started, instance.url, `n8n-${line}-by-hand`);
	});

	afterAll(async () => {
		await started.end();
	});

	beforeEach(() => {
		sandbox.forget();
	});

	afterEach(async () => {
		const { currentTestName = '' } = expect.getState();
		await editor.screenshot(currentTestName.replace(/^.*? n8n \d /, '').replace(/\W+/g, '-'));
	});

	async function useProvider(provider: string): Promise<void> {
		const { label } = providerNamed(provider);
		await editor.choose('provider', label);
		await editor.chooseCredential(label);
	}

	/** Adds the node by the operation's action, or for another provider switches both. */
	async function begin(provider: string, operation: GenerateOperation): Promise<void> {
		await editor.newWorkflow();
		const { action, name } = operationNamed(operation);
		if (provider === PROVIDERS[0]) {
			await editor.addNode('wan video', 'Wan Video', action);
			return;
		}
		await editor.addNode('wan video', 'Wan Video', 'Generate video from text');
		await useProvider(provider);
		await editor.choose('operation', name);
	}

	/** Fills in what the operation starts from, each by a link. */
	async function fillIn(provider: string, operation: GenerateOperation): Promise<void> {
		const { media, prompt } = operationNamed(operation);
		const model = findModel(
			catalogOf(provider),
			operation,
			usualModel(catalogOf(provider), operation)?.id ?? '',
		);
		if (model?.parameters.prompt) await editor.fill('prompt', prompt);
		for (const [setting, kind] of Object.entries(MEDIA_KINDS)) {
			if (media[setting as keyof typeof media] !== 'required') continue;
			await editor.fill(`${setting}Url`, links[kind]);
		}
		if (media.references !== 'required') return;
		for (const [index, query] of ['?first', '?second'].entries()) {
			await editor.addReference();
			await editor.fill('url', links.image + query, index);
		}
	}

	it.each(OPERATIONS)('makes a video: $operation on $provider', async ({ provider, operation }) => {
		await begin(provider, operation);
		await fillIn(provider, operation);
		await editor.execute();
		const { seconds, width } = await editor.playVideo();
		expect(Math.min(seconds, width)).toBeGreaterThan(0);

		expect(sandbox.creates()).toHaveLength(1);
		const body = JSON.stringify(sandbox.creates()[0]?.body);
		const { media } = operationNamed(operation);
		if (media.video) expect(body).toContain(links.video);
		if (media.image === 'required') expect(body).toContain(links.image);
		if (media.references === 'required') {
			const [first, second] = [`${links.image}?first`, `${links.image}?second`];
			expect(body).toContain(first);
			expect(body.indexOf(first)).toBeLessThan(body.indexOf(second));
		}
	});

	it('takes references of several kinds, added one by one', async () => {
		await begin('aimlApi', 'referenceToVideo');
		await editor.fill('prompt', 'The boat of Image 1 as in Video 1, with the voice of Audio 1');
		const kinds = ['Image', 'Video', 'Audio'] as const;
		for (const [index, kind] of kinds.entries()) {
			await editor.addReference();
			if (kind !== 'Image') await editor.choose('type', kind, index);
			await editor.fill('url', links[kind.toLowerCase() as MediaKind], index);
		}
		await editor.execute();
		await editor.playVideo();
		const body = JSON.stringify(sandbox.creates()[0]?.body);
		for (const kind of kinds) {
			expect(body).toContain(JSON.stringify([links[kind.toLowerCase() as MediaKind]]));
		}
	});

	it('fetches a video of MuleRouter, with an id and a model that are entered', async () => {
		const answer = await fetch(`${sandbox.url}/vendors/alibaba/v1/wan2.2-t2v-plus/generation`, {
			method: 'POST',
			headers: { authorization: 'Bearer sandbox-key', 'content-type': 'application/json' },
			body: JSON.stringify({ prompt: 'A wren', size: '832*480' }),
		});
		const { task_info: task } = (await answer.json()) as { task_info: { id: string } };
		await editor.newWorkflow();
		await editor.addNode('wan video', 'Wan Video', 'Fetch video');
		await useProvider('muleRouter');
		await editor.makeFixed('Model');
		await editor.enterModel('wan2.2-t2v-plus');
		await editor.makeFixed('Generation ID');
		await editor.fill('generationId', task.id);
		await editor.execute();
		expect(await editor.playVideo()).toEqual({ seconds: 5, width: 832, height: 480 });
	});

	// The last one: it looks back at all of them.
	it('has made the editor complain about nothing', () => {
		expect(editor.complaints).toEqual([]);
	});
});
