import { gzipSync } from 'node:zlib';

import { afterEach, describe, expect, it, jest } from '@jest/globals';

import { FILM } from './film';
import { hurriedWanVideo } from './hurry';
import { Lab } from './lab';

/** Videos that do not look as one would expect, and what is no video. */

jest.setTimeout(30_000);

let lab: Lab;

afterEach(async () => {
	await lab.close();
	jest.restoreAllMocks();
});

const box = (type: string) =>
	Buffer.concat([Buffer.from([0, 0, 0, 16]), Buffer.from(type), Buffer.alloc(8)]);
const bytes = (head: Buffer | string) => Buffer.concat([Buffer.from(head), Buffer.alloc(500, 7)]);
const WEBM = bytes(Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d', 'hex'));

/** Runs the node with a host that serves this. */
async function serve(body: Buffer | string, headers: Record<string, string | number>) {
	lab = await Lab.open(
		{ download: (exchange) => void exchange.response.writeHead(200, headers).end(body) },
		{ node: hurriedWanVideo(20) },
	);
	const result = await lab.execute();
	const file = result.output('Wan Video')[0]?.binary?.['data'];
	return { result, file, content: Buffer.from(file?.data ?? '', 'base64') };
}

describe('a video', () => {
	it.each([
		['smaller', FILM],
		// Noise can't be compressed: there the compressed length is the larger one.
		['larger', Buffer.concat([FILM, noise(2000)])],
	])('that its host compresses arrives whole, though the length told is %s', async (_, film) => {
		const body = gzipSync(film);
		const { content } = await serve(body, {
			'content-type': 'video/mp4',
			'content-encoding': 'gzip',
			'content-length': body.length,
		});
		expect(content.equals(film)).toBe(true);
	});

	it('is asked for as it is, as compressing it is of no use', async () => {
		await serve(FILM, { 'content-type': 'video/mp4' });
		expect(lab.server.requests('download')[0]?.headers['accept-encoding']).toBe('identity');
	});

	it.each(['free', 'moov', 'mdat', 'skip', 'wide', 'uuid', 'styp'])(
		'that begins with a box of type %s is an MP4',
		async (type) => {
			const film = Buffer.concat([box(type), FILM]);
			const { file, content } = await serve(film, { 'content-type': 'application/octet-stream' });
			expect(file?.mimeType).toBe('video/mp4');
			expect(content.equals(film)).toBe(true);
		},
	);

	it.each([
		['WebM', WEBM, 'video/webm', '.webm'],
		['Matroska', bytes(Buffer.from('1a45dfa3a34286810142f7', 'hex')), 'video/x-matroska', '.mkv'],
		['QuickTime', bytes('\0\0\0\x14ftypqt  '), 'video/quicktime', '.mov'],
		['AVI', bytes('RIFF\x10\0\0\0AVI LIST'), 'video/x-msvideo', '.avi'],
	])('is told by its bytes, whatever the host says: %s', async (_, film, mimeType, extension) => {
		const { file } = await serve(film, { 'content-type': 'VIDEO/MP4' });
		expect(file?.mimeType).toBe(mimeType);
		expect(file?.fileName?.endsWith(extension)).toBe(true);
	});

	it.each(['Video/MP4; codecs="avc1"', 'VIDEO/MP4'])(
		'of a type in any case is kept under the usual one: %s',
		async (type) => {
			const { file } = await serve(bytes('who knows what'), { 'content-type': type });
			expect(file?.mimeType).toBe('video/mp4');
		},
	);

	it('of a kind that no one knows is kept: it is paid for', async () => {
		const film = bytes('who knows what');
		const { content } = await serve(film, { 'content-type': 'binary/octet-stream' });
		expect(content.equals(film)).toBe(true);
	});
});

describe('what is no video', () => {
	it.each([
		['a page', '\ufeff <!doctype html><html></html>', 'video/mp4'],
		['JSON', '{"error": "gone"}', 'application/json'],
		['JSON that is called a video', ' [{"error": "gone"}]', 'video/mp4'],
		['a text', 'This file is no longer available', 'text/plain'],
		['a JPEG', bytes(Buffer.from('ffd8ffe0', 'hex')), 'video/mp4'],
		['a GIF', bytes('GIF89a'), 'application/octet-stream'],
		['a WebP', bytes('RIFF\x10\0\0\0WEBPVP8 '), 'binary/octet-stream'],
		['a picture of a new kind', bytes('who knows what'), 'Image/JXL'],
		['nothing', '', 'video/mp4'],
	])('is not kept: %s', async (_, body, type) => {
		const { result } = await serve(body, { 'content-type': type });
		expect(result.error?.message).toMatch(
			/^The video could not be downloaded: the (link leads to something else|file is empty)/,
		);
		expect(lab.server.count('create')).toBe(1);
	});
});

/** The same on every run. */
function noise(length: number): Buffer {
	let state = 1;
	return Buffer.from(
		Array.from({ length }, () => {
			state = (state * 48_271) % 2_147_483_647;
			return state & 0xff;
		}),
	);
}
