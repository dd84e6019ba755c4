import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { Attachment } from '../../nodes/WanVideo/models/Attachment';
import { multipart } from '../../nodes/WanVideo/providers/multipart';

const TYPES = ['image/png', 'video/mp4', 'video/quicktime', 'audio/mpeg', 'application/x-odd'];

/** What a server reads in a form, by the parser of Node's own fetch. */
async function parsed(body: Buffer, type: string) {
	// It is deprecated for what it costs a public server.
	// eslint-disable-next-line @typescript-eslint/no-deprecated
	const form = await new Response(body, { headers: { 'content-type': type } }).formData();
	const entries = [...form.entries()].map(async ([name, value]) => {
		if (typeof value === 'string') return { name, value };
		const content = Buffer.from(await value.arrayBuffer());
		return { name, fileName: value.name, type: value.type, content };
	});
	return await Promise.all(entries);
}

/** Bytes that look like what stands between the parts are among them. */
const bytes = fc.oneof(
	fc.uint8Array({ maxLength: 3000 }).map((values) => Buffer.from(values)),
	fc
		.array(
			fc.constantFrom('\r\n', '--', 'wan-video-', '\0', '\n', 'Content-Disposition: form-data'),
		)
		.map((parts) => Buffer.from(parts.join(''))),
);
const text = fc.stringMatching(/^[\w+/=.:-]{0,80}$/);

describe('a form with a file', () => {
	it.each([
		['as a stream', true],
		['from memory', false],
	])('gives back its fields in their order, and the file last, %s', async (_, isStream) => {
		await fc.assert(
			fc.asyncProperty(
				bytes,
				fc.constantFrom(...TYPES),
				fc.dictionary(fc.stringMatching(/^[a-zA-Z][\w-]{0,20}$/), text, { maxKeys: 6 }),
				fc.integer({ min: 1, max: 500 }),
				async (content, type, fields, step) => {
					const file = new Attachment('0123456789abcdef00', type, content.length, () =>
						Promise.reject(new Error('It is open already')),
					);
					const pieces: Buffer[] = [];
					for (let at = 0; at < content.length; at += step) {
						pieces.push(content.subarray(at, at + step));
					}
					const {
						body,
						length,
						type: contentType,
					} = multipart(
						{ fields, fileField: 'file' },
						file,
						isStream ? Readable.from(pieces, { objectMode: false }) : content,
					);
					const sent = Buffer.isBuffer(body) ? body : await buffer(body);
					expect(sent).toHaveLength(length);
					expect(await parsed(sent, contentType)).toEqual([
						...Object.entries(fields).map(([name, value]) => ({ name, value })),
						{ name: 'file', fileName: file.name, type, content },
					]);
				},
			),
			{ numRuns: 60 },
		);
	});

	it('has another boundary each time', () => {
		const file = new Attachment('00', 'image/png', 0, () => Promise.resolve(Buffer.alloc(0)));
		const types = [1, 2].map(
			() => multipart({ fields: {}, fileField: 'file' }, file, Buffer.alloc(0)).type,
		);
		expect(new Set(types).size).toBe(2);
	});
});

describe('the name that a file is uploaded by', () => {
	it.each([
		['image/jpeg', 'jpg'],
		['image/png', 'png'],
		['image/webp', 'webp'],
		['video/mp4', 'mp4'],
		['video/quicktime', 'mov'],
		['video/x-matroska', 'mkv'],
		['video/x-msvideo', 'avi'],
		['audio/mpeg', 'mp3'],
		['audio/wav', 'wav'],
		['audio/x-wav', 'wav'],
	])('of %s ends in .%s', (type, extension) => {
		const file = new Attachment('0123456789abcdef0123', type, 1, () =>
			Promise.resolve(Buffer.alloc(1)),
		);
		expect(file.name).toBe(`0123456789abcdef.${extension}`);
	});
});
