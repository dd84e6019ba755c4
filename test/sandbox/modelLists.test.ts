import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startSandbox, type Sandbox } from '../../sandbox/server';
import { Client } from './support/client';

interface Row {
	id: string;
	aliases: string[];
	type: string;
	info: { name: string };
	capabilities?: string[];
	pricing?: { kind: string; variants?: unknown[]; units?: unknown[] };
}

let sandbox: Sandbox;
let client: Client;

beforeAll(async () => {
	sandbox = await startSandbox({ strict: true });
	// The lists need no key.
	client = new Client(sandbox, '');
});
afterAll(() => sandbox.close());

const list = async (query = '') =>
	(await client.get<{ data: Row[] }>(`/v1/models${query}`)).body.data;
const idsOf = (rows: Row[]) => rows.map(({ id }) => id);

describe('the list of models of AI/ML API', () => {
	it('names models of Wan, models that nobody knew, and others', async () => {
		const ids = idsOf(await list());
		expect(ids).toEqual(
			expect.arrayContaining([
				...['alibaba/wan-3-0-video', 'alibaba/wan2.2-vace-fun-a14b-reframe'],
				...['krea/krea-wan-14b/text-to-video', 'alibaba/wan-3-1-video'],
				...['alibaba/qwen-plus', 'google/veo-2.0-generate-001'],
			]),
		);
		expect(ids.length).toBeGreaterThan(new Set(ids).size);
	});

	it('knows every model that can be created with, but for one whose end is announced', async () => {
		const { body } = await new Client(sandbox).post<{ message: string }>('/v2/video/generations', {
			prompt: 'A fox',
		});
		const creatable = [...body.message.matchAll(/"([^"]+)"/g)].map(([, id]) => id);
		expect(creatable).toHaveLength(23);
		const listed = idsOf(await list());
		expect(creatable.filter((id) => !listed.includes(id ?? ''))).toEqual([
			'alibaba/wan2.1-t2v-turbo',
		]);
	});

	it('has prices and capabilities only when they are asked for', async () => {
		const [plain] = await list('?id=alibaba/wan-2-6-t2v');
		expect(plain).toMatchObject({
			aliases: ['alibaba/wan2.6-t2v'],
			info: { name: 'Wan 2.6 Text-to-Video' },
		});
		expect(plain).not.toHaveProperty('pricing');
		expect(plain).not.toHaveProperty('capabilities');

		const [priced] = await list('?id=alibaba/wan-2-6-t2v&include=pricing');
		expect(priced).not.toHaveProperty('capabilities');
		expect(priced?.pricing).toEqual({
			...{ kind: 'variants', currency: 'USD', dimensions: ['resolution'] },
			variants: [
				{ when: { resolution: '720p' }, price: 0.105, unit: 'second', per: 1 },
				{ when: { resolution: '1080p' }, price: 0.1575, unit: 'second', per: 1 },
			],
		});

		for (const query of [
			'include=pricing,capabilities',
			'include=pricing&include=capabilities',
			'include=all',
			'details=true',
		]) {
			const [full] = await list(`?id=alibaba/wan-3-1-video&${query}`);
			expect(full?.capabilities).toEqual(['text_to_video', 'image_to_video']);
			expect(full).toHaveProperty('pricing');
		}
	});

	it('prices in three ways', async () => {
		const kinds = new Set((await list('?include=pricing')).map(({ pricing }) => pricing?.kind));
		expect(kinds).toEqual(new Set(['fixed', 'variants', 'variable']));
	});

	it('is filtered', async () => {
		expect(idsOf(await list('?id=ALIBABA/wan2.7-r2v'))).toEqual(['alibaba/wan-2-7-r2v']);
		expect(idsOf(await list('?type=openai/chat-completions'))).toEqual(['alibaba/qwen-plus']);
		const videos = idsOf(await list('?capabilities=text_to_video,video_to_video'));
		expect(videos).toContain('alibaba/wan2.2-14b-animate-move');
		expect(videos).not.toContain('alibaba/wan-2-7-i2v');
	});
});

describe('the models that are going', () => {
	const path = '/v1/models/deprecations';

	it('are told, with what to use instead', async () => {
		const { body } = await client.get<{ data: object[] }>(path);
		expect(body.data).toContainEqual(
			expect.objectContaining({
				...{ id: 'alibaba/wan2.1-t2v-turbo', status: 'deprecated', shutdown_at: '2027-01-31' },
				replaced_by: 'alibaba/wan2.2-t2v-plus',
			}),
		);
	});

	it('are filtered by state, and not by what is none', async () => {
		const count = async (query: string) =>
			(await client.get<{ data: object[] }>(`${path}${query}`)).body.data.length;
		expect(await count('?status=deprecated,withdrawn')).toBe(2);
		expect(await count('?status=gone')).toBe(3);
	});

	it('still make videos', async () => {
		const body = { model: 'alibaba/wan2.1-t2v-turbo', prompt: 'A fox [fail]' };
		expect((await new Client(sandbox).post('/v2/video/generations', body)).status).toBe(201);
	});
});

it.each(['/v1/models', '/v1/models?include=pricing', '/v1/models/deprecations'])(
	'%s is not sent again to who has it',
	async (path) => {
		const etag = (await fetch(sandbox.url + path)).headers.get('etag') ?? '';
		expect(etag).toMatch(/^W\/".+"$/);
		const again = (tag: string) => fetch(sandbox.url + path, { headers: { 'if-none-match': tag } });
		const unchanged = await again(etag);
		expect(unchanged.status).toBe(304);
		expect(await unchanged.text()).toBe('');
		expect((await again('W/"another"')).status).toBe(200);
	},
);

it('tells the lists apart by what is in them', async () => {
	const tagOf = async (path: string) => (await fetch(sandbox.url + path)).headers.get('etag');
	expect(await tagOf('/v1/models')).not.toBe(await tagOf('/v1/models?include=all'));
});
