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
import {
	DashScope,
	FACE_CHECK,
	type DashScopeProblem,
	type DashScopeTask,
} from '../support/dashScope';
import { makePicture, serve, type FileServer } from '../support/pictures';

jest.setTimeout(30_000);

const MODEL = 'wan2.2-i2v-flash';
const RESOLVED = { 'x-dashscope-ossresourceresolve': 'enable' };

let sandbox: Sandbox;
let picture: Buffer;
let files: FileServer;
let clock: ReturnType<typeof stopClock>;

beforeAll(async () => {
	picture = await makePicture({ width: 640, height: 480 });
	files = await serve({
		'/fox.png': picture,
		'/nobody.png': picture,
		'/small.png': await makePicture({ width: 300, height: 300 }),
	});
	sandbox = await startSandbox({ seconds: 0 });
});
afterAll(() => Promise.all([sandbox.close(), files.close()]));
beforeEach(() => {
	clock = stopClock();
	sandbox.forget();
});
afterEach(restartClock);

interface Policy {
	policy: string;
	signature: string;
	upload_dir: string;
	upload_host: string;
	expire_in_seconds: number;
	max_file_size_mb: number;
	oss_access_key_id: string;
	x_oss_object_acl: string;
	x_oss_forbid_overwrite: string;
}

async function leave(model = MODEL, key?: string): Promise<Policy> {
	const path = `/api/v1/uploads?action=getPolicy&model=${model}`;
	return (await new DashScope(sandbox, key).get<{ data: Policy }>(path)).body.data;
}

/** Sends a file as the documented clients do; `changes` are fields that differ, and `undefined` leaves one out. */
async function upload(policy: Policy, changes: Record<string, string | undefined> = {}) {
	const key = `${policy.upload_dir}/fox.png`;
	const fields: Record<string, string | undefined> = {
		OSSAccessKeyId: policy.oss_access_key_id,
		Signature: policy.signature,
		policy: policy.policy,
		'x-oss-object-acl': policy.x_oss_object_acl,
		'x-oss-forbid-overwrite': policy.x_oss_forbid_overwrite,
		key,
		success_action_status: '200',
		...changes,
	};
	const form = new FormData();
	for (const [name, value] of Object.entries(fields)) {
		if (value !== undefined) form.append(name, value);
	}
	form.append('file', new Blob([picture]), 'fox.png');
	const response = await fetch(policy.upload_host, { method: 'POST', body: form });
	return { status: response.status, text: await response.text(), link: `oss://${key}` };
}

const create = (
	link: string,
	model = MODEL,
	headers: Record<string, string> = RESOLVED,
	key?: string,
) =>
	new DashScope(sandbox, key, headers).create<DashScopeTask & DashScopeProblem>(model, {
		input: { img_url: link },
	});

it('takes a file, and makes a video of it', async () => {
	const policy = await leave();
	expect(policy).toMatchObject({
		upload_host: `${sandbox.url}/uploads`,
		x_oss_object_acl: 'private',
		x_oss_forbid_overwrite: 'true',
	});
	const { status, link } = await upload(policy);
	expect(status).toBe(200);
	const done = await new DashScope(sandbox, undefined, RESOLVED).run(MODEL, {
		input: { img_url: link },
	});
	expect(done.output.task_status).toBe('SUCCEEDED');
});

it('records what was uploaded without its bytes, and not as a creation', async () => {
	const policy = await leave();
	await upload(policy);
	expect(sandbox.requests.at(-1)).toMatchObject({
		...{ method: 'POST', path: '/uploads', status: 200, authorization: undefined },
		body: { key: `${policy.upload_dir}/fox.png`, file: { name: 'fox.png', bytes: picture.length } },
	});
	expect(sandbox.creates()).toEqual([]);
});

it('takes a file without an answer that says so', async () => {
	expect((await upload(await leave(), { success_action_status: undefined })).status).toBe(204);
});

it('resolves no link unless it is asked to', async () => {
	const { link } = await upload(await leave());
	for (const resolve of ['', 'disable']) {
		const headers = { 'x-dashscope-ossresourceresolve': resolve };
		const { status, body } = await create(link, MODEL, headers);
		expect([status, body.code]).toEqual([400, 'InvalidParameter.DataInspection']);
	}
});

it('gives a file to the model it was meant for, to the keys of its region, for two days', async () => {
	const { link } = await upload(await leave());
	const code = async (...call: Parameters<typeof create>) => (await create(...call)).body.code;
	const refused = 'InvalidParameter.DataInspection';
	expect(await code(link, 'wan2.2-i2v-plus')).toBe(refused);
	expect(await code(link, MODEL, RESOLVED, 'sandbox-key-beijing')).toBe(refused);
	expect(await code(link.replace('fox', 'cat'))).toBe(refused);
	expect(await code(link)).toBe(undefined);
	clock.advance(48 * 3600 + 1);
	expect(await code(link)).toBe(refused);
});

describe('refuses', () => {
	it.each<[string, Record<string, string | undefined>, number, string]>([
		['no policy', { policy: undefined }, 403, 'Policy is missing'],
		['another signature', { Signature: 'x' }, 403, 'SignatureDoesNotMatch'],
		['another folder', { key: 'elsewhere/fox.png' }, 403, 'Policy Condition failed'],
		['a public file', { 'x-oss-object-acl': 'public-read' }, 403, 'Policy Condition failed'],
		[
			'a file that may be replaced',
			{ 'x-oss-forbid-overwrite': undefined },
			403,
			'Policy Condition failed',
		],
	])('%s', async (_what, changes, status, words) => {
		const refused = await upload(await leave(), changes);
		expect(refused.status).toBe(status);
		expect(refused.text).toContain('<Error><Code>');
		expect(refused.text).toContain(words);
	});

	it('a policy that has expired', async () => {
		const policy = await leave();
		clock.advance(policy.expire_in_seconds + 1);
		const { status, text } = await upload(policy);
		expect([status, text.includes('Invalid according to Policy: Policy expired.')]).toEqual([
			403,
			true,
		]);
	});

	it('a second file of the same name', async () => {
		const policy = await leave();
		expect([(await upload(policy)).status, (await upload(policy)).status]).toEqual([200, 409]);
	});

	it('fields after the file, and what is no form', async () => {
		const policy = await leave();
		const form = new FormData();
		form.append('file', new Blob([picture]), 'fox.png');
		form.append('policy', policy.policy);
		const post = async (body: FormData | string) =>
			(await fetch(policy.upload_host, { method: 'POST', body })).status;
		expect([await post(form), await post('fox')]).toEqual([403, 400]);
	});

	it('a leave without a model, for anything else, or with a wrong key', async () => {
		const client = new DashScope(sandbox);
		for (const query of [
			'',
			'?action=getPolicy',
			'?action=getPolicy&model=',
			'?action=other&model=m',
		]) {
			expect((await client.get(`/api/v1/uploads${query}`)).status).toBe(400);
		}
		const wrong = new DashScope(sandbox, 'wrong');
		expect((await wrong.get('/api/v1/uploads?action=getPolicy&model=m')).status).toBe(401);
	});
});

describe('the check of a face', () => {
	const check = (link: string) =>
		new DashScope(sandbox, undefined, { 'x-dashscope-async': '', ...RESOLVED }).post<object>(
			FACE_CHECK,
			{
				...{ model: 'wan2.2-s2v-detect', input: { image_url: link } },
			},
		);

	it('passes a picture at once', async () => {
		expect(await check(files.link('/fox.png'))).toMatchObject({
			...{
				status: 200,
				body: { output: { check_pass: true, humanoid: true }, usage: { image_count: 1 } },
			},
		});
		const { link } = await upload(await leave('wan2.2-s2v-detect'));
		expect((await check(link)).body).toMatchObject({ output: { check_pass: true } });
		expect(sandbox.creates()).toEqual([]);
	});

	it('refuses one with nobody in it, and says why', async () => {
		expect((await check(files.link('/nobody.png'))).body).toMatchObject({
			...{ output: { check_pass: false, humanoid: false, code: 'InvalidFile.NoHuman' } },
		});
		expect((await check(files.link('/small.png'))).body).toMatchObject({
			...{ output: { check_pass: false, code: 'InvalidFile.Resolution' } },
		});
		expect(await check(files.link('/nothing.png'))).toMatchObject({
			status: 400,
			body: { code: 'InvalidURL' },
		});
	});
});
