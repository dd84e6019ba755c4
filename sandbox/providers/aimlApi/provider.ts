import { randomUUID } from 'node:crypto';

import type { Context } from 'openapi-backend';

import { enactContract, readContract } from '../../contracts/contract';
import { describeViolations } from '../../contracts/violations';
import type { Answer, Call, Provider } from '../../exchange';
import type { Failure } from '../../generations/failure';
import type { Generation, GenerationState } from '../../generations/generation';
import type { ProviderKind, ProviderMeans } from '../ProviderKind';
import { answer, CREDITS_PER_USD, problem, usageOf, type GenerationAnswer } from './answers';
import { modelLists } from './modelLists';
import { readOrder, type Creation } from './order';
import { quirkyAimlApi } from './quirks';

const ERROR_NAMES: Record<Failure['kind'], string> = {
	contentPolicy: 'ContentPolicyViolation',
	input: 'InvalidInput',
	internal: 'InternalError',
};

/** AI/ML API. It answers every path that is nobody else's, as an unknown path is answered, too. */
export const aimlApi: ProviderKind = {
	owns: () => true,
	async open(means) {
		const { generations, quirks } = means;
		return quirkyAimlApi(await openAimlApi(means), quirks, {
			orderOf: (id) => generations.find(id)?.order,
			usageOf,
		});
	},
};

async function openAimlApi({ generations, links, rigour }: ProviderMeans): Promise<Provider> {
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
				...(await modelLists()),
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
