import { spellings } from '../models/catalog';
import { list } from '../models/words';
import { Problem, type ProblemKind } from '../problem';
import type { ApiAnswer, Connection } from './Connection';
import type { NetworkFailure } from './NetworkFailure';
import type { FailedGeneration, Order } from './ProviderApi';
import { refusalCause } from './refusalCause';
import { shorten } from './words';

/** What a user is told: one sentence, what to do about it, and whether the provider's words are in it already. */
interface Told {
	kind: ProblemKind;
	message: string;
	advice: string;
	isQuoted?: true;
}

/**
 * What a user is told when the provider says no, or answers with what is not its API.
 * Each of the usual cases has a sentence of its own; the provider's words follow.
 *
 * @param order what was to be created, if that was asked for
 * @param generationId the generation asked for, unless the request was to create one. It exists and may be
 *   paid for, so the advice is then never to run it again
 */
export function refusal(
	connection: Connection,
	answer: ApiAnswer,
	generationId?: string,
	order?: Order,
): Problem {
	const { api } = connection;
	const failed = generationId === undefined ? failedGeneration(connection, answer) : undefined;
	const words = providerWords(connection, answer);
	const { kind, message, advice, isQuoted } = failed
		? tellFailure(connection, failed)
		: tell(connection, answer, words, generationId);
	const callId = answer.headers[api.callIdHeader];
	const description = [
		advice,
		generationId !== undefined &&
			answer.status !== 404 &&
			`What was created is not lost: afterwards a retry, or Fetch with the ID ${generationId}, goes on with it.`,
		words && !isQuoted && quote(connection, words),
		order && isOfModel(kind) && elsewhere(connection, order.model),
		callId && `For its support: ${api.callIdHeader} ${callId}.`,
	];
	return new Problem(kind, message, {
		description: description.filter(Boolean).join(' '),
		httpStatus: answer.status,
		generationId: generationId ?? failed?.id,
	});
}

function tell(
	{ api, baseUrl, providerName }: Connection,
	answer: ApiAnswer,
	words: string | undefined,
	generationId: string | undefined,
): Told {
	const isCreate = generationId === undefined;
	const credential = `the ${providerName} credential`;
	switch (refusalCause(api, answer)) {
		case 'redirect':
			return {
				kind: 'credential',
				message: `The base URL ${baseUrl} redirects to another address`,
				advice: `Enter the final address in ${credential}: the API key is not sent on to other hosts.`,
			};
		case 'webPage':
			return {
				kind: 'credential',
				message: `${baseUrl} answers with a web page, not as ${providerName}'s API`,
				advice: `Check the base URL in ${credential}.`,
			};
		case 'proxy':
			return {
				kind: 'unreachable',
				message: `The proxy between n8n and ${providerName} asks for a password`,
				advice: "Check n8n's settings HTTP_PROXY and HTTPS_PROXY.",
			};
		case 'key':
			return {
				kind: 'credential',
				message: `${providerName} rejected the API key`,
				advice: `Check the API key in ${credential}.`,
			};
		case 'noCredits':
			return {
				kind: 'noCredits',
				message: `The ${providerName} account has no credits left`,
				advice: isCreate ? 'Top up the account and run this again.' : 'Top up the account.',
			};
		case 'noPlan':
			return {
				kind: 'noCredits',
				message: `The ${providerName} account has no plan that covers this`,
				advice: `Check the account's subscription, or choose another model.`,
			};
		case 'notAllowed':
			return {
				kind: 'credential',
				message: `${providerName} does not allow this API key to do that`,
				advice: 'Check what the key and the account may use.',
			};
		case 'notFound':
			return isCreate
				? {
						kind: 'refused',
						message: `${providerName} does not know this model or address`,
						advice: `Check the model's ID, and the base URL in ${credential}.`,
					}
				: {
						kind: 'refused',
						message: `${providerName} knows no generation with the ID ${generationId}`,
						advice:
							'Check the ID, the model and the credential: a generation can only be fetched from the account that created it, and not for ever.',
					};
		case 'rate':
			return {
				kind: 'rateLimited',
				message: `${providerName} accepts no more requests for now`,
				advice:
					'The limit is on requests, generations at a time or spending. Lower Max Concurrency, or try again later.',
			};
		case 'quota':
			return {
				kind: 'rateLimited',
				message: `${providerName} accepts no more of this account for now${words ? `: ${words}` : ''}`,
				advice:
					"A quota is used up, which does not pass in seconds. Wait until it is renewed, or raise it in the account's settings.",
				isQuoted: true,
			};
		case 'moderation':
			return {
				kind: 'moderation',
				message: `${providerName} turned the content away${words ? `: ${words}` : ` (HTTP ${answer.status})`}`,
				advice: isCreate ? 'Change the prompt or the picture: nothing was created.' : '',
				isQuoted: true,
			};
		case 'notWorking':
			return {
				kind: 'unreachable',
				message: `${providerName} is not working at the moment (HTTP ${answer.status})`,
				advice: 'Try again later.',
			};
		case 'other':
			return {
				kind: 'refused',
				message: `${providerName} refused the request${words ? `: ${words}` : ` (HTTP ${answer.status})`}`,
				advice: isCreate ? 'Check the values you entered.' : 'Check the ID and the model.',
				isQuoted: true,
			};
	}
}

/** A refused create may carry a task of its own, which has failed and so is not charged. */
function failedGeneration(
	{ api }: Connection,
	{ status, json, headers }: ApiAnswer,
): FailedGeneration | undefined {
	if (status < 400 || status >= 500) return undefined;
	try {
		const report = api.readGeneration(json, headers);
		return report.status === 'failed' ? report : undefined;
	} catch {
		return undefined;
	}
}

function tellFailure({ providerName }: Connection, failed: FailedGeneration): Told {
	return {
		kind: failed.isModeration ? 'moderation' : 'generationFailed',
		message: `The generation failed: ${failed.reason}`,
		advice: `${providerName} refused the request, and keeps it as a failed generation with the ID ${failed.id}. Providers do not charge for these.`,
		isQuoted: true,
	};
}

/** The provider's own words; of an answer that is no JSON its start, unless that is a web page. */
export function providerWords(
	{ api }: Connection,
	{ json, text, isWebPage }: ApiAnswer,
): string | undefined {
	if (json !== undefined) return api.readRefusal(json);
	return isWebPage ? undefined : shorten(text);
}

/** Whether it may be the model that the provider says no to. */
const isOfModel = (kind: ProblemKind) => kind === 'refused' || kind === 'credential';

/** Where a model is to be had, if the credential is for another region. */
function elsewhere({ provider, region }: Connection, id: string): string | undefined {
	const model = provider.catalog.models.find((one) => spellings([one]).includes(id));
	const { regions = {} } = provider;
	if (!model?.regions || region === undefined || model.regions.includes(region)) return undefined;
	const [own, others] = [regions[region], model.regions.map((one) => regions[one] ?? one)];
	return `As far as is known, ${model.name} is to be had in ${list(others)}; this credential is for ${own}.`;
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
	return new Problem('unreachable', `${providerName} can't be reached: ${failure.message}`, {
		description: [consequence, failure.advice ?? advice].filter(Boolean).join(' '),
	});
}

/**
 * What a user is told when the provider reports that it does not know a generation.
 *
 * @param advice what the provider says of how long it keeps them
 */
export function unknownGeneration(
	{ providerName }: Connection,
	id: string,
	advice: string,
): Problem {
	return new Problem('refused', `${providerName} knows no generation with the ID ${id}`, {
		description: `Check the ID and the credential: a generation can only be fetched from the account that created it. ${advice}`,
		generationId: id,
	});
}

/** What a user is told when the provider has made the video, and kept it no longer. */
export function removedVideo({ providerName }: Connection, id: string, advice: string): Problem {
	return new Problem('download', `${providerName} no longer has the video of ${id}`, {
		description: advice,
		generationId: id,
	});
}

/** A sentence with the provider's own words. */
export function quote({ providerName }: Connection, words: string): string {
	return `${providerName} says: ${words}${/[.!?…]$/.test(words) ? '' : '.'}`;
}
