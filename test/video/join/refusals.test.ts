import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { joinVideos } from '../../../nodes/WanVideo/video/join/joinVideos';
import { Problem } from '../../../nodes/WanVideo/problem';
import { damaged } from '../../support/damaged';
import { encodedSound, encodedVideo, png, turnedVideo } from '../../support/mediaFiles';
import { clip } from './clips';
import { edited, withBox } from './editedBoxes';
import { bytesOf, sourceOf } from './sources';

const plain = {
	framesPerSecond: 24,
	sound: true,
	options: ['-preset', 'ultrafast', '-bf', '0'],
};
const silent = { ...plain, sound: false };
const variant = (...options: string[]) => ({ ...plain, options: [...plain.options, ...options] });

/** What is said when files are joined; undefined when nothing is. */
async function said(files: Buffer[], sound?: Buffer): Promise<string | undefined> {
	try {
		const film = await joinVideos(
			files.map((file, index) => sourceOf(file, { name: `${'abcdef'.charAt(index)}.mp4` })),
			sound && { sound: sourceOf(sound, { name: 'song.m4a' }) },
		);
		await bytesOf(film.read());
		return undefined;
	} catch (error) {
		if (error instanceof Problem && error.kind === 'invalidInput') return error.message;
		throw error;
	}
}

let usual: Buffer;
let mute: Buffer;
beforeAll(async () => {
	usual = await clip(plain, 0.5);
	mute = await clip(silent, 0.5);
});

describe('a clip that does not fit to the others is refused by number and name', () => {
	it.each([
		['has another size', ['-vf', 'scale=64:96,setsar=1'], 'is 64 × 96, the others are 96 × 64'],
		['has another codec', ['-c:v', 'mpeg4'], 'is MPEG-4 Part 2, the others are H.264'],
		[
			'has another frame rate',
			['-r', '30'],
			'has 30 frames per second, the others have 24 frames per second',
		],
		[
			'has other settings',
			['-preset', 'medium'],
			'was encoded with other settings than the others',
		],
		[
			'has another sample rate',
			['-ar', '48000'],
			'has sound at 48000 Hz, the others have sound at 44100 Hz',
		],
		[
			'has other channels',
			['-ac', '2'],
			'has sound of 2 channels, the others have sound of 1 channel',
		],
		[
			'has another sound codec',
			['-c:a', 'libmp3lame'],
			'has sound in MP3, the others have sound in AAC',
		],
		['has no sound', ['-an'], 'has no sound, the others have sound'],
	])('when it %s', async (_, options, reason) => {
		const odd = await clip(variant(...options), 0.5);
		expect(await said([usual, usual, odd, usual])).toBe(`Clip 3 (c.mp4) ${reason}`);
	});

	it('when it is turned', async () => {
		const turned = await turnedVideo(usual, 180);
		expect(await said([usual, usual, turned])).toBe(
			'Clip 3 (c.mp4) is turned by 180°, the others are not turned',
		);
	});

	it('when there are two', async () => {
		expect(await said([usual, mute])).toBe('Clip 2 (b.mp4) has no sound, clip 1 (a.mp4) has sound');
	});

	it('when most others agree', async () => {
		const tall = await clip(variant('-vf', 'scale=64:96,setsar=1'), 0.2);
		const small = await clip(variant('-vf', 'scale=32:32,setsar=1'), 0.2);
		expect(await said([tall, usual, small, usual])).toBe(
			'Clip 1 (a.mp4) is 64 × 96, most others are 96 × 64',
		);
	});

	it('unless its sound is not to be heard', async () => {
		const song = await encodedSound('m4a', true, { seconds: 2 });
		expect(await said([usual, mute], song)).toBeUndefined();
	});
});

const KEY = '0123456789abcdef0123456789abcdef';
const REPAIR = 'is damaged: what its header says of its frames does not fit together';

describe('a file that can not be joined with anything is refused', () => {
	it.each([
		['nothing', () => Buffer.alloc(0), 'is empty'],
		['a picture', () => png(), 'is no MP4 file'],
		[
			'a MOV',
			async () => await encodedVideo('mov', { seconds: 0.2 }),
			'is a MOV file, and only MP4 files can be joined',
		],
		[
			'a WebM',
			async () => await encodedVideo('webm', { seconds: 0.2 }),
			'is a WEBM file, and only MP4 files can be joined',
		],
		[
			'fragments',
			async () => await clip(silent, 0.5, ['-movflags', 'frag_keyframe+empty_moov']),
			'is in fragments, as streams and recorders write it',
		],
		[
			'an encrypted video',
			async () =>
				await clip(silent, 0.5, [
					...['-encryption_scheme', 'cenc-aes-ctr', '-encryption_key', KEY],
					...['-encryption_kid', KEY],
				]),
			'is encrypted',
		],
		['a sound', async () => await encodedSound('m4a'), 'has no picture'],
		[
			'a video without its end',
			() => mute.subarray(0, -100),
			'is damaged: it breaks off before its header ends',
		],
		[
			'a video without its beginning',
			() => mute.subarray(mute.indexOf('moov') - 4),
			'is damaged: it breaks off',
		],
		[
			'an unknown codec',
			() =>
				withBox(mute, 'stsd', (box) =>
					Buffer.from(box.toString('latin1').replace('avc1', 'xyz1'), 'latin1'),
				),
			"has a picture that is compressed in a way that can't be joined (xyz1)",
		],
		[
			'frames in another file',
			() => withBox(mute, 'dref', (box) => Buffer.concat([box.subarray(0, -1), Buffer.of(0)])),
			'has its frames in another file',
		],
		[
			'a beginning that needs what was before it',
			() => withBox(mute, 'stss', (box) => (box.writeUInt32BE(2, 8), box)),
			'does not begin with a whole picture',
		],
		[
			'frames that are cut off by an edit list in front',
			() => withBox(mute, 'elst', (box) => (box.writeUInt32BE(5000, 12), box)),
			'was cut without being encoded again: it still holds what was cut off',
		],
		[
			'frames that are cut off by an edit list at the end',
			() => withBox(mute, 'elst', (box) => (box.writeUInt32BE(300, 8), box)),
			'was cut without being encoded again: it still holds what was cut off',
		],
		[
			'slow motion by an edit list',
			() => withBox(mute, 'elst', (box) => (box.writeUInt32BE(0x8000, 16), box)),
			'was cut without being encoded again: it still holds what was cut off',
		],
		[
			'fewer times than frames',
			() => withBox(mute, 'stts', (box) => (box.writeUInt32BE(3, 8), box)),
			REPAIR,
		],
		[
			'more frames than there are places for',
			() => withBox(mute, 'stsz', (box) => (box.writeUInt32BE(0xffff_0000, 8), box)),
			'is too long to be joined',
		],
		[
			'chunks without end',
			() => withBox(mute, 'stsc', (box) => (box.writeUInt32BE(0xffff_ffff, 12), box)),
			REPAIR,
		],
		['no sizes', () => withBox(mute, 'stsz', () => Buffer.alloc(0)), REPAIR],
		[
			'no frames',
			() => edited(mute, (type, _, box) => (type === 'stbl' ? Buffer.alloc(0) : box)),
			'is damaged: its header lacks a part',
		],
	])('%s', async (_, file, reason) => {
		expect(await said([mute, await file()])).toBe(`Clip 2 (b.mp4) ${reason}`);
	});

	it('though it is found out late that it breaks off', async () => {
		const whole = await clip(silent, 0.5, ['-movflags', '+faststart']);
		const broken = whole.subarray(0, -100);
		expect(await said([mute, broken])).toBe('Clip 2 (b.mp4) is damaged: it breaks off');
		const source = { ...sourceOf(broken), bytes: broken.length };
		await expect(joinVideos([sourceOf(mute), source])).rejects.toThrow(
			'Clip 2 is damaged: it breaks off',
		);
	});

	it('no clips at all', async () => {
		await expect(joinVideos([])).rejects.toThrow('There is no video to join');
	});
});

describe('a sound track is refused', () => {
	it.each([
		['that is silent', () => mute, 'has no sound'],
		[
			'that is no AAC',
			async () => await clip(variant('-c:a', 'libmp3lame'), 0.5),
			'is MP3, and only AAC can be put under a video',
		],
		['that is an MP3', async () => await encodedSound('mp3'), 'is no MP4 file'],
	])('%s', async (_, file, reason) => {
		expect(await said([mute], await file())).toBe(`The sound track (song.m4a) ${reason}`);
	});
});

it('whatever a file is, it is joined or refused', async () => {
	const frames = ['-bf', '2', '-preset', 'medium'];
	const file = await clip({ ...plain, options: frames }, 0.4, ['-movflags', '+faststart']);
	await fc.assert(
		fc.asyncProperty(damaged(file), fc.boolean(), async (odd, isSound) => {
			await (isSound ? said([file], odd) : said([file, odd]));
		}),
		{ numRuns: 1500 },
	);
}, 30_000);
