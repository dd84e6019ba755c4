import { randomBytes, randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';

import type { Context, Document } from 'openapi-backend';

import { enactContract, readContract, type Rigour } from '../contracts/contract';
import { videoTraits } from '../contracts/videoTraits';
import { describeViolations } from '../contracts/violations';
import type { Answer, Call, Provider } from '../exchange';
import type { ResultLinks } from '../files/resultLinks';
import type { Failure } from '../generations/failure';
import type { Generation, GenerationState } from '../generations/generation';
import type { Generations } from '../generations/generations';
import type { Order } from '../generations/order';
import { inlineBytes } from '../media/mediaSource';
import { brokenPictureRule, type PictureRules } from '../media/picture';
import { brokenRecordingRule, type RecordingRules } from '../media/recording';
import { parseFrameSize } from '../video/frameSize';

/** The fields that decide a video, of any model, after the contract has filled in the defaults. */
interface Creation {
	prompt: string;
	seed?: number;
	/** px: `1280*720` */
	size?: string;
	resolution?: string;
	/** Seconds. */
	duration: number;
	audio?: boolean;
	audio_url?: string;
	image?: string;
	last_frame?: string;
}

/** A task as it is answered. */
export interface TaskAnswer {
	task_info: {
		id: string;
		status: 'pending' | 'processing' | 'completed' | 'failed';
		/** ISO 8601 */
		created_at: string;
		/** ISO 8601 */
		updated_at: string;
		error?: { code: number; title: string; detail: string };
	};
	videos?: string[];
}

/** A refusal as it is answered. */
export interface Problem {
	status: number;
	title: string;
	detail: string;
}

const PICTURE_RULES: PictureRules = {
	types: ['jpg', 'png', 'bmp', 'webp'],
	minSide: 360,
	maxSide: 2000,
	maxBytes: 10 * 2 ** 20,
	alphaAllowed: false,
};
const RECORDING_RULES: RecordingRules = { maxBytes: 15 * 2 ** 20 };

const ERRORS: Record<Failure['kind'], { code: number; title: string }> = {
	contentPolicy: { code: 451, title: 'Content Policy Violation' },
	input: { code: 400, title: 'Invalid Input' },
	internal: { code: 500, title: 'Internal Error' },
};

/** Speaks the API of MuleRouter and MuleRun. */
export async function muleRouter(
	generations: Generations,
	links: ResultLinks,
	rigour: Rigour,
): Promise<Provider> {
	const document = await readContract('muleRouter.yaml');
	const models = modelsOf(document);
	const contract = await enactContract(
		document,
		{
			operations: {
				...Object.fromEntries(models.map((model) => [model, createTask])),
				fetchTask,
				listModels: () => listModels(models),
			},
			unknownPath: (_context, { method, path }) => problem(404, `There is no ${method} ${path}.`),
			unauthorized: () => problem(401, 'The API key is missing or invalid.'),
			invalid: (context) => problem(400, describeViolations(context)),
		},
		rigour,
	);

	function createTask({ operation, request }: Context, { account, origin }: Call): Answer {
		if (account === 'rateLimited') {
			const refusal = problem(429, 'Rate limit exceeded.');
			return { ...refusal, headers: { ...refusal.headers, 'retry-after': '1' } };
		}
		if (account === 'noCredits') return problem(402, 'The balance is insufficient.');

		const creation = request.requestBody as Creation;
		const broken = rulesBrokenAtOnce(creation);
		if (broken) return problem(400, broken);

		const generation = generations.start(randomUUID(), readOrder(creation, operation));
		return answer(202, describe(generation, generation.queued(), origin));
	}

	function fetchTask({ request }: Context, { origin }: Call): Answer {
		const { model, task_id: id } = request.params as { model: string; task_id: string };
		const generation = generations.find(id);
		if (generation?.order.model !== model) {
			return problem(404, `The model ${model} has no task ${id}.`);
		}
		return answer(200, describe(generation, generation.state(), origin));
	}

	function describe(
		{ id, createdAt }: Generation,
		state: GenerationState,
		origin: string,
	): TaskAnswer {
		const taskInfo = (status: TaskAnswer['task_info']['status']) => ({
			id,
			status,
			created_at: createdAt.toISOString(),
			updated_at: state.since.toISOString(),
		});
		switch (state.phase) {
			case 'queued':
				return { task_info: taskInfo('pending') };
			case 'running':
				return { task_info: taskInfo('processing') };
			case 'completed': {
				const url = links.linkTo(id, state.file, origin);
				return { task_info: taskInfo('completed'), videos: [url] };
			}
			case 'failed': {
				const { kind, message } = state.failure;
				return {
					task_info: { ...taskInfo('failed'), error: { ...ERRORS[kind], detail: message } },
				};
			}
		}
	}

	return { answer: (call) => contract.handle(call), problem };
}

/** Whatever can be posted to is a model, and its operation is called like it. */
function modelsOf(document: Document): string[] {
	return Object.values(document.paths ?? {}).flatMap((path) => path?.post?.operationId ?? []);
}

/** Media sent along are refused at once; those behind a link fail the task later. */
function rulesBrokenAtOnce(creation: Creation): string | undefined {
	const bytesOf = (source?: string) => (source ? inlineBytes(source) : undefined);
	const [image, lastFrame] = [bytesOf(creation.image), bytesOf(creation.last_frame)];
	const recording = bytesOf(creation.audio_url);
	return (
		(image && brokenPictureRule(image, PICTURE_RULES)) ??
		(lastFrame && brokenPictureRule(lastFrame, PICTURE_RULES)) ??
		(recording && brokenRecordingRule(recording, RECORDING_RULES))
	);
}

function readOrder(creation: Creation, operation: Context['operation']): Order {
	const { prompt, seed, size, resolution = '', duration } = creation;
	const model = operation.operationId ?? '';
	const traits = videoTraits(operation, model);
	return {
		model,
		prompt,
		seed,
		frame: size ? parseFrameSize(size) : { resolution },
		framesPerSecond: traits.framesPerSecond,
		seconds: duration,
		sound: readSound(creation, traits.sound),
		pictures: { first: creation.image, last: creation.last_frame },
		rules: { picture: PICTURE_RULES, recording: RECORDING_RULES },
	};
}

/** A given recording overrides `audio`. */
function readSound(creation: Creation, modelHasSound: boolean): Order['sound'] {
	if (creation.audio_url) return { given: creation.audio_url };
	return modelHasSound && creation.audio !== false ? 'composed' : 'none';
}

function listModels(models: string[]): Answer {
	const data = models.map((id) => ({ id, object: 'model', owned_by: 'alibaba' }));
	return answer(200, { object: 'list', data });
}

function answer(status: number, body: unknown): Answer {
	const [trace, span] = [randomBytes(16), randomBytes(8)].map((id) => id.toString('hex'));
	return { status, headers: { traceparent: `00-${trace}-${span}-01` }, body };
}

function problem(status: number, detail: string): Answer {
	const refusal: Problem = { status, title: STATUS_CODES[status] ?? 'Error', detail };
	return answer(status, refusal);
}
