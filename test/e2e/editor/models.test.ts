import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { modelsFor } from '../../../nodes/WanVideo/models/catalog';
import type { GenerateOperation } from '../../../nodes/WanVideo/models/operations';
import { startSandbox, type Sandbox } from '../../../sandbox/server';
import { repository } from '../../../tools/n8n/places';
import { readWorkflows, sandboxCredentials } from '../../../tools/n8n/setup';
import { n8nLines } from '../../../tools/n8n/versions';
import { catalogOf } from '../../support/providers';
import { eventually } from '../support/eventually';
import { startN8n } from '../support/n8n';
import { Started } from '../support/Started';
import { Editor } from './Editor';

/** In the sandbox's list, but in no table of the node. */
const ADDED = 'Wan 3.1 Video (alibaba/wan-3-1-video)';
/** What the sandbox says is to be replaced. */
const LEAVING = 'alibaba/wan2.1-t2v-turbo';
/** The main fields of any model for Text to Video, after the prompt. */
const ANY = ['Resolution', 'Aspect Ratio', 'Duration', 'Additional Fields (JSON)'];

/** The table's models as the list shows them, newest first. */
const tableOf = (provider: string, operation: GenerateOperation) =>
	modelsFor(catalogOf(provider), operation).map(
		({ id, name }) => `${name} (${id})${id === LEAVING ? ' – deprecated' : ''}`,
	);

describe.each(n8nLines)('The list of models in n8n %s', (line) => {
	const started = new Started();
	let sandbox: Sandbox;
	let editor: Editor;

	beforeAll(async () => {
		sandbox = await startSandbox({ seconds: 0.5, strict: true });
		started.atEnd(() => sandbox.close());
		const content = {
			credentials: sandboxCredentials(sandbox.url),
			workflows: await readWorkflows(join(repository, 'workflows')),
		};
		const { instance } = await startN8n(started, { name: `models-${line}`, line, content });
		editor = await Editor.open(started, instance.url, `n8n-${line}-models`);
		await editor.newWorkflow();
		await editor.addNode('wan video', 'Wan Video', 'Generate video from text');
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

	/** What stands between the prompt and what is done with the result. */
	async function fieldsOfModel(): Promise<string[]> {
		const fields = await editor.fields();
		return fields.slice(fields.indexOf('Prompt') + 1, fields.indexOf('Wait for Completion'));
	}

	/** A moment after the model was chosen. */
	async function showsFields(fields: string[]): Promise<void> {
		await eventually(async () => {
			expect(await fieldsOfModel()).toEqual(fields);
		});
	}

	it("has the table's newest first, then what only the provider's own list has", async () => {
		const usual = 'Wan 2.7 (alibaba/wan-2-7-t2v)';
		const others = tableOf('aimlApi', 'textToVideo').filter((name) => name !== usual);
		// n8n puts the chosen one in front.
		await editor.openModels();
		await eventually(async () => {
			expect(await editor.listedModels()).toEqual([usual, ...others, ADDED]);
		});
		await editor.closeModels();
		expect(others).toContain(`Wan 2.1 Turbo (${LEAVING}) – deprecated`);
		expect(sandbox.requests.map(({ authorization }) => authorization)).not.toContain(
			expect.any(String),
		);
	});

	it('is searched by names and by ids', async () => {
		const table = tableOf('aimlApi', 'textToVideo');
		await editor.openModels();
		for (const [text, found] of [
			['PLUS', table.filter((name) => name.includes('Plus'))],
			['wan-3', [...table.filter((name) => name.includes('/wan-3')), ADDED]],
		] as const) {
			await editor.searchModels(text);
			await eventually(async () => {
				const [, ...besidesChosen] = await editor.listedModels();
				expect(besidesChosen).toEqual(found);
			});
		}
		await editor.closeModels();
	});

	it('shows the fields of the model that is chosen', async () => {
		await editor.chooseModel('Wan 2.2 Plus');
		expect(await editor.model()).toBe('Wan 2.2 Plus (alibaba/wan2.2-t2v-plus)');
		await showsFields(['Resolution', 'Aspect Ratio']);
		await editor.chooseModel('Wan 3.1 Video');
		await showsFields(ANY);
		await editor.chooseModel('Krea Wan 14B');
		await showsFields([]);
	});

	it('takes an id that is entered, with the fields of that model', async () => {
		await editor.enterModel('alibaba/wan-4-0-video');
		await showsFields(ANY);
		// An alias is like the id itself.
		await editor.enterModel('alibaba/wan2.7-t2v');
		await showsFields(['Resolution', 'Aspect Ratio', 'Duration']);
		await editor.fill('prompt', 'A lantern in the fog');
		await editor.choose('resolution', '720p');
		await editor.choose('duration', '5 Seconds');
		await editor.execute();
		expect(await editor.playVideo()).toEqual({ seconds: 5, width: 1280, height: 720 });
		expect(sandbox.creates()).toMatchObject([{ body: { model: 'alibaba/wan2.7-t2v' } }]);
	});

	it('is the table alone where a provider has no list', async () => {
		await editor.choose('provider', 'MuleRouter');
		await editor.choose('operation', 'Reference to Video');
		await editor.chooseModel('Wan 3.0');
		await editor.openModels();
		await eventually(async () => {
			expect(await editor.listedModels()).toEqual(tableOf('muleRouter', 'referenceToVideo'));
		});
		await editor.closeModels();
	});

	it("shows a stored workflow's plain id, with its fields, and offers the list in its place", async () => {
		await editor.openWorkflow('wanVideoTextToVideo');
		await editor.openNode('Wan Video');
		expect(await editor.model()).toBe('alibaba/wan2.5-t2v-preview');
		await showsFields(['Resolution', 'Aspect Ratio', 'Duration']);
		await editor.chooseModel('Wan 2.2 Plus');
		await showsFields(['Resolution', 'Aspect Ratio']);
	});

	// The last one: it looks back at all of them.
	it('has made the editor complain about nothing', () => {
		expect(editor.complaints).toEqual([]);
	});
});
