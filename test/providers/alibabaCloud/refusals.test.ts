import { describe, expect, it } from '@jest/globals';

import { alibabaCloud } from '../../../nodes/WanVideo/providers/alibabaCloud';
import { api } from '../../../nodes/WanVideo/providers/alibabaCloud/api';
import type { ApiAnswer, Connection } from '../../../nodes/WanVideo/providers/Connection';
import { refusal } from '../../../nodes/WanVideo/providers/refusal';
import { REFUSALS } from '../../support/alibabaCloudRefusals';

const answer = (status: number, json: unknown): ApiAnswer => ({
	status,
	headers: {},
	json,
	text: JSON.stringify(json),
	isWebPage: false,
});

/** What the refusal is told of the connection. */
const connection = (region?: string) =>
	({
		api,
		provider: alibabaCloud,
		baseUrl: 'https://dashscope-intl.aliyuncs.com',
		providerName: 'Alibaba Cloud',
		region,
	}) as unknown as Connection;

describe('a user is told what Alibaba Cloud means by', () => {
	it.each(REFUSALS)('HTTP $status, $code: $message', ({ status, code, message, kind }) => {
		const problem = refusal(connection(), answer(status, { code, message, request_id: 'r' }));
		expect(problem).toMatchObject({ kind, details: { httpStatus: status } });
	});

	it.each(REFUSALS)('HTTP $status, $code, with the code', ({ status, code, message }) => {
		const { message: told, details } = refusal(connection(), answer(status, { code, message }));
		expect(`${told} ${details.description}`).toContain(code);
	});

	it.each(REFUSALS.filter(({ status }) => status !== 404))(
		'HTTP $status, $code, in the manner of OpenAI',
		({ status, code, message, kind }) => {
			const error = { code, message, type: 'invalid_request_error', param: null };
			expect(refusal(connection(), answer(status, { error })).kind).toBe(kind);
		},
	);
});

describe('a refusal by Alibaba Cloud', () => {
	it.each([
		[
			{ code: 'InvalidParameter', message: 'Field required: input.media' },
			'Field required: input.media (InvalidParameter)',
		],
		[
			{ code: 'Arrearage', message: 'Good  standing\nis needed. ' },
			'Good standing is needed (Arrearage)',
		],
		[{ message: 'No' }, 'No'],
		[{ code: 'InvalidURL' }, 'InvalidURL'],
		[{ error: { code: 'invalid_api_key', message: 'No key.' } }, 'No key (invalid_api_key)'],
		[{ error: 'unauthorized' }, 'unauthorized'],
	])('is quoted: %j', (json, words) => {
		expect(api.readRefusal(json)).toBe(words);
	});

	it.each([undefined, null, {}, [], { code: 1, message: null }])(
		'without words has none: %j',
		(json) => {
			expect(api.readRefusal(json)).toBeUndefined();
		},
	);
});

describe('a model that the region does not have', () => {
	const order = (model: string) => ({ model, fields: {} });
	const notThere = answer(400, { code: 'InvalidParameter', message: 'Model not exist.' });
	const told = (region: string | undefined, model: string, given = notThere) =>
		refusal(connection(region), given, undefined, order(model)).details.description;

	it('is said to be elsewhere', () => {
		expect(told('singapore', 'wan2.2-s2v')).toContain(
			'As far as is known, Wan 2.2 Speech to Video is to be had in China (Beijing); this credential is for Singapore.',
		);
		expect(told('tokyo', 'wan2.7-t2v')).toMatch(/Singapore.*China \(Beijing\).*Japan \(Tokyo\)/);
	});

	it('is so by its other spelling, too', () => {
		expect(told('virginia', 'wanx2.1-t2v-turbo')).toContain('this credential is for US (Virginia)');
	});

	it('is also meant by a key that may not use it', () => {
		const denied = answer(403, { code: 'Model.AccessDenied', message: 'Model access denied.' });
		expect(told('singapore', 'wan2.2-s2v', denied)).toContain('to be had in China (Beijing)');
	});

	it.each([
		['where the region is not known', undefined, 'wan2.2-s2v', notThere],
		['where it is there', 'beijing', 'wan2.2-s2v', notThere],
		['of a model that nobody knows', 'singapore', 'wan9.9-t2v', notThere],
		[
			'where the account is to blame',
			'singapore',
			'wan2.2-s2v',
			answer(400, { code: 'Arrearage', message: 'Access denied.' }),
		],
		[
			'where the content is to blame',
			'singapore',
			'wan2.2-s2v',
			answer(400, { code: 'DataInspectionFailed', message: 'Inappropriate.' }),
		],
	])('is not spoken of %s', (_, region, model, given) => {
		expect(told(region, model, given)).not.toContain('As far as is known');
	});
});
