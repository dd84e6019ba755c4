import type { Answer, Call, Provider } from '../../exchange';
import type { Lot } from '../../quirks/Lot';
import type { Oddity, Quirks } from '../../quirks/Quirks';
import { troubleOf, webPage } from '../../quirks/troubles';
import { problem, type PredictionAnswer, type Problem } from './answers';

const BAD_GATEWAY = webPage(502, '502 Bad Gateway');

/** Answers in all the ways that are told of Replicate; see the README for which oddities these are. */
export function quirkyReplicate(provider: Provider, quirks: Quirks): Provider {
	function answerOddly(answer: Answer, { method, path }: Call): Answer {
		if (answer.status >= 400) return refused(answer, quirks.nextRefusal());
		if (method === 'POST' && path.endsWith('/predictions')) return created(answer);
		const [, id = '', rest] = /^\/v1\/predictions\/([^/]+)(\/cancel)?$/.exec(path) ?? [];
		const oddity = quirks.find(id);
		if (!oddity) return answer;
		return rest === undefined ? look(answer, oddity) : described(answer, oddity.lot);
	}

	function created(answer: Answer): Answer {
		const { lot } = quirks.add((answer.body as PredictionAnswer).id, () => []);
		return { ...described(answer, lot), status: lot.pick('created', [answer.status, 202]) };
	}

	function look(answer: Answer, oddity: Oddity): Answer {
		oddity.looks += 1;
		const trouble = troubleOf(
			oddity,
			() => passing(oddity.lot),
			() => BAD_GATEWAY,
		);
		return trouble ? trouble() : described(answer, oddity.lot);
	}

	return {
		...provider,
		async answer(call) {
			const answer = await provider.answer(call);
			return quirks.areOn ? { ...answer, ...answerOddly(answer, call) } : answer;
		},
	};
}

/** What passes when it is asked again. */
function passing(lot: Lot): Answer {
	const detail = 'Request was throttled. Your rate limit resets in ~1s.';
	return lot.pick('passing', [
		{ status: 429, headers: { 'retry-after': '1' }, body: { detail, status: 429 } },
		problem(500, 'Internal server error', 'Something went wrong.'),
		problem(503, 'Service unavailable', 'Please try again later.'),
	]);
}

/** The output may be a list, what is nothing may be left out, and what was taken back early may have another name. */
function described(answer: Answer, lot: Lot): Answer {
	const { output, error, metrics, logs, ...plain } = answer.body as PredictionAnswer;
	const { started_at, completed_at, ...bare } = plain;
	const hadNotBegun = plain.status === 'canceled' && started_at === null;
	const body = {
		...lot.pick<object>('dates', [
			plain,
			{ ...bare, ...(started_at && { started_at }), ...(completed_at && { completed_at }) },
		]),
		...(hadNotBegun && { status: lot.pick('canceled', ['canceled', 'aborted']) }),
		output: output && lot.pick<unknown>('output', [output, output, [output]]),
		error: error && lot.pick('error', [error, error.replace(/ \(E\d+\)$/, '')]),
		logs: lot.pick('logs', [logs, null]),
		...lot.pick<object>('metrics', [{ metrics }, {}]),
	};
	return { ...answer, body };
}

/** Refusals may be without a title. */
function refused(answer: Answer, lot: Lot): Answer {
	const { title, detail, status } = answer.body as Problem;
	return {
		...answer,
		body: lot.pick<object>('refusal', [
			answer.body as Problem,
			{ title, detail, status },
			{ detail },
		]),
	};
}
