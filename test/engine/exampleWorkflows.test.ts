import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { jsonParse, NodeHelpers, type INode } from 'n8n-workflow';

import type { WorkflowJson } from '../../tools/engine';
import { loadBuiltPackage } from '../../tools/engine/builtPackage';
import { NodeTypes } from '../../tools/engine/nodeTypes';
import { standIns } from '../../tools/engine/standIns';

const folder = join(__dirname, '..', '..', 'workflows');
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));

function read(file: string): WorkflowJson {
	return jsonParse<WorkflowJson>(readFileSync(join(folder, file), 'utf8'));
}

let nodeTypes: NodeTypes;
beforeAll(async () => {
	nodeTypes = new NodeTypes(new Map([...standIns, ...(await loadBuiltPackage()).nodeTypes]));
});

describe.each(files)('the example workflow %s', (file) => {
	const workflow = read(file);

	it('has an id and a name, and nodes with ids and names of their own', () => {
		expect(workflow).toMatchObject({ id: expect.any(String), name: expect.any(String) });
		for (const key of ['id', 'name'] as const) {
			const values = workflow.nodes.map((node) => node[key]);
			expect(new Set(values).size).toBe(values.length);
		}
	});

	it('connects all its nodes but the sticky notes', () => {
		const ends = Object.entries(workflow.connections).flatMap(([from, outputs]) => [
			from,
			...Object.values(outputs)
				.flat()
				.flatMap((output) => (output ?? []).map(({ node }) => node)),
		]);
		const nodes = workflow.nodes.filter(({ type }) => type !== 'n8n-nodes-base.stickyNote');
		expect(new Set(ends)).toEqual(new Set(nodes.map(({ name }) => name)));
	});

	it('sets only fields that its nodes show, and leaves no required one empty', () => {
		// The stand-ins know just what the workflows that the engine runs use of n8n's own nodes.
		const inEngine = workflow.nodes.every((node) => ofWanVideo(node) || standIns.has(node.type));
		for (const node of inEngine ? workflow.nodes : workflow.nodes.filter(ofWanVideo)) {
			const { description } = nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
			const shown = NodeHelpers.getNodeParameters(
				description.properties,
				node.parameters,
				true,
				false,
				node,
				description,
			);
			expect(shown).toMatchObject(ofWanVideo(node) ? node.parameters : {});
			expect(
				NodeHelpers.getNodeParametersIssues(description.properties, node, description),
			).toBeNull();
		}
	});

	it('names a credential in each Wan Video node', () => {
		for (const { parameters, credentials } of workflow.nodes.filter(ofWanVideo)) {
			const type =
				parameters['provider'] === 'aimlApi' ? 'wanVideoAimlApi' : 'wanVideoMuleRouterApi';
			expect(credentials?.[type]).toEqual({ id: type, name: expect.stringContaining('sandbox') });
		}
	});
});

describe('the example workflow image-to-video.json', () => {
	it('carries the picture that lies beside it', () => {
		const node = read('image-to-video.json').nodes.find(({ name }) => name === 'Picture as Base64');
		const { assignments } = node?.parameters['assignments'] as {
			assignments: Array<{ value: string }>;
		};
		const picture = readFileSync(join(folder, 'pictures', 'sailing-boat.jpg'));
		expect(assignments.map(({ value }) => value)).toEqual([picture.toString('base64')]);
	});
});

describe('the example workflow storyboard.json', () => {
	it('carries the pictures that lie beside it', () => {
		const node = read('storyboard.json').nodes.find(({ name }) => name === 'Storyboard');
		const { assignments } = node?.parameters['assignments'] as {
			assignments: Array<{ name: string; value: string }>;
		};
		const value = assignments.find(({ name }) => name === 'pictures')?.value ?? '';
		const pictures = [1, 2, 3].map((number) =>
			readFileSync(join(folder, 'pictures', `storyboard-${number}.jpg`)).toString('base64'),
		);
		expect(jsonParse(value)).toEqual(pictures);
	});
});

const WAN_VIDEO = 'n8n-nodes-wan-video.wanVideo';

/** Whether it is a Wan Video node, or its twin for AI agents. */
function ofWanVideo({ type }: Pick<INode, 'type'>): boolean {
	return type === WAN_VIDEO || type === `${WAN_VIDEO}Tool`;
}
