import { randomUUID } from 'node:crypto';

import type { Context } from 'openapi-backend';

import { enactContract, readContract, type Rigour } from '../contracts/contract';
import { videoTraits } from '../contracts/videoTraits';
import { describeViolations } from '../contracts/violations';
import type { ResultLinks } from '../files/resultLinks';
import type { Failure } from '../generations/failure';
import type { Generation, GenerationState } from '../generations/generation';
import type { Generations } from '../generations/generations';
import type { Order } from '../generations/order';
import { frameSize } from '../video/frameSize';
import type { Answer, Call, Provider } from '../exchange';

/** The fields that decide a video, of any model, after the contract has filled in the defaults. */
interface Creation {
	model: string;
	prompt?: string;
	seed?: number;
	resolution: string;
	aspect_ratio?: string;
	/** Seconds; a string only on the older path. */
	duration?: number | string;
	num_frames?: number;
	frames_per_second?: number;
	generate_audio?: boolean;
	audio_url?: string;
	image_url?: string;
	first_frame_image?: string;
	image_urls?: string[];
}

/** A generation as it is answered. */
export interface GenerationAnswer {
	id: string;
	status: 'queued' | 'generating' | 'completed' | 'error';
	video: { url: string } | null;
	error: { name: string; message: string } | null;
	meta: { usage: Usage } | null;
}

/** What a generation has cost. */
export interface Usage {
	credits_used: number;
	usd_spent: number;
}

/** A refusal as it is answered. */
export interface Problem {
	message: string;
	path: string;
	requestId: string;
	statusCode: number;
	/** ISO 8601 */
	timestamp: string;
}

const SECONDS_OF_MODELS_WITHOUT_DURATION = 5;
const USD_PER_SECOND = 0.1;
const CREDITS_PER_USD = 2_000_000;

const ERROR_NAMES: Record<Failure['kind'], string> = {
	contentPolicy: 'ContentPolicyViolation',
	input: 'InvalidInput',
	internal: 'InternalError',
};

/** Speaks AI/ML API. */
export async function aimlApi(
	generations: Generations,
	links: ResultLinks,
	rigour: Rigour,
): Promise<Provider> {
	const contract = await enactContract(
		await readContract('aimlApi.yaml'),
		{
			operations: {
				createGeneration,
				createGenerationOnOlderPath: createGeneration,
				fetchGeneration,
				fetchGenerationOnOlderPath: fetchGeneration,
				fetchBilling,
				fetchBalance,
			},
			unknownPath: (_context, { method, path }) => problem(404, `Cannot ${method} ${path}`, path),
			unauthorized: (_context, { path }) => problem(401, 'Unauthorized: invalid API key', path),
			invalid: (context, { path }) =>
				problem(400, `Body validation error: ${describeViolations(context)}`, path),
		},
		rigour,
	);

	function createGeneration(
		{ operation, request }: Context,
		{ account, origin, path }: Call,
	): Answer {
		if (account === 'rateLimited') {
			const refusal = problem(429, 'Too many requests', path);
			return { ...refusal, headers: { ...refusal.headers, 'retry-after': '1' } };
		}
		if (account === 'noCredits') {
			return problem(403, "You've run out of credits. Please top up your balance.", path);
		}
		const creation = request.requestBody as Creation;
		const order = readOrder(creation, operation);
		const generation = generations.start(`${randomUUID()}:${creation.model}`, order);
		return answer(201, describe(generation, generation.queued(), origin));
	}

	function fetchGeneration({ request }: Context, { origin, path }: Call): Answer {
		const { generation_id: id } = request.query as { generation_id: string };
		const generation = generations.find(id);
		if (!generation) return problem(404, `Generation ${id} not found`, path);
		return answer(200, describe(generation, generation.state(), origin));
	}

	function describe(
		{ id, order }: Generation,
		state: GenerationState,
		origin: string,
	): GenerationAnswer {
		switch (state.phase) {
			case 'queued':
				return { id, status: 'queued', video: null, error: null, meta: null };
			case 'running':
				return { id, status: 'generating', video: null, error: null, meta: null };
			case 'completed': {
				const url = links.linkTo(id, state.file, origin);
				const usage = usageOf(order);
				return { id, status: 'completed', video: { url }, error: null, meta: { usage } };
			}
			case 'failed': {
				const { kind, message } = state.failure;
				const error = { name: ERROR_NAMES[kind], message };
				return { id, status: 'error', video: null, error, meta: null };
			}
		}
	}

	return { answer: (call) => contract.handle(call), problem };
}

function readOrder(creation: Creation, operation: Context['operation']): Order {
	const { model, prompt = '', seed, resolution, aspect_ratio: aspectRatio } = creation;
	const traits = videoTraits(operation, model);
	const framesPerSecond = creation.frames_per_second ?? traits.framesPerSecond;
	return {
		model,
		prompt,
		seed,
		frame:
			aspectRatio && aspectRatio !== 'auto' ? frameSize(resolution, aspectRatio) : { resolution },
		framesPerSecond,
		seconds: creation.num_frames
			? creation.num_frames / framesPerSecond
			: Number(creation.duration ?? SECONDS_OF_MODELS_WITHOUT_DURATION),
		sound: readSound(creation, traits.sound),
		pictures: {
			first: creation.image_url ?? creation.first_frame_image ?? creation.image_urls?.[0],
		},
	};
}

function readSound(creation: Creation, modelHasSound: boolean): Order['sound'] {
	if (creation.audio_url) return { given: creation.audio_url };
	return modelHasSound && creation.generate_audio !== false ? 'composed' : 'none';
}

/** What a generation of this order costs. */
export function usageOf({ seconds }: Order): Usage {
	const usd = Math.round(seconds * USD_PER_SECOND * 100) / 100;
	return { credits_used: Math.round(usd * CREDITS_PER_USD), usd_spent: usd };
}

function fetchBilling(_context: Context, { account }: Call): Answer {
	return answer(200, { current_balance: balanceOf(account), currency: 'USD' });
}

function fetchBalance(_context: Context, { account }: Call): Answer {
	const balance = balanceOf(account) * CREDITS_PER_USD;
	const lowBalance = balance === 0;
	return answer(200, { balance, lowBalance, status: lowBalance ? 'depleted' : 'current' });
}

/** USD */
function balanceOf(account: Call['account']): number {
	return account === 'noCredits' ? 0 : 5;
}

function answer(status: number, body: unknown): Answer {
	return { status, headers: { 'x-inference-id': randomUUID() }, body };
}

function problem(statusCode: number, message: string, path: string): Answer {
	const timestamp = new Date().toISOString();
	const refusal: Problem = { message, path, requestId: randomUUID(), statusCode, timestamp };
	return answer(statusCode, refusal);
}
