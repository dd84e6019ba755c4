import type { IConnections, INode, IPinData, IWorkflowSettings } from 'n8n-workflow';

/** A workflow as n8n exports it to a file and as its editor copies it to the clipboard. */
export interface WorkflowJson {
	id?: string;
	name?: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IWorkflowSettings;
	pinData?: IPinData;
}

/** What a node needs besides its name and type is filled in by {@link chain}. */
export type NodeSketch = Partial<INode> & Pick<INode, 'name' | 'type'>;

/**
 * A workflow of nodes in a row, each one's first output feeding the next one's input.
 *
 * @param nodes in the order they run
 * @param connections added to (and, for the same node, instead of) the row's, e.g. for a loop or an error output
 */
export function chain(nodes: NodeSketch[], connections: IConnections = {}): WorkflowJson {
	const row: IConnections = {};
	nodes.forEach(({ name }, index) => {
		const next = nodes[index + 1];
		if (next) row[name] = { main: [[{ node: next.name, type: 'main', index: 0 }]] };
	});
	return {
		name: nodes.map(({ name }) => name).join(' → '),
		nodes: nodes.map((node, index) => ({
			id: `node-${index}`,
			typeVersion: 1,
			position: [index * 220, 0],
			parameters: {},
			...node,
		})),
		connections: { ...row, ...connections },
		settings: { executionOrder: 'v1' },
	};
}
