import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { outlineOf, survey } from '../../nodes/WanVideo/media/survey';
import { BoxWalk } from '../../nodes/WanVideo/video/boxes';
import { Skeleton } from '../../nodes/WanVideo/video/Skeleton';
import { readVideo } from '../../nodes/WanVideo/video/readVideo';
import { encodedVideo, png } from '../support/mediaFiles';

/** The outline of a file that comes in pieces of these lengths, over and over. */
function outlineInPieces(file: Buffer, lengths: number[]): Buffer {
	const skeleton = new Skeleton();
	for (let start = 0, turn = 0; start < file.length; turn++) {
		const end = start + (lengths[turn % lengths.length] ?? file.length);
		skeleton.feed(file.subarray(start, end));
		start = end;
	}
	return outlineOf(skeleton);
}

const lengths = fc.array(
	fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 21, max: 70_000 })),
	{ minLength: 1, maxLength: 12 },
);

function box(type: string, content: Buffer): Buffer {
	const header = Buffer.alloc(8);
	header.writeUInt32BE(8 + content.length);
	header.write(type, 4, 'latin1');
	return Buffer.concat([header, content]);
}

function placeOf(file: Buffer, type: string): { start: number; end: number } {
	const found = [...new BoxWalk().boxesIn(file)].find((each) => each.type === type);
	if (!found) throw new Error(`There is no ${type}`);
	return found;
}

/** The same with the length of its pictures in 64 bits. */
function withLongLength(file: Buffer): Buffer {
	const { start, end } = placeOf(file, 'mdat');
	const header = Buffer.alloc(16);
	header.writeUInt32BE(1);
	header.write('mdat', 4, 'latin1');
	header.writeBigUInt64BE(BigInt(end - start + 8), 8);
	return Buffer.concat([file.subarray(0, start), header, file.subarray(start + 8)]);
}

/** The same with pictures that go on to the end. */
function withOpenEnd(file: Buffer): Buffer {
	const open = Buffer.from(file);
	open.writeUInt32BE(0, placeOf(file, 'mdat').start);
	return open;
}

const FRAGMENTS = ['-movflags', 'frag_keyframe+empty_moov', '-g', '10'];

const KINDS: Array<[name: string, make: () => Promise<Buffer> | Buffer]> = [
	['its header at the end', () => encodedVideo('mp4')],
	['its header in front', () => encodedVideo('mp4', { options: ['-movflags', '+faststart'] })],
	['its header in fragments', () => encodedVideo('mp4', { options: FRAGMENTS })],
	['a length of 64 bits', async () => withLongLength(await encodedVideo('mp4'))],
	[
		'pictures up to the end',
		async () => withOpenEnd(await encodedVideo('mp4', { options: ['-movflags', '+faststart'] })),
	],
	['QuickTime’s boxes', () => encodedVideo('mov')],
	[
		'no word on its type',
		async () => {
			const file = await encodedVideo('mp4');
			return file.subarray(placeOf(file, 'ftyp').end);
		},
	],
	[
		'an empty box in front',
		async () => Buffer.concat([box('wide', Buffer.alloc(0)), await encodedVideo('mp4')]),
	],
	[
		'an empty box behind',
		async () => Buffer.concat([await encodedVideo('mp4'), box('free', Buffer.alloc(0))]),
	],
	['rubbish behind', async () => Buffer.concat([await encodedVideo('mp4'), Buffer.alloc(20, 3)])],
	[
		'half of its pictures only',
		async () => {
			const file = await encodedVideo('mp4', { options: ['-movflags', '+faststart'] });
			return file.subarray(0, file.length - 5000);
		},
	],
	['another container', () => encodedVideo('webm')],
	['a picture’s bytes', () => png()],
	['hardly any bytes', () => Buffer.from('\0\0\0\x18ftypmp42', 'latin1')],
	['no bytes', () => Buffer.alloc(0)],
];

describe.each(KINDS)('a file with %s', (_, make) => {
	let file: Buffer;

	beforeAll(async () => {
		file = await make();
	});

	it('is read by its outline as by itself, in whatever pieces it comes', () => {
		const whole = readVideo(file);
		fc.assert(
			fc.property(lengths, (pieces) => {
				expect(readVideo(outlineInPieces(file, pieces))).toEqual(whole);
			}),
			{ numRuns: 40 },
		);
	});
});

describe('the outline of a long video', () => {
	const filling = Buffer.alloc(1024 * 1024);

	/** As if 100 MB of a box stood in front of the last part of a file. */
	async function sizeWith(type: string): Promise<{ outline: Buffer; file: Buffer }> {
		const file = await encodedVideo('mp4');
		const { start } = placeOf(file, 'moov');
		const header = Buffer.alloc(8);
		header.writeUInt32BE(8 + 100 * filling.length);
		header.write(type, 4, 'latin1');
		const outline = new Skeleton();
		outline.feed(file.subarray(0, start));
		outline.feed(header);
		for (let count = 0; count < 100; count++) outline.feed(filling);
		outline.feed(file.subarray(start));
		return { outline: outlineOf(outline), file };
	}

	it.each(['mdat', 'free', 'skip', 'uuid'])(
		'is without its %s, and tells the same',
		async (type) => {
			const { outline, file } = await sizeWith(type);
			expect(outline.length).toBeLessThan(10_000);
			expect(readVideo(outline)).toEqual(readVideo(file));
		},
	);
});

describe('one reading of a file', () => {
	it('tells its size and its digest, in whatever pieces it comes', async () => {
		const file = await encodedVideo('mp4', { seconds: 0.5 });
		const whole = await survey(file, true);
		expect(whole.size).toBe(file.length);
		expect(whole.digest).toMatch(/^[0-9a-f]{64}$/);
		const pieces = {
			async *[Symbol.asyncIterator]() {
				for (let start = 0; start < file.length; start += 777) {
					yield await Promise.resolve(file.subarray(start, start + 777));
				}
			},
			destroy: () => undefined,
			on: () => undefined,
		};
		expect(await survey(pieces, true)).toEqual(whole);
		expect((await survey(pieces, false)).bytes).toEqual(file);
	});
});
