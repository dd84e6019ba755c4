import { randomUUID } from 'node:crypto';

import type { Context, Document } from 'openapi-backend';

import { enactContract, readContract } from '../../contracts/contract';
import { describeViolations } from '../../contracts/violations';
import type { Answer, Call, Provider } from '../../exchange';
import type { Failure } from '../../generations/failure';
import type { Generation, GenerationState } from '../../generations/generation';
import type { ProviderKind, ProviderMeans } from '../ProviderKind';
import { answer, problem, type TaskAnswer } from './answers';
import { brokenRule } from './mediaRules';
import { readOrder, type Creation } from './order';
import { quirkyMuleRouter } from './quirks';

const ERRORS: Record<Failure['kind'], { code: number; title: string }> = {
	contentPolicy: { code: 451, title: 'Content Policy Violation' },
	input: { code: 400, title: 'Invalid Input' },
	internal: { code: 500, title: 'Internal Error' },
};

/** MuleRouter, and MuleRun, whose API is the same. */
export const muleRouter: ProviderKind = {
	owns: (path) => path.startsWith('/vendors/'),
	async open(means) {
		return quirkyMuleRouter(await openMuleRouter(means), means.quirks);
	},
};

async function openMuleRouter({ generations, links, rigour }: ProviderMeans): Promise<Provider> {
	const document = await readContract('muleRouter.yaml');
	const paths = creatingPaths(document);
	const contract = await enactContract(
		document,
		{
			operations: {
				...Object.fromEntries([...paths.keys()].map((model) => [model, createTask])),
				fetchTask,
				listModels: () => listModels(paths),
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
		const order = readOrder(creation, operation);
		const broken = brokenRule(creation, order.model);
		if (broken) return problem(400, broken);

		const generation = generations.start(randomUUID(), order);
		return answer(202, describe(generation, generation.queued(), origin));
	}

	function fetchTask({ request }: Context, { origin, path }: Call): Answer {
		const { vendor, model, task_id: id } = request.params as Record<string, string>;
		const generation = generations.find(id ?? '');
		const creatingPath = paths.get(generation?.order.model ?? '');
		if (!generation || `${creatingPath ?? ''}/${generation.id}` !== path) {
			return problem(404, `The model ${model ?? ''} of ${vendor ?? ''} has no task ${id ?? ''}.`);
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

/** The paths that can be posted to, by the model that each of them stands for: its operation is called like it. */
function creatingPaths(document: Document): Map<string, string> {
	const paths = Object.entries(document.paths ?? {}).flatMap(([path, operations]) => {
		const model = operations?.post?.operationId;
		return model === undefined ? [] : [[model, path] as const];
	});
	return new Map(paths);
}

function listModels(paths: Map<string, string>): Answer {
	const data = [...paths].map(([id, path]) => {
		// `/vendors/<vendor>/…`
		return { id, object: 'model', owned_by: path.split('/')[2] };
	});
	return answer(200, { object: 'list', data });
}
