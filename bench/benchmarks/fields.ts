import type { NodeSketch } from '../../tools/engine/workflowJson';
import { Editor } from '../../test/e2e/editor/Editor';
import { Started } from '../../test/e2e/support/Started';
import type { Host } from '../n8n/host';
import { interleaved, type Spread, spreadOf } from '../spread';
import type { BenchContext } from './context';

/** How often the fields of each node are changed. */
export const changes = 15;

export interface FieldsResult {
	way: 'ours' | 'notion';
	/** From the click on the choice until its fields are painted. */
	milliseconds: Spread;
}

/** A node, and two choices between which its fields change. */
interface Form {
	way: FieldsResult['way'];
	node: NodeSketch;
	/** The type of the credential without which n8n offers no models. */
	credential?: string;
	choices: readonly [string, string];
	choose: (editor: Editor, choice: string) => Promise<void>;
}

const FORMS: Form[] = [
	{
		way: 'ours',
		// The provider whose list needs no network.
		node: {
			name: 'Wan Video',
			type: 'n8n-nodes-wan-video.wanVideo',
			parameters: { provider: 'muleRouter' },
		},
		credential: 'wanVideoMuleRouterApi',
		choices: ['Wan 3.0', 'Wan 2.6'],
		choose: async (editor, model) => {
			await editor.chooseModel(model);
		},
	},
	{
		way: 'notion',
		node: { name: 'Notion', type: 'n8n-nodes-base.notion', typeVersion: 3 },
		choices: ['Database Page', 'Page'],
		choose: async (editor, resource) => {
			await editor.choose('resource', resource);
		},
	},
];

/** How soon the editor shows the fields of another model, beside n8n's Notion node with another resource. */
export async function benchFields({ host, note }: BenchContext): Promise<FieldsResult[]> {
	const started = new Started();
	try {
		const n8n = await host();
		note('opening the editor');
		const measurements = [];
		for (const form of FORMS) measurements.push(await opened(started, n8n, form));
		note('choosing');
		const values = await interleaved(changes, measurements);
		return FORMS.map(({ way }, index) => ({ way, milliseconds: spreadOf(values[index] ?? []) }));
	} finally {
		await started.end();
	}
}

/** @returns makes the other one of the choices, and gives how long its fields took */
async function opened(
	started: Started,
	n8n: Host,
	{ node, credential, choices, choose }: Form,
): Promise<() => Promise<number>> {
	const credentials = credential && {
		[credential]: { id: await n8n.addCredential(credential, { apiKey: 'unused' }), name: 'unused' },
	};
	const workflow = await n8n.addDraft([{ ...node, ...(credentials && { credentials }) }]);
	const editor = await Editor.open(started, n8n.url, `bench-${node.name}`);
	await editor.openWorkflow(workflow);
	await editor.openNode(node.name);
	const fields = new Map<string, string[]>();
	// Twice: the second time everything is loaded.
	for (const choice of [...choices, ...choices]) {
		await choose(editor, choice);
		fields.set(choice, await editor.settledFields());
	}
	let [next, current] = choices;
	return async () => {
		const time = await editor.timeUntil(fields.get(next) ?? [], async () => {
			await choose(editor, next);
		});
		[next, current] = [current, next];
		return time;
	};
}
