import {
	NodeHelpers,
	UserError,
	type IDataObject,
	type INodeType,
	type INodeTypes,
	type IVersionedNodeType,
} from 'n8n-workflow';

import { TOOL_SUFFIX, toolOf } from './tool';

/** The node types a workflow may use, by full name such as `n8n-nodes-base.set`. */
export class NodeTypes implements INodeTypes {
	constructor(private readonly types: ReadonlyMap<string, INodeType | IVersionedNodeType>) {}

	getByName(nodeType: string): INodeType | IVersionedNodeType {
		const type = this.types.get(nodeType);
		if (!type) {
			throw new UserError(
				`The engine has no node type "${nodeType}". It knows ${[...this.types.keys()].join(', ')}; add yours with the option nodeTypes.`,
			);
		}
		return type;
	}

	getByNameAndVersion(nodeType: string, version?: number): INodeType {
		const base = this.types.has(nodeType) ? undefined : this.usableAsTool(nodeType, version);
		return base
			? toolOf(base)
			: NodeHelpers.getVersionedNodeType(this.getByName(nodeType), version);
	}

	/** The node that a type is the twin for AI agents of, if it is one. */
	private usableAsTool(nodeType: string, version: number | undefined): INodeType | undefined {
		if (!nodeType.endsWith(TOOL_SUFFIX)) return undefined;
		const base = this.types.get(nodeType.slice(0, -TOOL_SUFFIX.length));
		const node = base && NodeHelpers.getVersionedNodeType(base, version);
		return node?.description.usableAsTool ? node : undefined;
	}

	getKnownTypes(): IDataObject {
		return Object.fromEntries([...this.types.keys()].map((name) => [name, {}]));
	}
}
