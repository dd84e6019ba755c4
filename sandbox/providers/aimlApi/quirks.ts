import { STATUS_CODES } from 'node:http';

import type { Answer, Call, Provider } from '../../exchange';
import type { Order } from '../../generations/order';
import type { Lot } from '../../quirks/Lot';
import type { Oddity, Quirks } from '../../quirks/Quirks';
import { troubleOf, webPage } from '../../quirks/troubles';
import type { GenerationAnswer, Problem, Usage } from './answers';

/** What the provider's own answers do not tell. */
export interface Knowledge {
	orderOf: (id: string) => Order | undefined;
	usageOf: (order: Order) => Usage;
}

const RUNNING_WORDS = ['queued', 'generating', 'waiting', 'active'] as const;
const TIMED_OUT = webPage(524, 'Error 524: A timeout occurred');

/** Answers as AI/ML API was recorded to answer; see the README for which oddities these are. */
export function quirkyAimlApi(provider: Provider, quirks: Quirks, known: Knowledge): Provider {
	async function look(oddity: Oddity, call: Call) {
		oddity.looks += 1;
		const query = { ...call.query, generation_id: oddity.id };
		const answer = await provider.answer({ ...call, query });
		if (answer.status !== 200) return refuse(answer);

		const notFound = () => refuse(provider.problem(404, 'Inference not found', call.path));
		const trouble = troubleOf(oddity, notFound, () => TIMED_OUT);
		return trouble ? trouble() : describe(answer, oddity);
	}

	function create(answer: Answer) {
		const { id } = answer.body as GenerationAnswer;
		const { model = '' } = known.orderOf(id) ?? {};
		const oddity = quirks.add(id, (lot) => [String(shownId(lot, model))]);
		return { ...describe(answer, oddity), status: oddity.lot.pick('created', [201, 200]) };
	}

	function describe(answer: Answer, oddity: Oddity): Answer {
		const plain = answer.body as GenerationAnswer;
		const order = known.orderOf(oddity.id);
		const usage = order && known.usageOf(order);
		return {
			...answer,
			headers: { ...answer.headers, ...usageHeaders(oddity, usage) },
			body: {
				[oddity.lot.pick('id stands in', ['id', 'generation_id'])]: shownId(
					oddity.lot,
					order?.model ?? '',
				),
				status: statusWord(plain, oddity),
				...video(plain, oddity),
				...error(plain, oddity),
				...meta(plain, oddity, usage),
			},
		};
	}

	function refuse(answer: Answer): Answer {
		const problem = answer.body as Problem;
		return { ...answer, body: refusal(problem, quirks.nextRefusal()) };
	}

	return {
		...provider,
		async answer(call) {
			if (!quirks.areOn) return await provider.answer(call);

			const { generation_id: id } = call.query;
			const oddity = typeof id === 'string' ? quirks.find(id) : undefined;
			if (oddity) return { ...(await look(oddity, call)), ignoredFields: [] };

			const answer = await provider.answer(call);
			if (answer.status >= 400) return { ...answer, ...refuse(answer) };
			return call.method === 'POST' ? { ...answer, ...create(answer) } : answer;
		},
	};
}

function shownId(lot: Lot, model: string): string | number {
	const token = lot.digest('token').toString('base64url').slice(0, 20);
	return lot.pick<string | number>('id', [
		`${lot.uuid('uuid')}:${model}`,
		lot.uuid('uuid'),
		`x${token}`,
		`-${token}`,
		lot.digest('number').readUIntBE(0, 6),
	]);
}

function statusWord({ status }: GenerationAnswer, { lot, looks }: Oddity): string {
	switch (status) {
		case 'completed':
			return lot.pick('success', ['completed', 'succeeded']);
		case 'error':
			return lot.pick('failure', ['error', 'failed']);
		case 'queued':
		case 'generating':
			return lot.about(`look ${looks}`).pick('running', RUNNING_WORDS);
	}
}

function video({ video: plain }: GenerationAnswer, { lot }: Oddity) {
	if (!plain) return lot.pick('no video', [{}, { video: null }]);
	const full = {
		...plain,
		content_type: 'video/mp4',
		file_name: 'video.mp4',
		file_size: null,
		duration: null,
	};
	return lot.pick<object>('video', [{ video: plain }, { video: full }, { video: [plain] }]);
}

function error({ status, error: plain }: GenerationAnswer, { lot }: Oddity) {
	if (plain) {
		const { message } = plain;
		const detail = [{ loc: ['body', 'prompt'], msg: message, type: plain.name }];
		return lot.pick<object>('error', [{ error: plain }, { error: message }, { error: { detail } }]);
	}
	const beside = {
		error: { name: 'Error', message: 'An error that did not keep the video away.' },
	};
	return status === 'completed'
		? lot.pick<object>('no error', [beside, {}, { error: null }])
		: lot.pick<object>('no error', [{}, {}, { error: null }]);
}

/** Where a generation tells what it has used. */
function usageManner({ lot }: Oddity) {
	return lot.pick('usage', ['when created', 'credits', 'tokens', 'in headers', 'when completed']);
}

function meta({ status }: GenerationAnswer, oddity: Oddity, usage: Usage | undefined) {
	const manner = usageManner(oddity);
	const tellsNow = manner === 'when completed' ? status === 'completed' : oddity.looks === 0;
	if (!usage || manner === 'in headers' || !tellsNow) {
		return oddity.lot.pick('no meta', [{}, { meta: null }]);
	}
	const { credits_used: credits } = usage;
	if (manner === 'tokens') return { meta: { usage: { tokens_used: credits } } };
	return { meta: { usage: manner === 'credits' ? { credits_used: credits } : usage } };
}

function usageHeaders(oddity: Oddity, usage: Usage | undefined): Record<string, string> {
	if (!usage || oddity.looks > 0 || usageManner(oddity) !== 'in headers') return {};
	return {
		'x-aimlapi-credits-used': String(usage.credits_used),
		'x-aimlapi-usd-spent': String(usage.usd_spent),
	};
}

function refusal(problem: Problem, lot: Lot): object {
	const { message, statusCode: status } = problem;
	const title = STATUS_CODES[status] ?? 'Error';
	// Their spelling.
	const ofFunds = { name: 'OutOfFundsException', data: { kind: 'err_insufficent_credits' } };
	const reason = status === 403 ? ofFunds : { name: title.replace(/\W/g, ''), data: {} };
	return lot.pick<object>('refusal', [
		problem,
		{ ...problem, statusCode: String(status) },
		{ ...problem, message: [message] },
		{ title, status, message, error: { ...reason, message } },
		{ error: { message } },
	]);
}
