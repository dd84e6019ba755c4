import type { Context } from 'openapi-backend';

import type { Detail } from './answers';

type Violation = NonNullable<Context['validation']['errors']>[number];

/** What is wrong with an input, as the service says it: https://docs.pydantic.dev/latest/errors/validation_errors/ */
export function detailsOf(context: Context): Detail[] {
	return (context.validation.errors ?? []).map(detailOf);
}

function detailOf(violation: Violation): Detail {
	const { keyword, params, message = 'Input is invalid', data } = violation;
	const loc = ['body', ...violation.instancePath.split('/').slice(2)];
	const detail = (type: string, msg: string, ctx?: Record<string, unknown>): Detail => {
		return { loc, msg, type, ...(ctx && { ctx }), ...(isShort(data) && { input: data }) };
	};
	switch (keyword) {
		case 'required': {
			const { missingProperty: name } = params as { missingProperty: string };
			const path = name === 'requestBody' ? ['body'] : [...loc, name];
			return { loc: path, msg: 'Field required', type: 'missing' };
		}
		case 'additionalProperties': {
			const { additionalProperty: name } = params as { additionalProperty: string };
			const msg = 'Extra inputs are not permitted';
			return { loc: [...loc, name], msg, type: 'extra_forbidden' };
		}
		case 'enum': {
			const expected = listed((params as { allowedValues: unknown[] }).allowedValues);
			return detail('literal_error', `Input should be ${expected}`, { expected });
		}
		case 'type':
			return ofType(String((params as { type: unknown }).type), detail);
		case 'minimum':
		case 'maximum':
			return ofLimit(keyword, (params as { limit: number }).limit, detail);
		case 'minLength':
		case 'maxLength':
			return ofLength(keyword, (params as { limit: number }).limit, detail);
		case 'minItems':
		case 'maxItems':
			return ofItems(keyword, (params as { limit: number }).limit, detail);
		case 'multipleOf': {
			const { multipleOf } = params as { multipleOf: number };
			const msg = `Input should be a multiple of ${multipleOf}`;
			return detail('multiple_of', msg, { multiple_of: multipleOf });
		}
		case 'format':
		case 'pattern':
			return detail('url_parsing', 'Input should be a valid URL');
		default:
			return detail('value_error', `Value error, ${message}`);
	}
}

type Make = (type: string, msg: string, ctx?: Record<string, unknown>) => Detail;

function ofType(type: string, detail: Make): Detail {
	switch (type) {
		case 'integer':
			return detail('int_parsing', 'Input should be a valid integer');
		case 'number':
			return detail('float_parsing', 'Input should be a valid number');
		case 'boolean':
			return detail('bool_parsing', 'Input should be a valid boolean');
		case 'array':
			return detail('list_type', 'Input should be a valid list');
		case 'object':
			return detail('model_attributes_type', 'Input should be a valid dictionary');
		default:
			return detail('string_type', 'Input should be a valid string');
	}
}

function ofLimit(keyword: 'minimum' | 'maximum', limit: number, detail: Make): Detail {
	return keyword === 'minimum'
		? detail('greater_than_equal', `Input should be greater than or equal to ${limit}`, {
				ge: limit,
			})
		: detail('less_than_equal', `Input should be less than or equal to ${limit}`, { le: limit });
}

function ofLength(keyword: 'minLength' | 'maxLength', limit: number, detail: Make): Detail {
	const characters = `${limit} character${limit === 1 ? '' : 's'}`;
	return keyword === 'minLength'
		? detail('string_too_short', `String should have at least ${characters}`, {
				min_length: limit,
			})
		: detail('string_too_long', `String should have at most ${characters}`, {
				max_length: limit,
			});
}

function ofItems(keyword: 'minItems' | 'maxItems', limit: number, detail: Make): Detail {
	const items = `${limit} item${limit === 1 ? '' : 's'}`;
	return keyword === 'minItems'
		? detail('too_short', `List should have at least ${items} after validation`)
		: detail('too_long', `List should have at most ${items} after validation`);
}

/** `'5', '10' or '15'` */
function listed(values: unknown[]): string {
	const words = values
		.filter((value) => value !== null)
		.map((value) => (typeof value === 'string' ? `'${value}'` : JSON.stringify(value)));
	const last = words.pop() ?? '';
	return words.length > 0 ? `${words.join(', ')} or ${last}` : last;
}

/** What was sent is told with a complaint, but not a picture's 20 MB. */
function isShort(data: unknown): boolean {
	return JSON.stringify(data ?? null).length < 1000;
}
