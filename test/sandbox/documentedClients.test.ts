import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { startSandbox, type Sandbox } from '../../sandbox/server';
import { makePicture, serve, type FileServer } from './support/pictures';

// What the providers' documented and published clients put on the wire, byte for byte but for address, key, picture
// and prompt, and what they read from the answers:
// - AI/ML API's Python and JavaScript examples, the same on every Wan page of
//   https://docs.aimlapi.com/api-references/video-models/alibaba-cloud
// - MuleRouter's Python client, https://github.com/openmule/mulerouter-skills (commit 7dbf2dd)

jest.setTimeout(120_000);

let sandbox: Sandbox;
let files: FileServer;

beforeAll(async () => {
	sandbox = await startSandbox({ seconds: 0.5 });
	files = await serve({ '/fox.png': await makePicture({ width: 480, height: 640 }) });
});
afterAll(() => Promise.all([sandbox.close(), files.close()]));

/** What a client has of an answer. */
interface Reply {
	status: number;
	body: Record<string, unknown>;
}

/** Sends a request as it stands there, with no header that a library adds on its own. */
async function send(
	method: string,
	path: string,
	headers: Record<string, string>,
	body = '',
): Promise<Reply> {
	const sent = request(sandbox.url + path, {
		method,
		headers: { Authorization: 'Bearer sandbox-key', ...headers },
	});
	sent.end(body);
	const [response] = (await once(sent, 'response')) as [IncomingMessage];
	const answer = await text(response);
	return { status: response.statusCode ?? 0, body: JSON.parse(answer) as Reply['body'] };
}

/** JSON as Python's `json.dumps` writes it. */
function pythonJson(body: object): string {
	const fields = Object.entries(body).map(([name, value]) => `"${name}": ${JSON.stringify(value)}`);
	return `{${fields.join(', ')}}`;
}

const lengthOf = (body: string) => String(Buffer.byteLength(body));

describe('AI/ML API', () => {
	const path = '/v2/generate/video/alibaba/generation';

	/** The end of a generation, as both examples wait for it: they know two words for "not yet". */
	async function waitFor(id: unknown): Promise<Reply['body']> {
		expect(typeof id).toBe('string');
		const query = new URLSearchParams({ generation_id: id as string }).toString();
		for (;;) {
			// They send this header without a body.
			const look = await send('GET', `${path}?${query}`, { 'Content-Type': 'application/json' });
			expect(look.status).toBe(200);
			if (!['queued', 'generating'].includes(String(look.body.status))) return look.body;
			await pause(50);
		}
	}

	describe.each([
		['Wan 2.6', { model: 'alibaba/wan-2-6-t2v', prompt: 'A fox' }, []],
		[
			'Wan 2.2, image to video',
			{
				model: 'alibaba/wan2.2-i2v-plus',
				prompt: 'It jumps.',
				image_url: 'the picture',
				duration: '5',
			},
			['duration'],
		],
	])('%s', (_model, example, ignoredFields) => {
		const bodyOf = () =>
			'image_url' in example ? { ...example, image_url: files.link('/fox.png') } : example;

		it('runs the Python example', async () => {
			const body = pythonJson(bodyOf());
			const headers = {
				'User-Agent': 'python-requests/2.34.2',
				'Accept-Encoding': 'gzip, deflate',
				Accept: '*/*',
				Connection: 'keep-alive',
				'Content-Length': lengthOf(body),
				'Content-Type': 'application/json',
			};
			const created = await send('POST', path, headers, body);
			expect(created.status).toBeLessThan(400);
			expect(sandbox.creates().at(-1)).toMatchObject({ ignoredFields });
			expect(await waitFor(created.body.id)).toMatchObject({ status: 'completed', video: anUrl });
		});

		it('runs the JavaScript example', async () => {
			const body = JSON.stringify(bodyOf());
			const headers = { 'Content-Type': 'application/json', 'Content-Length': lengthOf(body) };
			const created = await send('POST', path, headers, body);
			expect(created.status).toBeLessThan(400);
			expect(await waitFor(created.body.id)).toMatchObject({ status: 'completed', video: anUrl });
		});
	});
});

const anUrl = { url: expect.stringMatching(/^http.*\.mp4$/) as unknown };

describe('MuleRouter', () => {
	/** What the Python client sends of itself, whatever the model; `false` is how it reads its default "true". */
	const ofItself = { prompt_extend: false, safety_filter: true };

	it.each([
		[
			'wan2.6-t2v',
			{ prompt: 'A cat', size: '1280*720', duration: 5, multi_shots: 'single', audio: false },
			['multi_shots'],
		],
		[
			'wan2.6-i2v',
			{
				prompt: 'It jumps',
				image: 'the picture',
				resolution: '720P',
				duration: 5,
				multi_shots: 'multi',
				audio: false,
			},
			['multi_shots'],
		],
		[
			'wan2.2-t2v-plus',
			{ prompt: 'A cat', size: '832*480', duration: '5', steps: '20' },
			['steps'],
		],
	])("runs its Python client's %s", async (model, example, ignoredFields) => {
		const path = `/vendors/alibaba/v1/${model}/generation`;
		const headers = {
			Accept: '*/*',
			'Accept-Encoding': 'gzip, deflate',
			Connection: 'keep-alive',
			'Content-Type': 'application/json',
			'User-Agent': 'MuleRouter-AgentSkill/1.0.0',
			'X-Agent-Skills': 'mulerouter',
		};
		const picture = 'image' in example ? { image: files.link('/fox.png') } : {};
		const body = JSON.stringify({ ...example, ...picture, ...ofItself });
		const created = await send(
			'POST',
			path,
			{ ...headers, 'Content-Length': lengthOf(body) },
			body,
		);
		expect(created.status).toBeLessThan(300);
		expect(sandbox.creates().at(-1)).toMatchObject({ ignoredFields });

		const { id } = created.body.task_info as { id: string };
		for (;;) {
			const look = await send('GET', `${path}/${id}`, headers);
			const { status } = look.body.task_info as { status: string };
			expect(['pending', 'queued', 'running', 'processing', 'completed', 'succeeded']).toContain(
				status,
			);
			if (['completed', 'succeeded'].includes(status)) {
				expect(look.body.videos).toEqual([expect.stringMatching(/^http.*\.mp4$/)]);
				return;
			}
			await pause(50);
		}
	});
});
