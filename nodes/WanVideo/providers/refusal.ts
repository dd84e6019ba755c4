import { Problem } from '../problem';
import type { ApiAnswer, Connection } from './Connection';
import type { NetworkFailure } from './NetworkFailure';

/**
 * What a user is told when the provider says no, or answers with what is not its API.
 * Each of the usual cases has a sentence of its own; the provider's words follow.
 *
 * @param generationId the generation asked for, unless the request was to create one
 */
export function refusal(
	{ api, baseUrl, providerName }: Connection,
	answer: ApiAnswer,
	generationId?: string,
): Problem {
	const words = api.readRefusal(answer.json);
	const callId = answer.headers[api.callIdHeader];
	const says = (message: string, advice: string, told = words) =>
		new Problem('refused', message, {
			description: [
				advice,
				told && `${providerName} says: ${asSentence(told)}`,
				callId && `For its support: ${api.callIdHeader} ${callId}.`,
			]
				.filter(Boolean)
				.join(' '),
			httpStatus: answer.status,
			generationId,
		});

	if (answer.status >= 300 && answer.status < 400) {
		return says(
			`The base URL ${baseUrl} redirects to another address`,
			`Enter the final address in the ${providerName} credential: the API key is not sent on to other hosts.`,
		);
	}
	if (answer.isWebPage && answer.status < 500) {
		return says(
			`${baseUrl} answers with a web page, not as ${providerName}'s API`,
			`Check the base URL in the ${providerName} credential.`,
		);
	}
	switch (answer.status) {
		case 401:
			return says(
				`${providerName} rejected the API key`,
				`Check the API key in the ${providerName} credential.`,
			);
		case api.noCreditsStatus:
			return says(
				`The ${providerName} account has no credits left`,
				`Top up the account and run this again.`,
			);
		case 403:
			return says(
				`${providerName} does not allow this API key to do that`,
				'Check what the key and the account may use.',
			);
		case 404:
			return generationId === undefined
				? says(
						`${providerName} does not know this model or address`,
						`Check the model's ID, and the base URL in the ${providerName} credential.`,
					)
				: says(
						`${providerName} knows no generation with the ID ${generationId}`,
						'Check the ID, the model and the credential: a generation can only be fetched from the account that created it, and not for ever.',
					);
		case 429:
			return says(
				`${providerName} accepts no more requests for now`,
				'The limit is on requests, generations at a time or spending. Lower Max Concurrency, or try again later.',
			);
		default:
			return answer.status >= 500
				? says(
						`${providerName} is not working at the moment (HTTP ${answer.status})`,
						'Try again later.',
					)
				: says(
						`${providerName} refused the request${words ? `: ${words}` : ` (HTTP ${answer.status})`}`,
						'Check the values you entered.',
						'',
					);
	}
}

/**
 * What a user is told when there was no answer.
 *
 * @param consequence a sentence on what that means
 */
export function unreachable(
	{ baseUrl, providerName }: Connection,
	failure: NetworkFailure,
	consequence?: string,
): Problem {
	const advice = `The address is ${baseUrl}: check it in the ${providerName} credential, and this machine's network.`;
	return new Problem('refused', `${providerName} can't be reached: ${failure.message}`, {
		description: [consequence, advice].filter(Boolean).join(' '),
	});
}

function asSentence(words: string): string {
	return /[.!?]$/.test(words) ? words : `${words}.`;
}
