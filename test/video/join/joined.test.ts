import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { joinVideos } from '../../../nodes/WanVideo/video/join/joinVideos';
import { VideoWatch } from '../../../nodes/WanVideo/video/VideoWatch';
import { clipsOf, families } from './clips';
import { boxTypes } from './editedBoxes';
import { decodedFrames, judged, type Judgement } from './judge';
import { bytesOf, sourceOf } from './sources';

/** A clip by itself: without its edit lists, and as it is played. */
interface Known {
	file: Buffer;
	all: Judgement;
	played: Judgement;
	frames: string[];
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
const hashes = (packets: Array<{ hash: string }>) => packets.map(({ hash }) => hash);
const MILLISECOND = 0.001;

describe.each(families)('clips of $name, joined', (family) => {
	const tick = 1 / family.framesPerSecond;
	let known: Promise<Known[]> | undefined;

	async function load(): Promise<Known[]> {
		const files = await clipsOf(family);
		return await Promise.all(
			files.map(async (file) => ({
				file,
				all: await judged(file),
				played: await judged(file, true),
				frames: await decodedFrames(file),
			})),
		);
	}

	it('are the same frames and packets, in order and in time', async () => {
		known ??= load();
		const clips = await known;
		const order = fc.array(fc.nat(clips.length - 1), { minLength: 1, maxLength: 6 });
		const piece = fc.constantFrom(1, 999, 65_536);
		await fc.assert(
			fc.asyncProperty(order, piece, async (indexes, size) => {
				const chosen = indexes.map((index) => clips[index] as Known);
				const film = await joinVideos(chosen.map(({ file }) => sourceOf(file, { piece: size })));
				const bytes = await bytesOf(film.read());
				await expectJoined(bytes, chosen);
				const watch = new VideoWatch();
				watch.feed(bytes);
				expect(watch.facts()).toEqual(film.facts);
			}),
			{ numRuns: 6, examples: [[[0], 999]] },
		);
	}, 60_000);

	async function expectJoined(film: Buffer, clips: Known[]) {
		const types = boxTypes(film);
		expect(types.filter((type) => ['ftyp', 'moov', 'mdat'].includes(type))).toEqual([
			...['ftyp', 'moov', 'mdat'],
		]);
		expect(types).not.toContain('elst');

		const { picture, sound: heard, seconds } = await judged(film);
		expect(hashes(picture)).toEqual(clips.flatMap(({ all }) => hashes(all.picture)));
		expect(hashes(heard)).toEqual(clips.flatMap(({ all }) => hashes(all.sound)));
		expect(await decodedFrames(film)).toEqual(clips.flatMap(({ frames }) => frames));

		const lengths = clips.map(({ all }) => all.picture.length * tick);
		expect(Math.abs(seconds.film - sum(lengths))).toBeLessThan(tick);
		expect(seconds.picture).toBeCloseTo(sum(lengths), 3);
		const shown = picture.map((frame) => frame.shown).sort((a, b) => a - b);
		shown.forEach((time, frame) => {
			expect(Math.abs(time - frame * tick)).toBeLessThan(MILLISECOND);
		});
		for (const packets of [picture, heard]) expectContinuous(packets);
		clips.forEach((clip, index) => {
			const start = sum(lengths.slice(0, index));
			const before = sum(clips.slice(0, index).map(({ all }) => all.sound.length));
			expectInTime(heard.slice(before, before + clip.all.sound.length), clip, start);
		});
	}

	/** Each packet as far from its clip's first frame as in the clip itself, but for the ends. */
	function expectInTime(heard: Judgement['sound'], { all, played }: Known, start: number) {
		if (all.sound.length === 0) return;
		expect(Math.abs((heard[0]?.shown ?? 0) - start)).toBeLessThan(MILLISECOND);
		const end = start + all.picture.length * tick;
		const first = Math.min(...played.picture.map(({ shown }) => shown));
		for (const [index, { shown, hash }] of played.sound.slice(1, -2).entries()) {
			const packet = heard[index + 1];
			expect(packet?.hash).toBe(hash);
			if (start + shown - first > end - 0.003) break;
			expect(Math.abs((packet?.shown ?? 0) - start - (shown - first))).toBeLessThan(MILLISECOND);
		}
	}

	function expectContinuous(packets: Judgement['sound']) {
		packets.slice(1).forEach(({ decoded }, index) => {
			const before = packets[index];
			expect(decoded).toBeGreaterThan(before?.decoded ?? 0);
			const end = (before?.decoded ?? 0) + (before?.lasts ?? 0);
			expect(Math.abs(decoded - end)).toBeLessThan(MILLISECOND);
		});
	}
});
