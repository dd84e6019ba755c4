import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { checkAudio } from '../../nodes/WanVideo/media/checkAudio';
import { checkVideo } from '../../nodes/WanVideo/media/checkVideo';
import { readAudio } from '../../nodes/WanVideo/media/readAudio';
import { BoxWalk, MOST_BOXES } from '../../nodes/WanVideo/video/boxes';
import { readVideo } from '../../nodes/WanVideo/video/readVideo';
import { VideoWatch } from '../../nodes/WanVideo/video/VideoWatch';
import { Problem } from '../../nodes/WanVideo/problem';
import { damaged } from '../support/damaged';
import { encodedSound, encodedVideo, wav } from '../support/mediaFiles';

/** A number that is told is one that a sentence can name. */
function expectSound(told: Partial<Record<string, unknown>> | undefined) {
	for (const value of Object.values(told ?? {})) {
		if (typeof value !== 'number') continue;
		expect(Number.isFinite(value)).toBe(true);
		expect(value).toBeGreaterThanOrEqual(0);
	}
}

/** Streamed in pieces, a video is what it is as a whole. */
function expectWatched(bytes: Buffer, width: number | undefined) {
	const watch = new VideoWatch();
	for (let at = 0; at < bytes.length; at += 1000) watch.feed(bytes.subarray(at, at + 1000));
	const facts = watch.facts();
	expectSound({ ...facts });
	expect(facts).toMatchObject({ bytes: bytes.length, ...(width !== undefined && { width }) });
}

function expectHarmless(bytes: Buffer) {
	const video = readVideo(bytes);
	expectSound({ ...video });
	expectWatched(bytes, video?.width);
	expectSound({ ...readAudio(bytes) });
	for (const check of [checkVideo, checkAudio]) {
		try {
			check(bytes, { types: ['video/mp4'], seconds: { maximum: 1 } }, 'File');
		} catch (error) {
			expect(error).toBeInstanceOf(Problem);
		}
	}
}

describe('whatever the bytes, reading them ends, and without an error', () => {
	let files: Record<string, Buffer>;

	beforeAll(async () => {
		const tiny = { size: '32x24', seconds: 0.4 };
		const fragments = ['-movflags', 'frag_keyframe+empty_moov', '-g', '2'];
		files = {
			mp4: await encodedVideo('mp4', tiny),
			mov: await encodedVideo('mov', tiny),
			fragments: await encodedVideo('mp4', { ...tiny, options: fragments }),
			mp3: await encodedSound('mp3'),
			bareMp3: await encodedSound('mp3', false),
			wav: await encodedSound('wav', true, { seconds: 0.05, options: ['-c:a', 'pcm_s24le'] }),
		};
	});

	it('by chance', () => {
		const start = fc.constantFrom(
			...['', '\0\0\0\x08ftypisom', '\0\0\0\x08moov', '\0\0\0\0moov', 'RIFF\0\0\0\0WAVE'],
			...[
				'RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0',
				'ID3\x04\0\0\0\0\0\0',
				'\xff\xfb\x90\0',
				'\x1a\x45\xdf\xa3',
			],
		);
		fc.assert(
			fc.property(start, fc.uint8Array({ maxLength: 500 }), (head, rest) => {
				expectHarmless(Buffer.concat([Buffer.from(head, 'latin1'), rest]));
			}),
			{ numRuns: 2000 },
		);
	});

	it.each(['mp4', 'mov', 'fragments', 'mp3', 'bareMp3', 'wav'])('in a damaged file: %s', (name) => {
		const file = files[name] ?? Buffer.alloc(0);
		fc.assert(fc.property(damaged(file), expectHarmless), { numRuns: 1000 });
	});

	it('in boxes inside of boxes', () => {
		const types = ['moov', 'trak', 'mdia', 'minf', 'stbl', 'mvex', 'moof', 'traf', 'trun', 'stts'];
		const { box } = fc.letrec<{ box: Buffer }>((tie) => ({
			box: fc
				.tuple(
					fc.constantFrom(...types, 'mvhd', 'mdhd', 'tkhd', 'hdlr', 'tfhd', 'trex', 'mehd'),
					fc.oneof(
						{ maxDepth: 6, depthSize: 'medium' },
						fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes)),
						fc.array(tie('box'), { maxLength: 5 }).map((boxes) => Buffer.concat(boxes)),
					),
					fc.option(fc.nat(2 ** 32 - 1), { freq: 20 }),
				)
				.map(([type, content, lie]) => {
					const header = Buffer.alloc(8);
					header.writeUInt32BE(lie ?? 8 + content.length);
					header.write(type, 4, 'latin1');
					return Buffer.concat([header, content]);
				}),
		}));
		fc.assert(
			fc.property(fc.array(box, { minLength: 1, maxLength: 5 }), (boxes) => {
				expectHarmless(Buffer.concat([Buffer.from('\0\0\0\x0cftypisom', 'latin1'), ...boxes]));
			}),
			{ numRuns: 2000 },
		);
	});
});

describe('a file made to keep n8n busy', () => {
	it('has no more boxes than real ones', () => {
		const empty = Buffer.from('\0\0\0\x08free', 'latin1');
		const file = Buffer.alloc(8 * (MOST_BOXES + 1000), empty);
		expect([...new BoxWalk().boxesIn(file)]).toHaveLength(MOST_BOXES);
	});

	it('has boxes that tile it, each behind the one before', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 300 }), (any) => {
				let end = 0;
				for (const box of new BoxWalk().boxesIn(Buffer.from(any))) {
					expect(box.start).toBe(end);
					expect(box.end).toBeGreaterThan(box.start);
					expect(box.content.length).toBeLessThanOrEqual(box.end - box.start - 8);
					({ end } = box);
				}
				expect(end).toBeLessThanOrEqual(any.length);
			}),
		);
	});

	it('has no sound behind thousands of empty blocks', () => {
		const empty = Buffer.alloc(8 * 20_000, Buffer.from('LIST\0\0\0\0', 'latin1'));
		const sound = Buffer.concat([wav().subarray(0, 12), empty, wav().subarray(12)]);
		expect(readAudio(sound)).toEqual({ type: 'audio/wav', seconds: undefined });
	});

	it('has no sound behind thousands of tags', () => {
		const empty = Buffer.alloc(10 * 20_000, Buffer.from('ID3\x04\0\0\0\0\0\0', 'latin1'));
		expect(readAudio(empty)).toEqual({ type: 'audio/mpeg', seconds: undefined });
	});
});
