import {
	afterAll,
	afterEach,
	beforeAll,
	beforeEach,
	describe,
	expect,
	it,
	jest,
} from '@jest/globals';

import { startSandbox, type Sandbox } from '../../../sandbox/server';
import { restartClock, stopClock } from '../support/clock';
import { MOST_MODELS, type DashScopeTask } from '../support/dashScope';

jest.setTimeout(60_000);

// Enough for every oddity to come.
const SEEDS = Array.from({ length: 60 }, (_, index) => index);
const BODY = {
	model: 'wan2.5-t2v-preview',
	input: { prompt: 'A fox' },
	parameters: { size: '832*480' },
};

let sandbox: Sandbox;
let clock: ReturnType<typeof stopClock>;

beforeAll(async () => {
	sandbox = await startSandbox({ seconds: 100, quirks: 0 });
});
afterAll(() => sandbox.close());
beforeEach(() => {
	clock = stopClock();
	sandbox.forget();
});
afterEach(restartClock);

interface Seen {
	status: number;
	/** `undefined` when it was no JSON. */
	body: Partial<DashScopeTask> & { code?: string; data?: Record<string, unknown> };
}

async function ask(
	method: string,
	path: string,
	body?: object,
	key = 'sandbox-key',
): Promise<Seen> {
	const response = await fetch(sandbox.url + path, {
		method,
		headers: {
			...{ authorization: `Bearer ${key}`, 'x-dashscope-async': 'enable' },
			...(body && { 'content-type': 'application/json' }),
		},
		...(body && { body: JSON.stringify(body) }),
	});
	const json = response.headers.get('content-type')?.includes('json') ?? false;
	return { status: response.status, body: json ? ((await response.json()) as Seen['body']) : {} };
}

/** The looks at a task until it has ended; the last is the end. */
async function live(body: object): Promise<Seen[]> {
	const created = await ask('POST', MOST_MODELS, body);
	const looks: Seen[] = [];
	const look = async () => {
		looks.push(await ask('GET', `/api/v1/tasks/${created.body.output?.task_id}`));
		return looks.at(-1)?.body.output?.task_status ?? '';
	};
	// Troubles are over after the second look.
	for (let count = 0; count < 3; count++) await look();
	clock.advance(101);
	while (!['SUCCEEDED', 'FAILED'].includes(await look()));
	return looks;
}

async function withEachSeed<T>(act: () => Promise<T>): Promise<T[]> {
	const results: T[] = [];
	for (const seed of SEEDS) {
		sandbox.configure({ quirks: seed });
		results.push(await act());
	}
	return results;
}

const kinds = (values: unknown[]) => [...new Set(values)].sort();
const end = (looks: Seen[]) => looks.at(-1)?.body ?? {};

describe('a task', () => {
	it('is told of in every way', async () => {
		const lives = await withEachSeed(async () => {
			const looks = await live(BODY);
			// Whatever the link carries, it can be followed.
			const video = await fetch(end(looks).output?.video_url ?? '');
			expect(video.headers.get('content-type')).toBe('video/mp4');
			return looks;
		});
		expect(kinds(lives.flat().map(({ status }) => status))).toEqual([200, 429, 500, 503, 504]);
		expect(kinds(lives.map((looks) => 'usage' in end(looks)))).toEqual([false, true]);
		expect(kinds(lives.map((looks) => prompts(end(looks))))).toEqual([
			'none',
			'orig_prompt actual_prompt',
		]);
		expect(kinds(lives.map((looks) => end(looks).output?.video_url?.includes('?')))).toEqual([
			false,
			true,
		]);
	});

	it('tells a rewritten prompt of models that are not said to tell it', async () => {
		const body = {
			...{ model: 'wan2.7-t2v', input: { prompt: 'A fox' } },
			parameters: { resolution: '720P', duration: 2 },
		};
		const lives = await withEachSeed(() => live(body));
		expect(kinds(lives.map((looks) => prompts(end(looks))))).toEqual([
			'none',
			'orig_prompt',
			'orig_prompt actual_prompt',
		]);
	});

	it('fails with every code', async () => {
		const lives = await withEachSeed(() => live({ ...BODY, input: { prompt: 'A fox [fail]' } }));
		expect(kinds(lives.map((looks) => end(looks).output?.code))).toEqual([
			'DataInspectionFailed',
			'IPInfringementSuspect',
			'data_inspection_failed',
		]);
	});
});

function prompts({ output = { task_id: '', task_status: '' } }: Seen['body']): string {
	const told = ['orig_prompt', 'actual_prompt'].filter((name) => name in output);
	return told.join(' ') || 'none';
}

it('refuses with every code', async () => {
	const codes = async (body: object, key?: string) =>
		kinds(
			(await withEachSeed(() => ask('POST', MOST_MODELS, body, key))).map(
				({ status, body: { code } }) => `${status} ${code}`,
			),
		);
	expect(await codes(BODY, 'wrong')).toEqual(['401 InvalidApiKey', '401 invalid_api_key']);
	expect(await codes(BODY, 'sandbox-rate-limited')).toEqual([
		'429 LimitRequests',
		'429 Throttling',
		'429 Throttling.BurstRate',
		'429 Throttling.RateQuota',
	]);
	expect(await codes({ ...BODY, model: 'wan9' })).toEqual([
		'400 InvalidParameter',
		'404 ModelNotFound',
	]);
	expect(await codes(BODY, 'sandbox-no-credits')).toEqual(['400 Arrearage']);
});

it('writes the numbers of an upload policy as texts, too', async () => {
	const policies = await withEachSeed(() =>
		ask('GET', '/api/v1/uploads?action=getPolicy&model=wan2.7-i2v'),
	);
	expect(kinds(policies.map(({ body }) => typeof body.data?.expire_in_seconds))).toEqual([
		'number',
		'string',
	]);
});
