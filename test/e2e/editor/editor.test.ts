import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { startSandbox, type Sandbox } from '../../../sandbox/server';
import { repository } from '../../../tools/n8n/places';
import { readWorkflows, sandboxCredentials } from '../../../tools/n8n/setup';
import { n8nLines } from '../../../tools/n8n/versions';
import { startN8n } from '../support/n8n';
import { Started } from '../support/Started';
import { Editor } from './Editor';

/** Every form begins and ends with these. */
const BEGINNING = ['Provider', 'Resource', 'Operation'];
const RESULT = ['Wait for Completion', 'Download Video', 'Simplify', 'Options'];

/** A form, and the names of the fields that stand between those. */
interface Form {
	provider: string;
	operation: string;
	model?: string;
	function?: string;
	fields: string[];
}

const IMAGE = ['Image Source', 'Image URL'];
const LAST_FRAME = ['Last Frame Source', 'Last Frame URL'];
const VIDEO = ['Video Source', 'Video URL'];
const MASK_IMAGE = ['Mask Image Source', 'Mask Image URL'];
const MASK_VIDEO = ['Mask Video Source', 'Mask Video URL'];
const REFERENCES = ['Specify References', 'References'];

const FORMS: Form[] = [
	...forms('AI/ML API', 'Text to Video', {
		'Wan 2.7': ['Model', 'Prompt', 'Resolution', 'Aspect Ratio', 'Duration'],
		'Wan 2.2 Plus': ['Model', 'Prompt', 'Resolution', 'Aspect Ratio'],
	}),
	...forms('AI/ML API', 'Image to Video', {
		'Wan 3.0': [
			...['Model', 'Prompt', ...IMAGE, ...LAST_FRAME],
			...['Resolution', 'Aspect Ratio', 'Duration'],
		],
		'Wan 2.7': ['Model', 'Prompt', ...IMAGE, 'Resolution', 'Duration'],
		'Wan 2.2 Plus': ['Model', 'Prompt', ...IMAGE, 'Resolution'],
	}),
	...forms('AI/ML API', 'Reference to Video', {
		'Wan 3.0': ['Model', 'Prompt', ...REFERENCES, 'Resolution', 'Aspect Ratio', 'Duration'],
		'Wan 2.7': [
			...['Model', 'Prompt', ...REFERENCES, ...IMAGE],
			...['Resolution', 'Aspect Ratio', 'Duration'],
		],
	}),
	...forms('AI/ML API', 'Edit Video', {
		'Wan 2.2 VACE Depth': ['Model', 'Prompt', ...VIDEO, 'Resolution', 'Aspect Ratio'],
		'Wan 2.2 VACE Inpainting': [
			...['Model', 'Prompt', ...VIDEO, ...MASK_VIDEO, ...REFERENCES],
			...['Resolution', 'Aspect Ratio'],
		],
		'Krea Wan 14B': ['Model', 'Prompt', ...VIDEO],
	}),
	...forms('AI/ML API', 'Animate', {
		'Wan 2.2 Animate Move': ['Model', ...IMAGE, ...VIDEO, 'Resolution'],
	}),
	{ provider: 'AI/ML API', operation: 'Fetch', fields: ['Generation ID'] },
	...forms('MuleRouter', 'Text to Video', {
		'Wan 2.6': ['Model', 'Prompt', 'Size', 'Duration'],
	}),
	...forms('MuleRouter', 'Image to Video', {
		'Wan 2.6': ['Model', 'Prompt', ...IMAGE, 'Resolution', 'Duration'],
		'Wan 2.1 Keyframes Plus': [
			...['Model', 'Prompt', ...IMAGE, ...LAST_FRAME, 'Resolution', 'Duration'],
		],
	}),
	...forms('MuleRouter', 'Reference to Video', {
		'Wan 3.0 Pro': ['Model', 'Prompt', ...REFERENCES, 'Resolution', 'Aspect Ratio', 'Duration'],
		'Wan 2.1 VACE Plus': ['Model', 'Prompt', ...REFERENCES, 'Size', 'Duration'],
	}),
	// Of the function that it begins with.
	...forms('MuleRouter', 'Edit Video', {
		'Wan 2.1 VACE Plus': [
			...['Model', 'Function', 'Prompt', ...VIDEO, ...REFERENCES, 'Control Condition'],
		],
	}),
	{
		provider: 'MuleRouter',
		operation: 'Edit Video',
		function: 'Video Edit',
		fields: [
			...['Model', 'Function', 'Prompt', ...VIDEO, ...MASK_IMAGE, ...MASK_VIDEO, ...REFERENCES],
			...['Size', 'Duration'],
		],
	},
	{
		provider: 'MuleRouter',
		operation: 'Edit Video',
		function: 'Video Outpainting',
		fields: [
			...['Model', 'Function', 'Prompt', ...VIDEO, 'Duration'],
			...['Left Scale', 'Right Scale', 'Top Scale', 'Bottom Scale'],
		],
	},
	...forms('MuleRouter', 'Extend Video', {
		'Wan 2.1 VACE Plus': ['Model', 'Prompt', ...VIDEO, 'Duration'],
	}),
	{ provider: 'MuleRouter', operation: 'Fetch', fields: ['Generation ID', 'Model'] },
];

describe.each(n8nLines)('In the editor of n8n %s', (line) => {
	const started = new Started();
	let sandbox: Sandbox;
	let editor: Editor;

	beforeAll(async () => {
		sandbox = await startSandbox({ seconds: 1, strict: true });
		started.atEnd(() => sandbox.close());
		const content = {
			credentials: sandboxCredentials(sandbox.url),
			workflows: await readWorkflows(join(repository, 'workflows')),
		};
		const { instance } = await startN8n(started, { name: `editor-${line}`, line, content });
		editor = await Editor.open(started, instance.url, `n8n-${line}`);
	});

	afterAll(async () => {
		await started.end();
	});

	beforeEach(() => {
		sandbox.forget();
	});

	afterEach(async () => {
		const { currentTestName = '' } = expect.getState();
		await editor.screenshot(
			currentTestName.replace(/^.*? n8n \d (with its form open )?/, '').replace(/\W+/g, '-'),
		);
	});

	it('adds the node from the nodes panel, makes a video and plays it', async () => {
		await editor.newWorkflow();
		await editor.addNode('wan video', 'Wan Video', 'Generate video from text');
		await editor.chooseModel('Wan 2.5 Preview');
		await editor.fill('prompt', 'A paper boat drifts down a rainy street');
		await editor.choose('resolution', '480p');
		await editor.choose('duration', '5 Seconds');
		await editor.execute();
		expect(await editor.playVideo()).toEqual({ seconds: 5, width: 832, height: 480 });
		expect(sandbox.creates()).toMatchObject([
			{ body: { prompt: 'A paper boat drifts down a rainy street', duration: 5 } },
		]);
	});

	it('sets the picture of a previous node in motion', async () => {
		await editor.openWorkflow('wanVideoImageToVideo');
		await editor.openNode('Wan Video');
		await editor.choose('imageSource', 'URL');
		expect(await editor.fields()).toContain('Image URL');
		await editor.choose('imageSource', 'Binary File');
		expect(await editor.fields()).toContain('Image Input Data Field Name');
		await editor.execute();
		// The proportions of the picture.
		expect(await editor.playVideo()).toEqual({ seconds: 5, width: 1280, height: 720 });
	});

	it('fetches a video that was created without waiting', async () => {
		await editor.openWorkflow('wanVideoCreateThenFetch');
		await editor.openNode('Fetch Video');
		await editor.execute();
		expect(await editor.playVideo()).toEqual({ seconds: 5, width: 480, height: 832 });
		expect(sandbox.creates()).toHaveLength(1);
	});

	describe('with its form open', () => {
		beforeAll(async () => {
			await editor.openWorkflow('wanVideoTextToVideo');
			await editor.openNode('Wan Video');
		});

		it.each(FORMS.map((form) => ({ ...form, title: titleOf(form) })))(
			'shows the fields of $title',
			async ({ provider, operation, model, function: chosen, fields }) => {
				await editor.choose('provider', provider);
				await editor.choose('operation', operation);
				if (model !== undefined) await editor.chooseModel(model);
				if (chosen !== undefined) await editor.choose('function', chosen);

				expect(await editor.fields()).toEqual([...BEGINNING, ...fields, ...RESULT]);
				for (const shown of await editor.chosen()) expect(shown).not.toMatch(RAW_NAME);
				expect(await editor.overflowing()).toEqual([]);
			},
		);
	});

	// The last one: it looks back at all of them.
	it('has made the editor complain about nothing', () => {
		expect(editor.complaints).toEqual([]);
	});
});

/** A value as it is stored, such as `textToVideo` or `wan2.6-t2v`. */
const RAW_NAME = /^[a-z]+([A-Z0-9_/.-]|$)/;

/** The forms of an operation, from the fields by model. */
function forms(provider: string, operation: string, models: Record<string, string[]>): Form[] {
	return Object.entries(models).map(([model, fields]) => ({ provider, operation, model, fields }));
}

function titleOf({ provider, operation, model, function: chosen }: Form): string {
	return [provider, operation, model, chosen].filter(Boolean).join(', ');
}
