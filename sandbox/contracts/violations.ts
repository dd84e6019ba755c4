import type { Context } from 'openapi-backend';

type Violation = NonNullable<Context['validation']['errors']>[number];

/**
 * What is wrong with a request, in words for its sender.
 *
 * @returns for example `resolution must be one of "720p", "1080p"; prompt is required`
 */
export function describeViolations(context: Context): string {
	const violations = context.validation.errors ?? [];
	const rules = violations.filter((violation) => refusalOf(violation) !== undefined);
	// What breaks a rule that has its own words needs no list of how it might have been kept.
	const isPartOfARule = ({ schemaPath }: Violation) =>
		rules.some((rule) => schemaPath.startsWith(`${rule.schemaPath}/`));
	const told = violations.filter((violation) => !isPartOfARule(violation));
	return [...new Set(told.map(describe))].join('; ');
}

/** What the contracts' own formats ask for. */
const FORMATS: Record<string, string> = {
	'media-url': 'an http(s) link or a data URI',
	media: 'an http(s) link or a data URI',
	'stored-media': 'an http(s) or oss link or a data URI',
	'stored-link': 'an http(s) or oss link',
};

/** The words of a rule, in its contract. */
function refusalOf({ parentSchema }: Violation): string | undefined {
	return (parentSchema as { 'x-refusal'?: string } | undefined)?.['x-refusal'];
}

function describe(violation: Violation): string {
	const field = path(violation).join('/') || 'the body';
	const fieldWithin = (name: unknown) => [...path(violation), name].join('/');
	const refusal = refusalOf(violation);
	if (refusal !== undefined) return refusal;
	const { keyword, params, parentSchema, message = 'is invalid' } = violation;
	switch (keyword) {
		case 'required':
			return params.missingProperty === 'requestBody'
				? 'a JSON body is required'
				: `${fieldWithin(params.missingProperty)} is required`;
		case 'additionalProperties':
			return `${fieldWithin(params.additionalProperty)} is not a field of this model`;
		case 'enum':
			return `${field} must be one of ${list(params.allowedValues as unknown[])}`;
		case 'discriminator':
			return `${fieldWithin(params.tag)} must be one of ${list(tagsOf(parentSchema, String(params.tag)))}`;
		case 'format':
			return `${field} must be ${FORMATS[String(params.format)] ?? 'of another form'}`;
		case 'pattern':
			// The only pattern that a request can break is that of links.
			return `${field} must be an http(s) link`;
		default:
			return `${field} ${message}`;
	}
}

/** `/requestBody/image_urls/0` → `image_urls`, `0` */
function path({ instancePath }: Violation): string[] {
	return instancePath.split('/').slice(2);
}

function list(values: unknown[]) {
	return values.map((value) => JSON.stringify(value)).join(', ');
}

/** The values of the field that decides between schemas. */
function tagsOf(schema: Violation['parentSchema'], tag: string): unknown[] {
	const { oneOf } = schema as { oneOf: { properties: Record<string, { enum: unknown[] }> }[] };
	return oneOf.flatMap(({ properties }) => properties[tag]?.enum ?? []);
}
