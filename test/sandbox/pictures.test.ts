import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { startSandbox, type Sandbox } from '../../sandbox/server';
import { Client } from './support/client';
import { difference, probe, thumbnail } from './support/ffmpeg';
import { asDataUri, makePicture, serve, type FileServer } from './support/pictures';

jest.setTimeout(60_000);

let sandbox: Sandbox;
let client: Client;
let files: FileServer;
let folder: string;
/** 3:4, upright. */
let picture: Buffer;
let otherPicture: Buffer;

beforeAll(async () => {
	picture = await makePicture({ width: 480, height: 640 });
	otherPicture = await makePicture({ width: 480, height: 640, motif: 'rgbtestsrc' });
	sandbox = await startSandbox({ seconds: 0 });
	client = new Client(sandbox);
	files = await serve({
		'/fox.png': picture,
		'/large.png': await makePicture({ width: 2002, height: 400 }),
		'/page.html': Buffer.from('<html></html>'),
	});
	folder = await mkdtemp(join(tmpdir(), 'pictures-test-'));
});
afterAll(async () => {
	await Promise.all([sandbox.close(), files.close()]);
	await rm(folder, { recursive: true });
});

async function thumbnailOf(bytes: Buffer, name: string) {
	const path = join(folder, name);
	await writeFile(path, bytes);
	return await thumbnail(path);
}

describe('image to video', () => {
	it.each([
		['a link', () => files.link('/fox.png')],
		['a data URI', () => asDataUri(picture)],
		['plain Base64', () => picture.toString('base64')],
	])('begins with the picture, given as %s, and moves it', async (_case, source) => {
		const { videos } = await client.runTask('wan2.5-i2v-preview', {
			prompt: 'It runs',
			image: source(),
			resolution: '480P',
		});
		const url = videos?.[0] ?? '';
		const first = await thumbnail(url, 0);
		expect(difference(first, await thumbnailOf(picture, 'fox.png'))).toBeLessThan(6);
		expect(difference(first, await thumbnail(url, 2.4))).toBeGreaterThan(6);
	});

	it("keeps the picture's aspect ratio at the resolution's number of pixels", async () => {
		const { video } = await client.generate({
			model: 'alibaba/wan-2-6-i2v',
			prompt: 'It runs',
			image_url: asDataUri(picture),
			resolution: '720p',
			duration: 5,
		});
		const { width, height, seconds, audioCodec } = await probe(video?.url ?? '');
		expect(width / height).toBeCloseTo(3 / 4, 2);
		expect((width * height) / (1280 * 720)).toBeCloseTo(1, 2);
		expect([width % 2, height % 2]).toEqual([0, 0]);
		expect(seconds).toBeCloseTo(5, 1);
		expect(audioCodec).toBe('aac');
	});

	it('fills the frame where the request names an aspect ratio', async () => {
		const { video } = await client.generate({
			model: 'alibaba/wan2.5-i2v-preview',
			prompt: 'It runs',
			image_url: asDataUri(picture),
			resolution: '480p',
			aspect_ratio: '1:1',
			duration: 5,
		});
		expect(await probe(video?.url ?? '')).toMatchObject({ width: 624, height: 624 });
	});

	it('goes from the first frame to the last', async () => {
		const { videos } = await client.runTask('wan2.1-kf2v-plus', {
			prompt: 'It runs',
			image: asDataUri(picture),
			last_frame: asDataUri(otherPicture),
		});
		const url = videos?.[0] ?? '';
		expect(
			difference(await thumbnail(url, 0), await thumbnailOf(picture, 'first.png')),
		).toBeLessThan(6);
		expect(
			difference(await thumbnail(url, 4.9), await thumbnailOf(otherPicture, 'last.png')),
		).toBeLessThan(6);
		expect((await probe(url)).seconds).toBeCloseTo(5, 1);
	});

	it.each(['mjpeg', 'bmp', 'libwebp'] as const)('reads %s', async (format) => {
		const { task_info: task } = await client.runTask('wan2.2-i2v-flash', {
			prompt: 'It runs',
			image: asDataUri(await makePicture({ format }), 'image/any'),
			resolution: '480P',
		});
		expect(task.status).toBe('completed');
	});
});

describe('a picture that cannot be used', () => {
	const create = async (image: Buffer) =>
		await client.post('/vendors/alibaba/v1/wan2.6-i2v/generation', {
			prompt: 'It runs',
			image: asDataUri(image),
		});

	it.each([
		['is too small', { width: 358, height: 640 }, '360 to 2000 px; it is 358x640'],
		['is too large', { width: 640, height: 2002 }, '360 to 2000 px; it is 640x2002'],
		['has an alpha channel', { alpha: true }, 'alpha channel'],
		['is a GIF', { format: 'gif' as const }, 'jpg, png, bmp, webp'],
	])('is refused at once when it is sent along and %s', async (_case, options, reason) => {
		expect(await create(await makePicture(options))).toMatchObject({
			status: 400,
			body: { detail: expect.stringContaining(reason) },
		});
	});

	it('is refused at once when it is larger than 10 MB', async () => {
		const padded = Buffer.concat([picture, Buffer.alloc(10 * 2 ** 20)]);
		expect(await create(padded)).toMatchObject({
			status: 400,
			body: { detail: 'The image must not be larger than 10 MB.' },
		});
	});

	it('is accepted when it has just the right size', async () => {
		const padded = Buffer.concat([picture, Buffer.alloc(10 * 2 ** 20 - picture.length)]);
		expect((await create(padded)).status).toBe(202);
	});

	it.each([
		['is not there', '/nothing.png', 'it answers 404'],
		['is no picture', '/page.html', 'must be one of'],
		['breaks a limit', '/large.png', '360 to 2000 px'],
	])('fails a MuleRouter task when what the link leads to %s', async (_case, path, reason) => {
		const { task_info: task } = await client.runTask('wan2.6-i2v', {
			prompt: 'It runs',
			image: files.link(path),
		});
		expect(task).toMatchObject({
			status: 'failed',
			error: { title: 'Invalid Input', detail: expect.stringContaining(reason) },
		});
	});

	it('fails an AI/ML API generation when nothing listens where the link leads', async () => {
		const { status, error } = await client.generate({
			model: 'alibaba/wan-2-6-i2v',
			prompt: 'It runs',
			image_url: 'http://127.0.0.1:1/fox.png',
		});
		expect(status).toBe('error');
		expect(error?.message).toContain('Cannot fetch http://127.0.0.1:1/fox.png');
	});
});
