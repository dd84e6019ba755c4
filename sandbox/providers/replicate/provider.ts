import { randomBytes } from 'node:crypto';

import type { Context } from 'openapi-backend';

import { enactContract, readContract } from '../../contracts/contract';
import type { Answer, Call, Handled, Provider } from '../../exchange';
import { until } from '../../generations/until';
import type { ProviderKind, ProviderMeans } from '../ProviderKind';
import { answer, invalid, problem, type PredictionAnswer, type WebhookEvent } from './answers';
import { Files } from './files';
import { modelsOf, versionOf } from './models';
import { readOrder, type Input } from './order';
import { describePrediction } from './predictionAnswers';
import { listPredictions, type ListQuery } from './predictionList';
import { hasEnded, Predictions, stateOf, type Prediction } from './predictions';
import { quirkyReplicate } from './quirks';
import {
	brokenRule,
	invalidRequest,
	largeDataUrl,
	notFound,
	refusalOf,
	strayField,
} from './refusals';
import { WebhookSigner } from './webhooks';

/** The path that creates by a version; the others have a model's name in them. */
const BY_VERSION = '/v1/predictions';

/** Replicate. */
export const replicate: ProviderKind = {
	owns: (path) =>
		/^\/v1\/((predictions|files)(\/|$)|account$|webhooks\/|models\/[^/]+\/[^/]+)/.test(path),
	createsAt: (path) => path.endsWith('/predictions'),
	async open(means) {
		return quirkyReplicate(await openReplicate(means), means.quirks);
	},
};

interface Creation {
	input: Input;
	webhook?: string;
	webhook_events_filter?: WebhookEvent[];
}

async function openReplicate(means: ProviderMeans): Promise<Provider> {
	const { generations, links, openFiles, webhooks, rigour } = means;
	const document = await readContract('replicate.yaml');
	const models = modelsOf(document);
	const predictions = new Predictions(generations);
	const files = new Files(openFiles);
	const signer = new WebhookSigner();

	const contract = await enactContract(
		document,
		{
			operations: {
				...Object.fromEntries(models.names.map((model) => [model, create])),
				listPredictions: ({ request }, call) =>
					listPredictions(predictions.all(), request.query as ListQuery, call.origin, describe),
				fetchPrediction: (context) => withPrediction(context),
				cancelPrediction: (context) => withPrediction(context, cancel),
				fetchAccount: () =>
					answer(200, {
						...{ type: 'user', username: 'sandbox', name: 'Sandbox' },
						github_url: 'https://github.com/sandbox',
					}),
				fetchModel: ({ request: { params } }) => {
					const { owner = '', name = '' } = params as Record<string, string>;
					return models.describe(`${owner}/${name}`);
				},
				createFile: (_context, call) => files.create(call),
				listFiles: (_context, call) => files.list(call),
				fetchFile: (context, call) => files.fetch(fileIdOf(context), call),
				deleteFile: (context) => files.remove(fileIdOf(context)),
				fetchSecret: () => signer.key(),
			},
			unknownPath: (_context, { account }) => (account ? notFound() : unauthenticated()),
			unauthorized: unauthenticated,
			invalid: (context, call) => refusalOf(call) ?? invalidRequest(context),
		},
		{ ...rigour, literal: true },
	);

	async function create({ operation, request }: Context, call: Call): Promise<Answer> {
		const creation = request.requestBody as Creation;
		const refused =
			refusalOf(call) ??
			strayField(call) ??
			brokenRule(creation.input) ??
			(rigour.strict ? largeDataUrl({ ...creation.input }) : undefined);
		if (refused) return refused;
		const { operationId: model = '' } = operation;
		const { headers, origin } = call;
		const sent = call.body as { input: object };
		const input = resolved(creation.input, origin);
		const generation = generations.start(newId(), readOrder(model, input, operation));
		const seconds = readSeconds(headers['cancel-after']);
		const deadline = seconds && new Date(generation.createdAt.getTime() + seconds * 1000);
		const { webhook, webhook_events_filter: webhookEvents } = creation;
		const prediction: Prediction = {
			...{ generation, model, input: sent.input, origin },
			version: 'hidden',
			...(deadline && { deadline }),
			...(webhook !== undefined && { webhook }),
			...(webhookEvents && { webhookEvents }),
		};
		predictions.add(prediction);
		if (webhook !== undefined) notify(webhook, prediction);
		const patience = patienceOf(headers.prefer);
		if (patience !== undefined) await endOrPatience(prediction, patience);
		const isLate = patience !== undefined && !hasEnded(prediction);
		return answer(isLate ? 202 : 201, describe(prediction));
	}

	/** An input with the files that were sent before in the place of their links. */
	function resolved(input: Input, origin: string): Input {
		const resolve = (value: unknown): unknown => {
			if (Array.isArray(value)) return value.map(resolve);
			return typeof value === 'string' ? files.resolve(value, origin) : value;
		};
		return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, resolve(value)]));
	}

	function describe(prediction: Prediction): PredictionAnswer {
		const { generation, origin } = prediction;
		return describePrediction(prediction, (file, goneAt) =>
			links.linkTo(generation.id, file, origin, goneAt),
		);
	}

	function notify(webhook: string, prediction: Prediction): void {
		webhooks.run(async (signal) => {
			/** Tells of events that have come together, each with the prediction as it is now. */
			const tell = async (...events: WebhookEvent[]) => {
				const { webhookEvents: wanted = events } = prediction;
				const messages = events
					.filter((event) => wanted.includes(event))
					.map(() => signer.newMessage(describe(prediction)));
				for (const message of messages) await webhooks.deliver(webhook, message, signal);
			};
			await until(() => stateOf(prediction).status !== 'starting', signal);
			if (stateOf(prediction).status !== 'aborted') await tell('start', 'logs');
			await until(() => hasEnded(prediction), signal);
			const hasOutput = stateOf(prediction).status === 'succeeded';
			await tell(...(hasOutput ? (['output'] as const) : []), 'completed');
		});
	}

	function withPrediction(
		{ request: { params } }: Context,
		change: (prediction: Prediction) => void = () => undefined,
	): Answer {
		const { prediction_id: id = '' } = params as Record<string, string>;
		const prediction = predictions.find(id);
		if (!prediction) return notFound();
		change(prediction);
		return answer(200, describe(prediction));
	}

	/** What is created by a version is a call to the path of its model. */
	async function createByVersion(call: Call): Promise<Handled> {
		const refused = (refusal: Answer): Handled => ({ ...refusal, ignoredFields: [] });
		if (!call.account) return refused(unauthenticated());
		const { version, ...body } = Object(call.body) as { version?: unknown };
		if (typeof version !== 'string') {
			const description = 'version is required';
			return refused(invalid([{ type: 'required', field: '(root)', description }]));
		}
		const model = models.ofVersion(version);
		if (model === undefined) {
			const detail = `The specified version does not exist (or perhaps you don't have permission to use it?)`;
			return refused(problem(422, 'Invalid version or not permitted', detail));
		}
		const path = `/v1/models/${model}/predictions`;
		const handled = await contract.handle({ ...call, path, body });
		const { id } = Object(handled.body) as Partial<PredictionAnswer>;
		const prediction = id !== undefined && version !== model ? predictions.find(id) : undefined;
		if (!prediction) return handled;
		prediction.version = versionOf(model);
		return { ...handled, body: describe(prediction) };
	}

	return {
		answer: (call) =>
			call.method === 'POST' && call.path === BY_VERSION
				? createByVersion(call)
				: contract.handle(call),
		problem: (status, reason) =>
			problem(status, status < 500 ? 'Invalid request' : 'Internal error', reason),
	};
}

function unauthenticated(): Answer {
	return problem(401, 'Unauthenticated', 'You did not pass a valid authentication token');
}

function cancel(prediction: Prediction): void {
	if (!hasEnded(prediction)) prediction.canceledAt = new Date();
}

function fileIdOf({ request: { params } }: Context): string {
	const { file_id: id = '' } = params as Record<string, string>;
	return id;
}

/** 26 letters and digits, as the service's ids are. */
function newId(): string {
	const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
	return [...randomBytes(26)].map((byte) => letters[byte % letters.length]).join('');
}

/** `5m`, `30s`, `1h30m`, `45`; 5 seconds at least. */
function readSeconds(text: string | string[] | undefined): number | undefined {
	const parts = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?$/.exec(String(text ?? ''));
	const [hours = 0, minutes = 0, seconds = 0] = (parts?.slice(1) ?? []).map((part) =>
		Number(part || 0),
	);
	const sum = hours * 3600 + minutes * 60 + seconds;
	return sum > 0 ? Math.max(5, sum) : undefined;
}

/** For how many seconds the client would wait for an end: `wait=10`, or `wait` for a minute. */
function patienceOf(prefer: string | string[] | undefined): number | undefined {
	const parts = /^wait(?:=(\d+))?$/.exec(String(prefer ?? ''));
	return parts ? Math.min(60, Number(parts[1] ?? 60)) : undefined;
}

async function endOrPatience(prediction: Prediction, seconds: number): Promise<void> {
	const giveUpAt = Date.now() + seconds * 1000;
	const signal = new AbortController().signal;
	await until(() => hasEnded(prediction) || Date.now() >= giveUpAt, signal);
}
