import type { Context } from 'openapi-backend';

type Violation = NonNullable<Context['validation']['errors']>[number];

/**
 * What is wrong with a request, in words for its sender.
 *
 * @returns for example `resolution must be one of "720p", "1080p"; prompt is required`
 */
export function describeViolations(context: Context): string {
	const violations = context.validation.errors ?? [];
	return [...new Set(violations.map(describe))].join('; ');
}

function describe(violation: Violation): string {
	const field = fieldName(violation);
	const { keyword, params, parentSchema, message = 'is invalid' } = violation;
	switch (keyword) {
		case 'required':
			return params.missingProperty === 'requestBody'
				? 'a JSON body is required'
				: `${String(params.missingProperty)} is required`;
		case 'additionalProperties':
			return `${String(params.additionalProperty)} is not a field of this model`;
		case 'enum':
			return `${field} must be one of ${list(params.allowedValues as unknown[])}`;
		case 'discriminator':
			return `${String(params.tag)} must be one of ${list(modelsOf(parentSchema))}`;
		case 'format':
			return `${field} must be an http(s) link or a data URI`;
		default:
			return `${field} ${message}`;
	}
}

/** `/requestBody/image_urls/0` → `image_urls/0` */
function fieldName({ instancePath }: Violation) {
	return instancePath.split('/').slice(2).join('/') || 'the body';
}

function list(values: unknown[]) {
	return values.map((value) => JSON.stringify(value)).join(', ');
}

function modelsOf(schema: Violation['parentSchema']): unknown[] {
	const { oneOf } = schema as { oneOf: { properties: { model: { enum: unknown[] } } }[] };
	return oneOf.flatMap(({ properties }) => properties.model.enum);
}
