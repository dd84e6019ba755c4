import { createHash } from 'node:crypto';

import type { Document } from 'openapi-backend';

import type { Answer } from '../../exchange';
import { answer } from './answers';
import { notFound } from './refusals';

/** The models of a contract. */
export interface Models {
	readonly names: string[];
	/**
	 * The model that a version is of.
	 *
	 * @param version `owner/name`, `owner/name:<hash>` or `<hash>`
	 */
	ofVersion(version: string): string | undefined;
	/** What a model takes, and what its last version is. */
	describe(name: string): Answer;
}

/** The version of a model; there is one of each. */
export function versionOf(model: string): string {
	return createHash('sha256').update(model).digest('hex');
}

/** Reads which models a contract has. */
export function modelsOf(document: Document): Models {
	const operations = Object.values(document.paths ?? {}).flatMap((path) => path?.post ?? []);
	const creating = operations.filter(({ operationId }) => operationId?.includes('/'));
	const schemas = new Map(
		creating.map((operation) => [operation.operationId ?? '', inputOf(operation)]),
	);
	const names = [...schemas.keys()];
	return {
		names,
		ofVersion(version) {
			const [name = '', hash = name] = version.split(':');
			return names.find((model) =>
				name === model
					? hash === name || hash === versionOf(model)
					: hash === name && hash === versionOf(model),
			);
		},
		describe(model) {
			const schema = schemas.get(model);
			if (!schema) return notFound();
			const [owner, name] = model.split('/');
			return answer(200, {
				...{ url: `https://replicate.com/${model}`, owner, name, visibility: 'public' },
				description: `${model}, as the sandbox has it.`,
				run_count: 0,
				latest_version: {
					id: versionOf(model),
					created_at: '2026-06-11T00:00:00.000Z',
					cog_version: '0.16.0',
					openapi_schema: { openapi: '3.0.2', components: { schemas: { Input: schema } } },
				},
			});
		},
	};
}

function inputOf(operation: object): unknown {
	const { requestBody } = operation as {
		requestBody: {
			content: { 'application/json': { schema: { properties: { input: unknown } } } };
		};
	};
	return requestBody.content['application/json'].schema.properties.input;
}
