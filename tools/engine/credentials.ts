import { getAdditionalKeys } from 'n8n-core';
import {
	ICredentialsHelper,
	isExpression,
	NodeHelpers,
	UnexpectedError,
	UserError,
	Workflow,
	type ICredentialDataDecryptedObject,
	type ICredentials,
	type ICredentialsExpressionResolveValues,
	type ICredentialType,
	type IExecuteData,
	type IHttpRequestHelper,
	type IHttpRequestOptions,
	type INode,
	type INodeCredentialsDetails,
	type INodeProperties,
	type IRequestOptionsSimplified,
	type IWorkflowExecuteAdditionalData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import { NodeTypes } from './nodeTypes';

/** A credential as a user would have saved it in n8n. */
export interface StoredCredential {
	/** Name of the credential type, e.g. `wanVideoAimlApi`. */
	type: string;
	/** What the user called it. */
	name: string;
	/** The form's fields; those left out take their defaults. */
	data: ICredentialDataDecryptedObject;
}

const blankNode: INode = {
	id: 'credential',
	name: '',
	type: 'credential',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};
const blankNodeTypes = new NodeTypes(
	new Map([
		[
			blankNode.type,
			{
				description: {
					displayName: '',
					name: blankNode.type,
					group: ['input'],
					version: 1,
					description: '',
					defaults: {},
					inputs: [],
					outputs: [],
					properties: [],
				},
			},
		],
	]),
);

/**
 * Hands credentials to nodes and applies them to requests, as the one in n8n's server does (its
 * credentials-helper.ts), for credentials held in memory. What this package doesn't need is left out: encryption,
 * overwrites, external secrets, and keys that expire.
 */
export class Credentials extends ICredentialsHelper {
	constructor(
		private readonly types: ReadonlyMap<string, ICredentialType>,
		/** By id. */
		private readonly stored: Readonly<Record<string, StoredCredential>>,
	) {
		super();
	}

	getParentTypes(name: string): string[] {
		const parents = this.typeOf(name).extends ?? [];
		return parents.flatMap((parent) => [parent, ...this.getParentTypes(parent)]);
	}

	isCredentialUsableByNode(credentialType: string, nodeType: string): boolean {
		const { restrictToSupportedNodes, supportedNodes } = this.typeOf(credentialType);
		return !restrictToSupportedNodes || (supportedNodes ?? []).includes(nodeType);
	}

	/** Adds to the request what the credential type's `authenticate` says, e.g. the Authorization header. */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		requestOptions: IHttpRequestOptions | IRequestOptionsSimplified,
		workflow?: Workflow,
		node?: INode,
	): Promise<IHttpRequestOptions> {
		const request = requestOptions as IHttpRequestOptions;
		const { authenticate } = this.typeOf(typeName);
		if (!authenticate) return request;
		if (typeof authenticate === 'function') return await authenticate(credentials, request);
		if (!workflow || !node) {
			throw new UnexpectedError('An expression in a credential type needs a workflow and a node');
		}

		const resolve = (value: unknown): string => {
			if (!isExpression(value)) return String(value);
			const resolved = workflow.expression.getSimpleParameterValue(
				node,
				value,
				'internal',
				{ $credentials: credentials },
				undefined,
				'',
			);
			return typeof resolved === 'object' ? '' : String(resolved ?? '');
		};
		// The parts of a request are headers, qs, body and auth, each a flat record.
		const parts = request as unknown as Partial<Record<string, Record<string, string>>>;
		const added = authenticate.properties as Record<string, Record<string, unknown>>;
		for (const [part, fields] of Object.entries(added)) {
			const target = (parts[part] ??= {});
			for (const [name, value] of Object.entries(fields)) {
				target[resolve(name)] = resolve(value);
			}
		}
		return request;
	}

	/** Nothing to do before a request: the package's keys don't expire. */
	// eslint-disable-next-line @typescript-eslint/require-await -- the signature is n8n's
	async preAuthentication(
		_helpers: IHttpRequestHelper,
		_credentials: ICredentialDataDecryptedObject,
		typeName: string,
	): Promise<undefined> {
		if (this.typeOf(typeName).preAuthentication) {
			throw new UnexpectedError('The engine does not run preAuthentication');
		}
		return undefined;
	}

	async runPreAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
	): Promise<undefined> {
		await this.preAuthentication(helpers, credentials, typeName);
		return undefined;
	}

	/** @returns the form's visible fields, with defaults filled in and expressions resolved */
	// eslint-disable-next-line @typescript-eslint/require-await -- the signature is n8n's
	async getDecrypted(
		additionalData: IWorkflowExecuteAdditionalData,
		nodeCredentials: INodeCredentialsDetails,
		type: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		raw?: boolean,
		expressionResolveValues?: ICredentialsExpressionResolveValues,
	): Promise<ICredentialDataDecryptedObject> {
		const { data } = this.storedCredential(nodeCredentials, type);
		if (raw) return data;

		const withDefaults = NodeHelpers.getNodeParameters(
			this.getCredentialsProperties(type),
			data as Parameters<typeof NodeHelpers.getNodeParameters>[1],
			true,
			false,
			null,
			null,
		) as ICredentialDataDecryptedObject;
		const keys = getAdditionalKeys(additionalData, mode, null, { isCredential: true });

		if (expressionResolveValues) {
			const { workflow, runExecutionData, runIndex, itemIndex, node, connectionInputData } =
				expressionResolveValues;
			return workflow.expression.getParameterValue(
				withDefaults as Parameters<typeof workflow.expression.getParameterValue>[0],
				runExecutionData,
				runIndex,
				itemIndex,
				node.name,
				connectionInputData,
				mode,
				keys,
				executeData,
				false,
				withDefaults,
			) as ICredentialDataDecryptedObject;
		}
		const workflow = new Workflow({
			nodes: [blankNode],
			connections: {},
			active: false,
			nodeTypes: blankNodeTypes,
		});
		return workflow.expression.getComplexParameterValue(
			blankNode,
			withDefaults as Parameters<typeof workflow.expression.getComplexParameterValue>[1],
			mode,
			keys,
			undefined,
			undefined,
			withDefaults,
		) as ICredentialDataDecryptedObject;
	}

	getCredentialsProperties(type: string): INodeProperties[] {
		const { properties, extends: parents } = this.typeOf(type);
		// Two fields of one name, shown in turn, stay two.
		if (!parents) return properties;
		const merged: INodeProperties[] = [];
		for (const parent of parents) {
			NodeHelpers.mergeNodeProperties(merged, this.getCredentialsProperties(parent));
		}
		NodeHelpers.mergeNodeProperties(merged, properties);
		return merged;
	}

	getCredentials(): Promise<ICredentials> {
		return Promise.reject(new UnexpectedError('The engine keeps no encrypted credentials'));
	}

	updateCredentials(): Promise<void> {
		return Promise.reject(new UnexpectedError('The engine does not change credentials'));
	}

	updateCredentialsOauthTokenData(): Promise<void> {
		return this.updateCredentials();
	}

	private storedCredential({ id, name }: INodeCredentialsDetails, type: string): StoredCredential {
		const credential = id === null ? undefined : this.stored[id];
		if (credential?.type !== type) {
			throw new UserError(
				`There is no credential "${name}" of type "${type}" with id "${id ?? ''}"`,
			);
		}
		return credential;
	}

	private typeOf(name: string): ICredentialType {
		const type = this.types.get(name);
		if (!type) throw new UserError(`The package has no credential type "${name}"`);
		return type;
	}
}
