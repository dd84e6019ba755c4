import type { Answer, Call, Provider } from '../../exchange';
import type { Lot } from '../../quirks/Lot';
import type { Oddity, Quirks } from '../../quirks/Quirks';
import { troubleOf, webPage } from '../../quirks/troubles';
import { problem, type Output, type Problem, type TaskAnswer } from './answers';

const TIMED_OUT = webPage(504, '504 Gateway Time-out');

/** What else a task that has failed may say instead of a code. */
const OTHER_CODES: Record<string, [string, ...string[]]> = {
	DataInspectionFailed: ['data_inspection_failed', 'IPInfringementSuspect'],
	InvalidURL: [
		'InvalidURL.ConnectionRefused',
		'InvalidURL.Timeout',
		'InvalidParameter.DataInspection',
		'BadRequest.InputDownloadFailed',
	],
	InvalidParameter: ['InvalidFile.Format', 'BadRequest.UnsupportedFileFormat'],
	InternalError: ['InternalError.Algo', 'InternalError.Upload', 'SystemError', 'RequestTimeOut'],
};

/** What else a refusal may say: the table of codes has two spellings of many. */
const OTHER_REFUSALS: Record<string, [string, ...string[]]> = {
	InvalidApiKey: ['invalid_api_key'],
	'Throttling.RateQuota': ['Throttling', 'LimitRequests', 'Throttling.BurstRate'],
};

/** Answers in all the ways that are told of Alibaba Cloud; see the README for which oddities these are. */
export function quirkyAlibabaCloud(provider: Provider, quirks: Quirks): Provider {
	function look(answer: Answer, oddity: Oddity): Answer {
		oddity.looks += 1;
		const trouble = troubleOf(
			oddity,
			() => passing(oddity.lot),
			() => TIMED_OUT,
		);
		return trouble ? trouble() : { ...answer, body: describe(answer.body as TaskAnswer, oddity) };
	}

	function refuse(answer: Answer): Answer {
		const lot = quirks.nextRefusal();
		const refusal = answer.body as Problem;
		if (refusal.message === 'Model not exist.') {
			return lot.pick('model', [answer, problem(404, 'ModelNotFound', 'Model not exist.')]);
		}
		const code = lot.pick('code', [refusal.code, ...(OTHER_REFUSALS[refusal.code] ?? [])]);
		return { ...answer, body: { ...refusal, code } };
	}

	function answerOddly(answer: Answer, { method, path }: Call): Answer {
		if (answer.status >= 400) return refuse(answer);
		const { output, data } = answer.body as { output?: Output; data?: { upload_host?: string } };
		if (method === 'POST') {
			if (output?.task_status) quirks.add(output.task_id, () => []);
			return answer;
		}
		// A leave to upload is no generation; whatever comes next decides about it.
		if (data?.upload_host) return withTexts(answer, quirks.nextRefusal());
		const oddity = quirks.find(path.split('/').at(-1) ?? '');
		return oddity ? look(answer, oddity) : answer;
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
	return lot.pick('passing', [
		problem(500, 'InternalError', 'An internal error has occured, please try again later.'),
		problem(503, 'ModelUnavailable', 'Model is unavailable, please try again later.'),
		problem(429, 'Throttling', 'Requests throttling triggered.'),
	]);
}

function describe(plain: TaskAnswer, { lot }: Oddity): object {
	const { output, usage, ...others } = plain;
	switch (output.task_status) {
		case 'SUCCEEDED':
			return {
				...others,
				output: signed(prompted(output, lot), lot),
				...(lot.pick('usage', [true, true, false]) && { usage }),
			};
		case 'FAILED': {
			const { code = '' } = output;
			const told = lot.pick('failure', [code, ...(OTHER_CODES[code] ?? [])]);
			return { ...others, output: { ...output, code: told } };
		}
		case 'PENDING':
		case 'RUNNING':
		case 'CANCELED':
		case 'UNKNOWN':
			return plain;
	}
}

/** The prompts may be told or not. */
function prompted(output: Output, lot: Lot): Output {
	const { orig_prompt: prompt, actual_prompt: actual, ...others } = output;
	return lot.pick<Output>('prompts', [
		output,
		others,
		{
			...others,
			...(prompt && { orig_prompt: prompt, actual_prompt: actual ?? `${prompt} At dawn.` }),
		},
	]);
}

/** A link may carry a signature, in a query. */
function signed({ video_url: url, results, ...output }: Output, lot: Lot): Output {
	const query = lot.pick('link', [
		'',
		'?Expires=1795000000&OSSAccessKeyId=LTAI0sandbox&Signature=c2FuZGJveA%3D%3D',
	]);
	return {
		...output,
		...(url !== undefined && { video_url: url + query }),
		...(results && { results: { video_url: results.video_url + query } }),
	};
}

/** The numbers of an upload policy may be texts. */
function withTexts(answer: Answer, lot: Lot): Answer {
	const { data, ...others } = answer.body as { data: Record<string, unknown> };
	const texts = Object.fromEntries(
		Object.entries(data).map(([name, value]) => [
			name,
			typeof value === 'number' ? String(value) : value,
		]),
	);
	return { ...answer, body: { ...others, data: lot.pick('numbers', [data, texts]) } };
}
