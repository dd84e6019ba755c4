import { randomUUID } from 'node:crypto';

import type { Context, Document } from 'openapi-backend';

import { enactContract, readContract } from '../../contracts/contract';
import type { Answer, Call, Provider } from '../../exchange';
import { PLACES_PATH } from '../../files/openFileRoutes';
import type { Generation } from '../../generations/generation';
import type { Order } from '../../generations/order';
import { until } from '../../generations/until';
import { UnusableMedia } from '../../media/unusableMedia';
import type { ProviderKind, ProviderMeans } from '../ProviderKind';
import { answer, platformProblem, problem, word, type Detail } from './answers';
import { readCatalogue } from './catalogue';
import { brokenRule } from './combinations';
import { detailsOf } from './details';
import { listRequests, type HistoryQuery } from './history';
import { readInput } from './input';
import { readOrder } from './order';
import { outputOf } from './output';
import { appOf, isOfPlatform, owns, shortPath } from './paths';
import { platformOf } from './platform';
import { quirkyFal } from './quirks';
import { addressesOf, describeEnd, describeStatus, naming } from './requestAnswers';
import { QueueRequests, stateOf, type QueueRequest } from './requests';
import { unitsOf } from './units';
import { WebhookSigner } from './webhooks';

/** fal.ai: its queue, its storage and its platform API, which have hosts of their own there. */
export const fal: ProviderKind = {
	owns,
	scheme: 'Key',
	createsAt: (path) => !isOfPlatform(path) && !path.startsWith('/storage/'),
	async open(means) {
		return quirkyFal(await openFal(means), means.quirks);
	},
};

/** What makes a request of a call, besides its generation. */
type Asked = Omit<QueueRequest, 'generation'>;

async function openFal(means: ProviderMeans): Promise<Provider> {
	const { generations, links, openFiles, webhooks, rigour } = means;
	const document = await readContract('fal.yaml');
	const endpoints = endpointsOf(document);
	const apps = new Set(endpoints.map(appOf));
	const catalogue = await readCatalogue();
	const requests = new QueueRequests(generations);
	const signer = new WebhookSigner();

	const contract = await enactContract(
		document,
		{
			operations: {
				...Object.fromEntries(endpoints.map((id) => [id, submit])),
				fetchStatus: (context, call) =>
					withRequest(context, (request) =>
						describeStatus(request, requests, call.query.logs === '1'),
					),
				fetchResult: (context) =>
					withRequest(context, (request) =>
						hasEnded(request)
							? resultOf(request)
							: named(request, problem(400, 'Request is still in progress')),
					),
				cancelRequest: (context) => withRequest(context, cancel),
				initiateUpload: reserve,
				initiateMultipartUpload: reserve,
				fetchKeys: () => signer.keys(),
				listRequests: ({ request }) =>
					listRequests(requests.all(), request.query as HistoryQuery, resultOf),
				...platformOf(catalogue, document),
			},
			unknownPath: submitToUnknown,
			unauthorized,
			invalid,
		},
		rigour,
	);

	function submit({ operation, request }: Context, call: Call): Answer {
		const endpoint = operation.operationId ?? '';
		const refused = refusalOf(endpoint, call);
		if (refused) return refused;
		const input = readInput(request.requestBody);
		const broken = brokenRule(endpoint, input);
		if (broken) {
			const loc = broken.field ? ['body', broken.field] : ['body'];
			return doom(endpoint, call, {
				refusal: [{ loc, msg: `Value error, ${broken.message}`, type: 'value_error' }],
			});
		}
		const generation = generations.start(randomUUID(), readOrder(endpoint, input, operation));
		return enqueue(generation, { ...askedBy(endpoint, call), input }, call);
	}

	/** The service finds out what is wrong with an input when its turn has come. */
	function invalid(context: Context, call: Call): Answer {
		const { operationId = '' } = context.operation;
		const details = detailsOf(context);
		if (isOfPlatform(call.path)) {
			return platformProblem(400, 'validation_error', inWords(details));
		}
		const isOfQuery = context.validation.errors?.some(
			({ instancePath }) => !instancePath.startsWith('/requestBody') && instancePath !== '',
		);
		if (isOfQuery) return problem(400, inWords(details), 'bad_request');
		if (!endpoints.includes(operationId)) return answer(422, { detail: details });
		return refusalOf(operationId, call) ?? doom(operationId, call, { refusal: details });
	}

	/** An app takes what is sent to a path that it does not have, and says so in the end. */
	function submitToUnknown(_context: Context, call: Call): Answer {
		const { method, path, account } = call;
		if (isOfPlatform(path)) return platformProblem(404, 'not_found', `There is no ${path}`);
		const endpoint = path.slice(1);
		const app = appOf(endpoint);
		if (!account) return unauthorized(undefined, call);
		if (!apps.has(app)) return problem(404, `Application "${app}" not found`);
		const missingPath = endpoint.slice(app.length) || '/';
		if (method !== 'POST') return problem(404, `Path ${missingPath} not found`);
		return refusalOf(endpoint, call) ?? doom(endpoint, call, { missingPath });
	}

	function doom(
		endpoint: string,
		call: Call,
		why: Pick<QueueRequest, 'refusal' | 'missingPath'>,
	): Answer {
		const reason = new UnusableMedia('The input is invalid.');
		const generation = generations.startDoomed(randomUUID(), noOrder(endpoint), reason);
		return enqueue(generation, { ...askedBy(endpoint, call), ...why }, call);
	}

	function enqueue(generation: Generation, asked: Asked, { query }: Call): Answer {
		const request: QueueRequest = { ...asked, generation };
		requests.add(request);
		const { fal_webhook: hook } = query;
		if (typeof hook === 'string') notify(hook, request);
		const position = { queue_position: requests.positionOf(request) };
		return answer(200, { ...addressesOf(request), ...position }, naming(request));
	}

	function notify(hook: string, request: QueueRequest): void {
		const { id } = request.generation;
		webhooks.run(async (signal) => {
			await until(() => hasEnded(request), signal);
			await webhooks.deliver(hook, () => signer.delivery(id, resultOf(request)), signal);
		});
	}

	/** What keeps a request from being queued. */
	function refusalOf(endpoint: string, { account, query }: Call): Answer | undefined {
		if (account === 'noCredits') {
			return problem(
				403,
				'User is locked. Reason: Exhausted balance. Top up your balance at fal.ai/dashboard/billing.',
			);
		}
		const most = Number(query.fal_max_queue_length ?? Infinity);
		if (account !== 'rateLimited' && requests.waitingFor(appOf(endpoint)) <= most) return undefined;
		const message = 'Too many requests are waiting.';
		return {
			...problem(429, message, 'concurrent_requests_limit'),
			headers: { 'retry-after': '1', 'x-fal-needs-retry': '1' },
		};
	}

	function withRequest(
		{ request: { params } }: Context,
		describe: (request: QueueRequest) => Answer,
	): Answer {
		const { owner = '', alias = '', request_id: id = '' } = params as Record<string, string>;
		const request = requests.find(id, `${owner}/${alias}`);
		return request ? describe(request) : word(404, 'NOT_FOUND');
	}

	/** What has ended cannot be taken back, and what has begun is told to stop and goes on. */
	function cancel(request: QueueRequest): Answer {
		if (hasEnded(request)) return word(400, 'ALREADY_COMPLETED');
		if (stateOf(request).phase === 'queued') request.canceledAt = new Date();
		return word(202, 'CANCELLATION_REQUESTED');
	}

	/** Of a request that has ended. */
	function resultOf(request: QueueRequest): Answer {
		const state = stateOf(request);
		if (state.phase === 'ended') return describeEnd(request, state.end);
		if (state.phase !== 'completed') return problem(400, 'Request is still in progress');
		const { generation, endpoint, input = {}, origin } = request;
		const url = links.linkTo(generation.id, state.file, origin);
		const entry = catalogue.find(({ id }) => id === endpoint);
		const units = unitsOf(entry, input, state, generation.order.framesPerSecond);
		return answer(200, outputOf(request, state, url), {
			...naming(request),
			...(units !== undefined && { 'x-fal-billable-units': String(units) }),
		});
	}

	function reserve({ request }: Context, { origin }: Call): Answer {
		const { content_type, file_name } = request.requestBody as Record<
			'content_type' | 'file_name',
			string
		>;
		const { token, path } = openFiles.reserve(file_name, content_type);
		return answer(200, { upload_url: origin + PLACES_PATH + token, file_url: origin + path });
	}

	return {
		answer: (call) => contract.handle({ ...call, path: shortPath(call.path) }),
		problem: (status, reason, path) =>
			isOfPlatform(path)
				? platformProblem(status, status < 500 ? 'validation_error' : 'server_error', reason)
				: problem(status, reason),
	};
}

function askedBy(endpoint: string, { headers, body, origin }: Call): Asked {
	const patience = Number(headers['x-fal-request-timeout']);
	return {
		endpoint,
		app: appOf(endpoint),
		sent: body,
		origin,
		isKept: headers['x-fal-store-io'] !== '0',
		...(patience > 0 && { patience }),
	};
}

function unauthorized(_context: unknown, { path, headers }: Call): Answer {
	const isGiven = headers.authorization !== undefined;
	if (isOfPlatform(path)) {
		const message = isGiven ? 'Invalid API key' : 'Authentication is required';
		return platformProblem(401, 'authorization_error', message);
	}
	if (isGiven) return problem(401, 'invalid key credentials');
	if (path.startsWith('/storage/')) return problem(401, 'Authorization header is required');
	return problem(
		401,
		`Cannot access application "${appOf(path.slice(1))}". Authentication is required to access this application.`,
	);
}

function hasEnded(request: QueueRequest): boolean {
	const { phase } = stateOf(request);
	return phase === 'completed' || phase === 'ended';
}

function named(request: QueueRequest, refusal: Answer): Answer {
	return { ...refusal, headers: { ...refusal.headers, ...naming(request) } };
}

function inWords(details: Detail[]): string {
	return details.map(({ loc, msg }) => `${loc.slice(1).join('/')}: ${msg}`).join('; ');
}

/** The ids of all endpoints: only they have slashes in them. */
function endpointsOf(document: Document): string[] {
	return Object.values(document.paths ?? {}).flatMap((path) => {
		const id = path?.post?.operationId;
		return id?.includes('/') ? [id] : [];
	});
}

/** Of something that nobody will make. */
function noOrder(endpoint: string): Order {
	return {
		...{ model: endpoint, prompt: '', seed: undefined, framesPerSecond: 16, seconds: 5 },
		frame: { resolution: '480p' },
		sound: 'none',
		material: { kind: 'frames' },
	};
}
