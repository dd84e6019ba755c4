import type { Context } from 'openapi-backend';

import { describeViolations } from '../../contracts/violations';
import type { Answer, Call } from '../../exchange';
import { problem } from './answers';
import type { Creation } from './request';

/** How the paths end that create tasks. */
export const CREATING = '/video-synthesis';

/** Videos are made while nobody waits, and a request has to say that it knows. */
export function notAsked({ path, headers }: Call): Answer | undefined {
	if (!path.endsWith(CREATING) || headers['x-dashscope-async'] === 'enable') return undefined;
	const message = 'current user api does not support synchronous calls';
	return problem(403, 'AccessDenied', message);
}

/** What a region does not have. */
export function modelNotExist(): Answer {
	return problem(400, 'InvalidParameter', 'Model not exist.');
}

/**
 * Why a request broke the contract, with the code of the service.
 *
 * @param known the models there are, on any path
 */
export function invalid(context: Context, known: string[]): Answer {
	const { errors } = context.validation;
	const { model } = (context.request.requestBody ?? {}) as Partial<Creation>;
	const misses = (part: string) =>
		errors?.some(
			({ instancePath, params }) =>
				instancePath === '/requestBody' && params.missingProperty === part,
		);
	if (
		errors?.some(({ keyword, params }) => keyword === 'discriminator' && params.tag === 'model')
	) {
		if (typeof model !== 'string') {
			return problem(
				400,
				'BadRequest.EmptyModel',
				'Required parameter "model" missing from request.',
			);
		}
		return known.includes(model)
			? problem(400, 'InvalidParameter', 'url error, check url!')
			: modelNotExist();
	}
	if (misses('input')) {
		return problem(400, 'BadRequest.EmptyInput', 'Required input parameter missing from request.');
	}
	if (misses('parameters')) {
		const message = 'Required parameter "parameters" missing from request.';
		return problem(400, 'BadRequest.EmptyParameters', message);
	}
	const isLink = errors?.some(({ keyword }) => keyword === 'format');
	return problem(400, isLink ? 'InvalidURL' : 'InvalidParameter', describeViolations(context));
}
