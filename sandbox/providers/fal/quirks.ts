import type { Answer, Call, Provider } from '../../exchange';
import type { Lot } from '../../quirks/Lot';
import type { Oddity, Quirks } from '../../quirks/Quirks';
import { troubleOf, webPage } from '../../quirks/troubles';
import { problem, type Addresses, type Detail, type Output, type Status } from './answers';
import { isOfPlatform, shortPath } from './paths';

const BAD_GATEWAY = webPage(502, '502 Bad Gateway');

/** Answers in all the ways that are told of fal.ai; see the README for which oddities these are. */
export function quirkyFal(provider: Provider, quirks: Quirks): Provider {
	function answerOddly(answer: Answer, { method, path }: Call): Answer {
		if (isOfPlatform(path)) return oddList(answer, path);
		const [, id, rest = ''] = /\/requests\/([^/]+)(\/.+)?$/.exec(shortPath(path)) ?? [];
		if (id === undefined) return method === 'POST' ? created(answer, path) : answer;
		const oddity = quirks.find(id);
		if (!oddity) return answer;
		return rest === '/cancel' ? canceled(answer, oddity.lot) : look(answer, oddity, rest);
	}

	function created(answer: Answer, path: string): Answer {
		const { request_id: id, ...more } = answer.body as Partial<Addresses>;
		if (answer.status !== 200 || id === undefined) return answer;
		const { lot } = quirks.add(id, () => []);
		return { ...answer, body: { request_id: id, ...addressed(more, lot, path) } };
	}

	function look(answer: Answer, oddity: Oddity, rest: string): Answer {
		oddity.looks += 1;
		const trouble = troubleOf(
			oddity,
			() => passing(oddity.lot),
			() => BAD_GATEWAY,
		);
		if (trouble) return trouble();
		return rest === '/status'
			? described(answer, oddity.lot)
			: { ...answer, body: resultBody(answer, oddity.lot) };
	}

	return {
		...provider,
		async answer(call) {
			const answer = await provider.answer(call);
			return quirks.areOn ? { ...answer, ...answerOddly(answer, call) } : answer;
		},
	};
}

/** The addresses may be missing, or be those of an example of the service's pages. */
function addressed(addresses: object, lot: Lot, path: string): object {
	const long = Object.fromEntries(
		Object.entries(addresses).map(([name, value]) => [name, withWholeId(name, value, path)]),
	);
	return lot.pick<object>('addresses', [
		addresses,
		{ ...addresses, gateway_request_id: lot.uuid('gateway') },
		{},
		long,
	]);
}

function withWholeId(name: string, value: unknown, path: string): unknown {
	if (typeof value !== 'string') return value;
	const { origin, pathname } = new URL(value);
	const [, rest = ''] = pathname.split('/requests/');
	const suffix = name === 'response_url' ? '/response' : '';
	return `${origin}${path}/requests/${rest}${suffix}`;
}

/** What passes when it is asked again. */
function passing(lot: Lot): Answer {
	return lot.pick('passing', [
		problem(503, 'Could not connect to the runner.', 'runner_connection_error'),
		problem(504, 'The request timed out.', 'startup_timeout'),
		problem(500, 'Internal Server Error', 'internal_error'),
	]);
}

/** What it is answered for a cancellation: the endpoints' own references say something else than the queue's. */
function canceled(answer: Answer, lot: Lot): Answer {
	if (answer.status !== 202) return answer;
	return lot.pick<Answer>('cancellation', [
		answer,
		{ ...answer, status: 200, body: { success: true } },
	]);
}

/** A status may be 202 as long as there is nothing more, without addresses, and silent about an error. */
function described(answer: Answer, lot: Lot): Answer {
	const { response_url, status_url, cancel_url, error, error_type, ...status } =
		answer.body as Status;
	const addresses = lot.pick<object>('statusAddresses', [
		{ response_url, status_url, cancel_url },
		{ response_url },
		{},
	]);
	const told = error && lot.pick<object>('told', [{ error, error_type }, { error }, {}]);
	const isRunning = status.status !== 'COMPLETED';
	return {
		...answer,
		status: isRunning ? lot.pick('running', [200, 202]) : answer.status,
		body: { ...status, ...addresses, ...told },
	};
}

/** A result may tell of the video only where it is; complaints may be one text. */
function resultBody({ status, body }: Answer, lot: Lot): unknown {
	if (status === 422) {
		const { detail } = body as { detail: Detail[] };
		const text = detail.map(({ msg }) => msg).join('; ');
		return lot.pick<unknown>('detail', [body, { detail: text }]);
	}
	if (status !== 200) return body;
	const { video, actual_prompt: prompt, ...output } = body as Output;
	const { content_type, ...untyped } = video;
	const file = lot.pick<object>('file', [
		video,
		untyped,
		{ url: video.url },
		{ url: video.url, content_type, file_name: null, file_size: null },
	]);
	const named = prompt && lot.pick<object>('prompt', [{ actual_prompt: prompt }, { prompt }, {}]);
	return { ...output, video: file, ...named };
}

/** The list of requests may have only those that have ended. */
function oddList(answer: Answer, path: string): Answer {
	if (!path.endsWith('/by-endpoint') || answer.status !== 200) return answer;
	const { items, ...others } = answer.body as { items: { ended_at: string | null }[] };
	return { ...answer, body: { ...others, items: items.filter(({ ended_at }) => ended_at) } };
}
