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

import { startSandbox, type Sandbox } from '../../sandbox/server';
import { restartClock, stopClock } from './support/clock';

jest.setTimeout(60_000);

// Enough for every oddity to come.
const SEEDS = Array.from({ length: 60 }, (_, index) => index);

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

/** What was answered, JSON or not. */
interface Seen {
	status: number;
	headers: Headers;
	body: Record<string, unknown>;
	text: string;
}

async function ask(
	method: string,
	path: string,
	body?: object,
	key = 'sandbox-key',
): Promise<Seen> {
	const response = await fetch(sandbox.url + path, {
		method,
		headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
		...(body && { body: JSON.stringify(body) }),
	});
	const text = await response.text();
	const json = response.headers.get('content-type')?.includes('json') ?? false;
	return {
		status: response.status,
		headers: response.headers,
		body: json ? (JSON.parse(text) as Seen['body']) : {},
		text,
	};
}

/** A generation from its creation to its end, as a client sees it. */
interface Life {
	created: Seen;
	/** Until it had ended; the last is the end. */
	looks: Seen[];
}

/** A provider as its clients know it. */
interface Service {
	path: string;
	body: object;
	/** Where to look, after what creating answered. */
	lookAt: (created: Seen) => string;
}

const aimlApi: Service = {
	path: '/v2/video/generations',
	body: { model: 'alibaba/wan2.5-t2v-preview', resolution: '480p', duration: 5 },
	lookAt: ({ body }) =>
		`/v2/video/generations?generation_id=${encodeURIComponent(String(body.id ?? body.generation_id))}`,
};
const muleRouter: Service = {
	path: '/vendors/alibaba/v1/wan2.5-t2v-preview/generation',
	body: { size: '832*480' },
	lookAt: ({ body }) => `${muleRouter.path}/${(body.task_info as { id: string }).id}`,
};

async function live(service: Service, prompt = 'A fox'): Promise<Life> {
	const created = await ask('POST', service.path, { ...service.body, prompt });
	const looks: Seen[] = [];
	const look = async () => {
		looks.push(await ask('GET', service.lookAt(created)));
	};
	// Troubles are over after the second look.
	for (let count = 0; count < 4; count++) await look();
	clock.advance(101);
	do await look();
	while (!hasEnded(looks.at(-1)));
	return { created, looks };
}

function hasEnded(seen: Seen | undefined): boolean {
	const { status } = (seen?.body.task_info ?? seen?.body) as { status?: string };
	return /^(completed|succeeded|error|failed|cancell?ed)$/.test(status ?? '');
}

async function liveAll(service: Service, prompt?: string): Promise<Life[]> {
	const lives: Life[] = [];
	for (const seed of SEEDS) {
		sandbox.configure({ quirks: seed });
		lives.push(await live(service, prompt));
	}
	return lives;
}

const kinds = (values: unknown[]) => [...new Set(values)].sort();
const answered = ({ created, looks }: Life) =>
	[created, ...looks].filter(({ status }) => status < 300);
const ends = (lives: Life[]) => lives.flatMap(({ looks }) => looks.at(-1) ?? []);
const valueOf = (seen: Seen) => seen.body.id ?? seen.body.generation_id;

/** The shape of a value: names of fields and types, without what stands in them. */
function shape(value: unknown): unknown {
	if (Array.isArray(value)) return `[${String(shape(value[0]))}]`;
	if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value;
	const fields = Object.entries(value).map(([name, one]) => `${name}: ${String(shape(one))}`);
	return `{${fields.join(', ')}}`;
}

describe('AI/ML API', () => {
	it('answers in every way that was recorded', async () => {
		const lives = await liveAll(aimlApi);
		expect(kinds(lives.map(({ created }) => created.status))).toEqual([200, 201]);
		expect(
			kinds(lives.map(({ created }) => ('id' in created.body ? 'id' : 'generation_id'))),
		).toEqual(['generation_id', 'id']);
		expect(kinds(lives.map(({ created }) => formOf(valueOf(created))))).toEqual([
			'dashed token',
			'number',
			'token',
			'uuid',
			'uuid:model',
		]);
		expect(kinds(lives.flatMap(answered).map(({ body }) => body.status))).toEqual([
			'active',
			'completed',
			'generating',
			'queued',
			'succeeded',
			'waiting',
		]);
		expect(kinds(ends(lives).map(({ body }) => shape(body.video)))).toEqual([
			'[{url: string}]',
			'{url: string, content_type: string, file_name: string, file_size: null, duration: null}',
			'{url: string}',
		]);
		expect(kinds(ends(lives).map(({ body }) => shape(body.error)))).toEqual([
			'null',
			'undefined',
			'{name: string, message: string}',
		]);
		expect(kinds(lives.map(({ created }) => shape(created.body.meta)))).toEqual([
			'null',
			'undefined',
			'{usage: {credits_used: number, usd_spent: number}}',
			'{usage: {credits_used: number}}',
			'{usage: {tokens_used: number}}',
		]);
		expect(kinds(lives.map(({ created }) => created.headers.has('x-aimlapi-usd-spent')))).toEqual([
			false,
			true,
		]);
		expect(kinds(lives.flatMap(({ looks }) => looks.map(({ status }) => status)))).toEqual([
			200, 404, 524,
		]);
		// An id keeps its form.
		for (const life of lives) {
			expect(kinds(answered(life).map(valueOf))).toEqual([valueOf(life.created)]);
		}
	});

	it('tells a failure in every way that was recorded', async () => {
		const failed = ends(await liveAll(aimlApi, 'A fox [fail]'));
		expect(kinds(failed.map(({ body }) => body.status))).toEqual(['error', 'failed']);
		expect(kinds(failed.map(({ body }) => shape(body.error)))).toEqual([
			'string',
			'{detail: [{loc: [string], msg: string, type: string}]}',
			'{name: string, message: string}',
		]);
	});

	it('refuses in every way that was recorded', async () => {
		const refusals: Seen[] = [];
		for (const seed of SEEDS) {
			sandbox.configure({ quirks: seed });
			const body = { ...aimlApi.body, prompt: 'A fox' };
			refusals.push(await ask('POST', aimlApi.path, body, 'sandbox-no-credits'));
		}
		expect(kinds(refusals.map(({ status }) => status))).toEqual([403]);
		expect(kinds(refusals.map(({ body }) => shape(body)))).toEqual([
			'{error: {message: string}}',
			'{message: [string], path: string, requestId: string, statusCode: number, timestamp: string}',
			'{message: string, path: string, requestId: string, statusCode: number, timestamp: string}',
			'{message: string, path: string, requestId: string, statusCode: string, timestamp: string}',
			'{title: string, status: number, message: string, error: {name: string, data: {kind: string}, message: string}}',
		]);
		for (const { text } of refusals) expect(text).toContain('run out of credits');
	});
});

function formOf(id: unknown): string {
	if (typeof id === 'number') return 'number';
	const text = String(id);
	if (/^[0-9a-f-]{36}:alibaba\//.test(text)) return 'uuid:model';
	if (/^[0-9a-f-]{36}$/.test(text)) return 'uuid';
	return text.startsWith('-') ? 'dashed token' : 'token';
}

describe('MuleRouter', () => {
	it('answers in every way that was recorded', async () => {
		const lives = await liveAll(muleRouter);
		expect(kinds(lives.map(({ created }) => created.status))).toEqual([200, 202]);
		expect(kinds(lives.flatMap(answered).map(statusOfTask))).toEqual([
			'completed',
			'pending',
			'processing',
			'queued',
			'retrying',
			'running',
			'succeeded',
			undefined,
		]);
		expect(lives.some(({ created }) => statusOfTask(created) === undefined)).toBe(true);
		expect(
			kinds(ends(lives).map(({ body }) => shape({ ...body, task_info: 'looked at above' }))),
		).toEqual([
			'{task_info: string, output: {url: string}}',
			'{task_info: string, output: {video_url: string}}',
			'{task_info: string, video_url: string}',
			'{task_info: string, videos: [string]}',
			'{task_info: string, videos: [{url: string}]}',
			'{task_info: string, videos: string}',
		]);
		expect(kinds(lives.flatMap(({ looks }) => looks.map(({ status }) => status)))).toEqual([
			200, 502, 504,
		]);
	});

	it('tells a failure in every way that was recorded', async () => {
		const failed = ends(await liveAll(muleRouter, 'A fox [fail]'));
		expect(kinds(failed.map(statusOfTask))).toEqual(['canceled', 'cancelled', 'failed']);
		expect(
			kinds(
				failed.map(({ body }) => {
					const { error } = body.task_info as { error?: unknown };
					return `${String(shape(error))} / ${String(shape(body.error))}`;
				}),
			),
		).toEqual([
			'undefined / undefined',
			'undefined / {error_code: number, title: string, detail: string}',
			'{code: number, title: string, detail: string} / undefined',
		]);
	});

	it('refuses in every way that was recorded', async () => {
		const refusals: Seen[] = [];
		for (const seed of SEEDS) {
			sandbox.configure({ quirks: seed });
			refusals.push(await ask('POST', muleRouter.path, { size: '832*480' }));
		}
		expect(kinds(refusals.map(({ status }) => status))).toEqual([400]);
		expect(kinds(refusals.map(({ body }) => shape(body)))).toEqual([
			'{detail: string}',
			'{error: string}',
			'{error: {code: number, message: string}}',
			'{message: string}',
			'{status: number, title: string, detail: string}',
			'{task_info: {id: string, status: string, error: {code: number, title: string, detail: string}}}',
			// No JSON.
			'{}',
		]);
		for (const { text } of refusals) expect(text).toContain('prompt is required');
	});
});

function statusOfTask({ body }: Seen): unknown {
	return (body.task_info as { status?: string } | undefined)?.status;
}

it.each([
	['AI/ML API', aimlApi],
	['MuleRouter', muleRouter],
])('answers the same for the same seed, through %s', async (_name, service) => {
	const lifeOf = async (seed: number) => {
		sandbox.configure({ quirks: seed });
		const { created, looks } = await live(service);
		const [status, form] = [created.status, shape(created.body)];
		return [status, form, ...looks.flatMap((look) => [look.status, shape(look.body)])];
	};
	const first = await lifeOf(1);
	const other = await lifeOf(2);
	expect(await lifeOf(1)).toEqual(first);
	expect(other).not.toEqual(first);
});

it('has none unless it is told to', async () => {
	const plain = await startSandbox({ seconds: 0 });
	const response = await fetch(plain.url + aimlApi.path, {
		method: 'POST',
		headers: { authorization: 'Bearer sandbox-key', 'content-type': 'application/json' },
		body: JSON.stringify({ ...aimlApi.body, prompt: 'A fox [fail]' }),
	});
	expect(shape(await response.json())).toBe(
		'{id: string, status: string, video: null, error: null, meta: null}',
	);
	await plain.close();
});
