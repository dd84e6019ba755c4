import { createHash } from 'node:crypto';

import { beforeAll, describe, expect, it } from '@jest/globals';

import { joinVideos } from '../../../nodes/WanVideo/video/join/joinVideos';
import { encodedSound } from '../../support/mediaFiles';
import { clip } from './clips';
import { boxOf, edited, withBox } from './editedBoxes';
import { decodedFrames, decodedSound, judged, type Judgement, type Packet } from './judge';
import { bytesOf, sourceOf } from './sources';

const family = {
	framesPerSecond: 24,
	sound: true,
	options: ['-preset', 'medium', '-bf', '2', '-g', '12'],
};
const FRAME = 1 / 24;
const PACKET = 1024 / 44_100;
const CLOSE = 2;

const hashes = (packets: Packet[]) => packets.map(({ hash }) => hash);
const firstShown = (packets: Packet[]) => Math.min(...packets.map(({ shown }) => shown));

/** Of a packet of one channel in which nothing is heard. */
const SILENT = `MD5:${createHash('md5')
	.update(Buffer.of(0, 0, 0, 7))
	.digest('hex')}`;

async function film(files: Buffer[], sound?: Buffer): Promise<Judgement> {
	const joined = await joinVideos(
		files.map((file) => sourceOf(file)),
		sound && { sound: sourceOf(sound) },
	);
	const bytes = await bytesOf(joined.read());
	// It complains of what it can't decode.
	await decodedFrames(bytes);
	return await judged(bytes);
}

/** A clip's tracks with an edit list each, by what they hold: a pause in front, and what is left out. */
function withEdits(
	file: Buffer,
	edits: { vide?: Array<[number, number]>; soun?: Array<[number, number]> },
): Buffer {
	return edited(file, (type, content, box) => {
		if (type !== 'trak') return box;
		const kind = content.includes('vide') ? 'vide' : 'soun';
		const bare = edited(content, (each, _, inner) => (each === 'edts' ? Buffer.alloc(0) : inner));
		const entries = edits[kind];
		if (!entries) return boxOf('trak', bare);
		const list = Buffer.alloc(8 + entries.length * 12);
		list.writeUInt32BE(entries.length, 4);
		entries.forEach(([duration, from], index) => {
			list.writeUInt32BE(duration, 8 + index * 12);
			list.writeInt32BE(from, 12 + index * 12);
			list.writeUInt32BE(0x1_0000, 16 + index * 12);
		});
		return boxOf('trak', Buffer.concat([bare, boxOf('edts', boxOf('elst', list))]));
	});
}

let usual: Buffer;
beforeAll(async () => {
	usual = await clip(family, 1);
});

/** Joins a clip between two usual ones, and gives what became of it. */
async function between(odd: Buffer) {
	const [ofUsual, ofOdd] = [await judged(usual), await judged(odd)];
	const { picture, sound: all, seconds } = await film([usual, odd, usual]);
	const sound = all.filter(({ hash }) => hash !== SILENT);
	expect(hashes(picture)).toEqual(
		[ofUsual, ofOdd, ofUsual].flatMap((each) => hashes(each.picture)),
	);
	expect(hashes(sound)).toEqual([ofUsual, ofOdd, ofUsual].flatMap((each) => hashes(each.sound)));
	const [frames, packets] = [ofUsual.picture.length, ofUsual.sound.length];
	const last = -ofUsual.sound.length;
	return {
		/** When its frames are shown, in order. */
		shown: picture
			.slice(frames, -frames)
			.map((frame) => frame.shown)
			.sort((a, b) => a - b),
		heard: sound.slice(packets, last).map((packet) => packet.shown),
		/** When the clip behind it begins: its picture and its sound. */
		next: [firstShown(picture.slice(-frames)), sound.at(last)?.shown] as const,
		/** What the clip before it has last. */
		before: sound[packets - 1]?.lasts ?? 0,
		seconds: seconds.film,
	};
}

describe('the sound of a clip between others', () => {
	it('begins and ends with its picture', async () => {
		const { shown, heard, next, seconds } = await between(usual);
		expect(shown[0]).toBeCloseTo(1, 5);
		expect(heard[0]).toBeCloseTo(1, 4);
		// What an encoder puts in front takes no time, so that the sound isn't late.
		expect(heard[1]).toBeCloseTo(1, 4);
		expect(heard[2]).toBeCloseTo(1 + PACKET, 4);
		expect(next[0]).toBeCloseTo(2, 5);
		expect(next[1]).toBeCloseTo(2, 4);
		expect(seconds).toBeCloseTo(3, 4);
	});

	it('is not waited for where it ends early', async () => {
		const odd = await clip(family, 1, [
			'-filter_complex',
			'[1:a]atrim=end=0.4[a]',
			'-map',
			'0:v',
			'-map',
			'[a]',
		]);
		const { heard, next, seconds } = await between(odd);
		expect(heard[0]).toBeCloseTo(1, 4);
		expect(heard.at(-1)).toBeLessThan(1.45);
		expect(next[1]).toBeCloseTo(2, 4);
		expect(seconds).toBeCloseTo(3, 4);
	});

	it.each(['1', '2'])('leaves no pause where it ends early, of %s channels', async (channels) => {
		const pause = ['-filter_complex', '[1:a]atrim=end=0.4[a]', '-map', '0:v', '-map', '[a]'];
		const odd = await clip(family, 1, [...pause, '-ac', channels]);
		const joined = await joinVideos([odd, odd, odd, odd].map((file) => sourceOf(file)));
		const samples = await decodedSound(await bytesOf(joined.read()));
		// When something is heard at last: where the last clip's sound ends.
		const last = samples.findLastIndex((sample) => Math.abs(sample) > 500) / 44_100;
		expect(Math.abs(last - 3.4)).toBeLessThan(2 * PACKET);
		const pauses = [0, 1, 2].map((second) =>
			samples.subarray((second + 0.5) * 44_100, (second + 0.95) * 44_100),
		);
		for (const silence of pauses) expect(Math.max(...silence.map(Math.abs))).toBe(0);
	});

	it('is heard to its end where that is later than its last frame', async () => {
		const odd = await clip(family, 1, [
			'-filter_complex',
			'[0:v]trim=end=0.5[v]',
			'-map',
			'[v]',
			'-map',
			'1:a',
		]);
		const { shown, heard, next, seconds } = await between(odd);
		expect(shown[0]).toBeCloseTo(1, 5);
		expect(shown.at(-1)).toBeCloseTo(1 + 11 * FRAME, 4);
		expect(heard.at(-1)).toBeGreaterThan(1.95);
		expect(next[0]).toBeCloseTo(2, CLOSE);
		expect(next[1]).toBeCloseTo(next[0], 4);
		expect(seconds).toBeCloseTo(3, CLOSE);
	});

	it('begins as late as in the clip itself', async () => {
		const media = [1000, 1024] as [number, number];
		const odd = withEdits(usual, { vide: [[1000, 1024]], soun: [[300, -1], media] });
		const { shown, heard, next } = await between(odd);
		expect(shown[0]).toBeCloseTo(1, 5);
		// The first packet is what the encoder has put in front.
		expect(heard[1]).toBeCloseTo(1.3, 4);
		expect(next[1]).toBeCloseTo(next[0], 4);
	});

	it('is heard from its beginning where that is before its first frame', async () => {
		const odd = withEdits(usual, {
			vide: [
				[300, -1],
				[1000, 1024],
			],
			soun: [[1000, 1024]],
		});
		const { shown, heard, next, seconds } = await between(odd);
		// The first frame is shown meanwhile; all others are where the clip has them.
		expect(shown[0]).toBeCloseTo(1, 5);
		expect(shown[1]).toBeCloseTo(1.3 + FRAME, 4);
		expect(heard[1]).toBeCloseTo(1, 4);
		expect(next[0]).toBeCloseTo(2.3, 4);
		expect(seconds).toBeCloseTo(3.3, 4);
	});

	it('begins with its picture where there are no edit lists', async () => {
		const { shown, heard, seconds } = await between(withEdits(usual, {}));
		// The clip itself shows its first frame two frames late, and its sound from the first moment on.
		expect(shown[0]).toBeCloseTo(1, 5);
		expect(shown[1]).toBeCloseTo(1 + 3 * FRAME, 4);
		expect(heard[1]).toBeCloseTo(1 + PACKET, 4);
		expect(seconds).toBeCloseTo(3 + 2 * FRAME, 1);
	});
});

it('a clip that begins with a pause begins without it', async () => {
	const odd = withEdits(usual, {
		vide: [
			[300, -1],
			[1000, 1024],
		],
		soun: [
			[300, -1],
			[1000, 1024],
		],
	});
	const { shown, heard, seconds } = await between(odd);
	expect(shown[0]).toBeCloseTo(1, 5);
	expect(heard[1]).toBeCloseTo(1, 4);
	expect(seconds).toBeCloseTo(3, 4);
});

describe('clips of different clocks', () => {
	it('keep their frames at their times', async () => {
		const other = await clip(family, 1, ['-video_track_timescale', '30000']);
		const { shown, seconds } = await between(other);
		shown.forEach((time, frame) => {
			expect(time).toBeCloseTo(1 + frame * FRAME, 4);
		});
		expect(seconds).toBeCloseTo(3, 4);
	});

	it('are joined though one is faster, where a decoder needs not know', async () => {
		const silent = await clip({ ...family, sound: false }, 1);
		const faster = withBox(silent, 'mdhd', (box) => {
			box.writeUInt32BE(box.readUInt32BE(12) * 2, 12);
			return box;
		});
		const { picture, seconds } = await film([silent, faster, silent]);
		const shown = picture.map((frame) => frame.shown).sort((a, b) => a - b);
		expect(shown[24]).toBeCloseTo(1, 4);
		expect(shown[25]).toBeCloseTo(1 + FRAME / 2, 4);
		expect(shown[48]).toBeCloseTo(1.5, 4);
		expect(seconds.film).toBeCloseTo(2.5, 4);
	});
});

describe('a sound track', () => {
	it('is the only sound, and ends with the film', async () => {
		const song = await encodedSound('m4a', true, { seconds: 5 });
		const all = await judged(song);
		const { picture, sound, seconds } = await film([usual, usual], song);
		expect(picture).toHaveLength(48);
		expect(hashes(sound)).toEqual(hashes(all.sound).slice(0, sound.length));
		expect(sound[1]?.shown).toBeCloseTo(0, 4);
		expect(sound.at(-1)?.shown).toBeLessThan(2);
		expect(sound.at(-1)?.shown).toBeGreaterThan(2 - 2 * PACKET);
		expect(seconds.sound).toBeCloseTo(2, 3);
		expect(seconds.film).toBeCloseTo(2, 4);
	});

	it('may be shorter than the film', async () => {
		const song = await encodedSound('m4a', true, { seconds: 0.5 });
		const { sound, seconds } = await film([usual, usual], song);
		expect(hashes(sound)).toEqual(hashes((await judged(song)).sound));
		expect(seconds.sound).toBeCloseTo(0.5, 1);
		expect(seconds.film).toBeCloseTo(2, 4);
	});

	it('may be that of a video, and goes with clips that are silent', async () => {
		const silent = await clip({ ...family, sound: false }, 0.5);
		const { picture, sound } = await film([silent], usual);
		expect(picture).toHaveLength(12);
		expect(hashes(sound)).toEqual(hashes((await judged(usual)).sound).slice(0, sound.length));
	});
});
