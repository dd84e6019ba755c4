import type { Context } from 'openapi-backend';

/** What a model's videos are like when the request does not say it. */
export interface VideoTraits {
	framesPerSecond: number;
	sound: boolean;
}

interface ModelSchema {
	properties: { model?: { enum: string[] } };
	'x-video': VideoTraits;
	'x-answer'?: AnswerTraits;
}

/** What the answers about a model's videos tell. */
export interface AnswerTraits {
	/** The fields of its usage. */
	usage: string[];
	/** Whether the prompt is told as it was rewritten. */
	actualPrompt?: boolean;
	/** Whether the link stands in `results`. */
	inResults?: boolean;
}

/** Reads `x-video` of the schema a creating call was validated with. */
export function videoTraits(operation: Context['operation'], model: string): VideoTraits {
	return schemaOf(operation, model)['x-video'];
}

/** Reads `x-answer` of the schema a creating call was validated with. */
export function answerTraits(operation: Context['operation'], model: string): AnswerTraits {
	return schemaOf(operation, model)['x-answer'] ?? { usage: [] };
}

/** The models that an operation creates with. */
export function modelsOf(operation: Context['operation']): string[] {
	return schemasOf(operation).flatMap(({ properties }) => properties.model?.enum ?? []);
}

function schemaOf(operation: Context['operation'], model: string): ModelSchema {
	const [only, ...others] = schemasOf(operation);
	if (only && others.length === 0) return only;
	const own = schemasOf(operation).find(({ properties }) => properties.model?.enum.includes(model));
	if (!own) throw new Error(`The contract has no model ${model}`);
	return own;
}

function schemasOf(operation: Context['operation']): ModelSchema[] {
	const { requestBody } = operation as unknown as {
		requestBody: {
			content: { 'application/json': { schema: ModelSchema | { oneOf: ModelSchema[] } } };
		};
	};
	const { schema } = requestBody.content['application/json'];
	return 'oneOf' in schema ? schema.oneOf : [schema];
}
