import type { Context } from 'openapi-backend';

/** What a model's videos are like when the request does not say it. */
export interface VideoTraits {
	framesPerSecond: number;
	sound: boolean;
}

interface ModelSchema {
	properties: { model?: { enum: string[] } };
	'x-video': VideoTraits;
}

/** Reads `x-video` of the schema a creating call was validated with. */
export function videoTraits(operation: Context['operation'], model: string): VideoTraits {
	const { requestBody } = operation as unknown as {
		requestBody: {
			content: { 'application/json': { schema: ModelSchema | { oneOf: ModelSchema[] } } };
		};
	};
	const { schema } = requestBody.content['application/json'];
	if (!('oneOf' in schema)) return schema['x-video'];

	const own = schema.oneOf.find(({ properties }) => properties.model?.enum.includes(model));
	if (!own) throw new Error(`The contract has no model ${model}`);
	return own['x-video'];
}
