import type { Context } from 'openapi-backend';

import type { Answer, Call } from '../../exchange';
import { invalid, problem, type InvalidField } from './answers';
import type { Input } from './order';

type Violation = NonNullable<Context['validation']['errors']>[number];

/** All that a call to create may have besides its input. */
const FIELDS = ['input', 'webhook', 'webhook_events_filter', 'stream'];

/** As the pages of the service have it. */
const LARGEST_DATA_URL_BYTES = 256 * 1024;

/** Why a request broke the contract. */
export function invalidRequest(context: Context): Answer {
	return invalid((context.validation.errors ?? []).map(fieldOf));
}

/** What a call may not have beside its input is refused, however lenient the sandbox is. */
export function strayField({ body }: Call): Answer | undefined {
	const stray = Object.keys(Object(body) as object).find((name) => !FIELDS.includes(name));
	if (stray === undefined) return undefined;
	const description = `Additional property ${stray} is not allowed`;
	return invalid([{ type: 'additional_property_not_allowed', field: '(root)', description }]);
}

/** Which rule on fields together an input breaks, that its schema cannot tell. */
export function brokenRule({ model, resolution }: Input): Answer | undefined {
	if (model !== '1.3b' || resolution !== '720p') return undefined;
	const description = '720p is not supported with the 1.3b model';
	return invalid([{ type: 'value', field: 'input.resolution', description }]);
}

/** Files that are too large to be sent within a request. */
export function largeDataUrl(input: Record<string, unknown>): Answer | undefined {
	const isLarge = (value: unknown): boolean =>
		Array.isArray(value)
			? value.some(isLarge)
			: typeof value === 'string' &&
				value.startsWith('data:') &&
				// Four letters of Base64 stand for three bytes.
				(value.length * 3) / 4 > LARGEST_DATA_URL_BYTES + 100;
	const found = Object.entries(input).find(([, value]) => isLarge(value));
	if (!found) return undefined;
	const description = 'Data URLs must not be larger than 256 KB';
	return invalid([{ type: 'data_url', field: `input.${found[0]}`, description }]);
}

/** What an account may not do. */
export function refusalOf({ account }: Call): Answer | undefined {
	if (account === 'noCredits') {
		return problem(
			402,
			'Insufficient credit',
			'You have insufficient credit to run this model. Go to https://replicate.com/account/billing#billing to purchase credit.',
		);
	}
	if (account !== 'rateLimited') return undefined;
	const detail = 'Request was throttled. Your rate limit resets in ~1s.';
	return { status: 429, headers: { 'retry-after': '1' }, body: { detail, status: 429 } };
}

export function notFound(): Answer {
	return problem(404, 'Not found', 'The requested resource could not be found.');
}

function fieldOf(violation: Violation): InvalidField {
	const { keyword, params, message = 'is invalid' } = violation;
	const field = violation.instancePath.split('/').slice(2).join('.') || '(root)';
	switch (keyword) {
		case 'required': {
			const { missingProperty: name } = params as { missingProperty: string };
			const missing = name === 'requestBody' ? 'A JSON body' : name;
			return { type: 'required', field, description: `${missing} is required` };
		}
		case 'type': {
			const expected = String((params as { type: unknown }).type);
			const description = `Invalid type. Expected: ${expected}, given: ${kindOf(violation.data)}`;
			return { type: 'invalid_type', field, description };
		}
		case 'enum': {
			const { allowedValues } = params as { allowedValues: unknown[] };
			const list = allowedValues.map((value) => JSON.stringify(value)).join(', ');
			const name = field.split('.').at(-1) ?? field;
			return { type: 'enum', field, description: `${name} must be one of the following: ${list}` };
		}
		case 'additionalProperties': {
			const { additionalProperty: name } = params as { additionalProperty: string };
			const description = `Additional property ${name} is not allowed`;
			return { type: 'additional_property_not_allowed', field, description };
		}
		case 'format':
		case 'pattern':
			return { type: 'format', field, description: "Does not match format 'uri'" };
		default:
			return { type: keyword, field, description: message };
	}
}

function kindOf(value: unknown): string {
	if (value === null) return 'null';
	return Array.isArray(value) ? 'array' : typeof value;
}
