import { describe, expect, it } from '@jest/globals';

import { BoxWalk } from '../../../nodes/WanVideo/video/boxes';
import { joinVideos } from '../../../nodes/WanVideo/video/join/joinVideos';
import { encodedSound } from '../../support/mediaFiles';
import { clip } from './clips';
import { boxOf, edited } from './editedBoxes';
import { bytesOf, sourceOf, watched } from './sources';

const family = { framesPerSecond: 24, sound: true, options: ['-preset', 'ultrafast'] };
const FAST = ['-movflags', '+faststart'];
const MEGABYTE = 1024 * 1024;

describe('a file is read', () => {
	it('as far as its header goes, and once more to be copied', async () => {
		const front = sourceOf(await clip(family, 1, FAST), { piece: 1000 });
		const file = await clip(family, 1);
		const behind = sourceOf(file, { piece: 1000 });
		const film = await joinVideos([front, behind]);
		expect(front).toMatchObject({ opened: 1, closed: 1 });
		expect(front.taken).toBeLessThan(6000);
		expect(behind).toMatchObject({ opened: 1, closed: 1, taken: file.length });

		await bytesOf(film.read());
		expect(front).toMatchObject({ opened: 2, closed: 2 });
		expect(behind).toMatchObject({ opened: 2, closed: 2 });
		// Not behind its samples, where only its header is.
		expect(behind.taken).toBeLessThan(file.length * 2 - 1000);
	});

	it('no further than its first bytes, where it is no MP4', async () => {
		const source = watched(async function* () {
			for (;;) yield await Promise.resolve(Buffer.alloc(1000, 'GIF89a'));
		});
		await expect(joinVideos([source])).rejects.toThrow('Clip 1 is no MP4 file');
		expect(source).toMatchObject({ taken: 1000, closed: 1 });
	});

	it('to no end, where the film is not wanted any more', async () => {
		const sources = [sourceOf(await clip(family, 1, FAST)), sourceOf(await clip(family, 1, FAST))];
		const song = sourceOf(await encodedSound('m4a', true, { seconds: 5 }));
		const film = await joinVideos(sources, { sound: song });
		let chunks = 0;
		for await (const chunk of film.read()) {
			chunks += Math.sign(chunk.length);
			if (chunks === 5) break;
		}
		for (const { opened, closed } of [...sources, song]) expect(closed).toBe(opened);
	});

	it('anew for each film', async () => {
		const source = sourceOf(await clip(family, 0.5));
		const film = await joinVideos([source, source]);
		expect(await bytesOf(film.read())).toEqual(await bytesOf(film.read()));
		expect(source.closed).toBe(source.opened);
	});
});

/**
 * A clip whose frames are as large as is asked for, in a chunk each: its header, and what there is of its samples,
 * which are zeros but for a mark where each begins.
 */
async function largeClip(frameBytes: number) {
	const small = await clip({ ...family, sound: false }, 0.5, FAST);
	const frames = 12;
	const header = (start: number): Buffer => {
		const boxes = edited(small, (type, _, box) => {
			if (type === 'mdat' || type === 'free') return Buffer.alloc(0);
			if (type === 'stsz') {
				const sizes = Buffer.alloc(12);
				sizes.writeUInt32BE(frameBytes, 4);
				sizes.writeUInt32BE(frames, 8);
				return boxOf('stsz', sizes);
			}
			if (type === 'stsc') {
				const perChunk = Buffer.alloc(20);
				[1, 1, 1, 1].forEach((value, index) => perChunk.writeUInt32BE(value, 4 + index * 4));
				return boxOf('stsc', perChunk);
			}
			if (type !== 'stco') return box;
			const places = Buffer.alloc(8 + frames * 8);
			places.writeUInt32BE(frames, 4);
			for (let frame = 0; frame < frames; frame++) {
				places.writeBigUInt64BE(BigInt(start + frame * frameBytes), 8 + frame * 8);
			}
			return boxOf('co64', places);
		});
		const data = Buffer.alloc(16);
		data.writeUInt32BE(1);
		data.write('mdat', 4, 'latin1');
		data.writeBigUInt64BE(BigInt(frames * frameBytes + 16), 8);
		return Buffer.concat([boxes, data]);
	};
	const start = header(0).length;
	const zeros = Buffer.alloc(MEGABYTE);
	return {
		frames,
		source: watched(async function* () {
			yield header(start);
			for (let frame = 0; frame < frames; frame++) {
				const mark = Buffer.from(`frame ${frame}`);
				yield mark;
				for (let left = frameBytes - mark.length; left > 0; left -= zeros.length) {
					yield await Promise.resolve(zeros.subarray(0, left));
				}
			}
		}),
	};
}

it('a film of more bytes than 32 bits count streams through, and its frames are where it says', async () => {
	const { source, frames } = await largeClip(200 * MEGABYTE);
	const again = await largeClip(200 * MEGABYTE);
	const film = await joinVideos([source, again.source]);
	const stream = film.read();
	const head = (await stream.next()).value ?? Buffer.alloc(0);

	const walk = new BoxWalk();
	const [type, movie, data] = [...walk.boxesIn(head)];
	expect([type?.type, movie?.type, data?.type]).toEqual(['ftyp', 'moov', 'mdat']);
	const bytes = frames * 2 * 200 * MEGABYTE;
	expect(head.readBigUInt64BE((data?.start ?? 0) + 8)).toBe(BigInt(bytes + 16));
	const table = walk.contentAt(movie?.content ?? head, 'trak', 'mdia', 'minf', 'stbl', 'co64');
	const places = Array.from({ length: frames * 2 }, (_, frame) =>
		Number(table?.readBigUInt64BE(8 + frame * 8)),
	);

	// What is taken from the sources goes on at once: what is held is one of their chunks.
	const before = source.taken + again.source.taken;
	let at = head.length;
	let held = 0;
	const marks: string[] = [];
	for await (const chunk of stream) {
		if (places.includes(at)) marks.push(chunk.toString('latin1', 0, 8).trim());
		at += chunk.length;
		held = Math.max(held, source.taken + again.source.taken - before - (at - head.length));
	}
	expect(at).toBe(film.facts.bytes);
	expect(at).toBe(bytes + head.length);
	const each = Array.from({ length: frames }, (_, frame) => `frame ${frame}`.slice(0, 8));
	expect(marks).toEqual([...each, ...each]);
	// Both headers are skipped.
	expect(held).toBeLessThan(10_000);
});

it('a header is held, and no sample, while a clip is looked at whose header is behind', async () => {
	const small = await clip(family, 0.5);
	const moov = small.subarray(small.indexOf('moov') - 4);
	const data = Buffer.alloc(16);
	data.writeUInt32BE(1);
	data.write('mdat', 4, 'latin1');
	data.writeBigUInt64BE(BigInt(3000 * MEGABYTE + 16), 8);
	const zeros = Buffer.alloc(MEGABYTE);
	const before = process.memoryUsage().arrayBuffers;
	let most = 0;
	const source = watched(async function* () {
		yield data;
		for (let megabyte = 0; megabyte < 3000; megabyte++) {
			yield await Promise.resolve(zeros);
			most = Math.max(most, process.memoryUsage().arrayBuffers - before);
		}
		yield moov;
	});
	const film = await joinVideos([source]);
	expect(film.facts).toMatchObject({ width: 96, height: 64, hasAudio: true });
	expect(most).toBeLessThan(10 * MEGABYTE);
});

describe('a film plays while it comes', () => {
	it.each([false, true])('with a sound track: %s', async (hasTrack) => {
		const song = await encodedSound('m4a', true, { seconds: 12 });
		const files = [await clip(family, 4), await clip(family, 4)];
		const joined = await joinVideos(
			files.map((file) => sourceOf(file)),
			hasTrack ? { sound: sourceOf(song) } : {},
		);
		const film = await bytesOf(joined.read());
		const places = chunkPlaces(film);
		// By the time half of the film is there, so is about half of the picture and half of the sound.
		for (const chunks of places) {
			const there = chunks.filter((place) => place < film.length / 2).length / chunks.length;
			expect(there).toBeGreaterThan(0.3);
			expect(there).toBeLessThan(0.7);
		}
	});

	function chunkPlaces(film: Buffer): number[][] {
		const walk = new BoxWalk();
		const movie = walk.contentAt(film, 'moov') ?? film;
		return walk.contentsOf(movie, 'trak').map((track) => {
			const table = walk.contentAt(track, 'mdia', 'minf', 'stbl', 'stco') ?? film;
			const count = table.readUInt32BE(4);
			return Array.from({ length: count }, (_, chunk) => table.readUInt32BE(8 + chunk * 4));
		});
	}
});
