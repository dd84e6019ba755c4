import { beforeAll, describe, expect, it } from '@jest/globals';

import { readAudio } from '../../nodes/WanVideo/media/readAudio';
import { ffprobe } from '../support/ffprobe';
import { encodedSound, encodedVideo, png, wav } from '../support/mediaFiles';

/** How long a sound lasts, as ffprobe says. */
async function judgedSeconds(bytes: Buffer): Promise<number> {
	const { format } = (await ffprobe(bytes, ['-show_format'])) as { format: { duration: string } };
	return Number(format.duration);
}

async function expectAsJudged(bytes: Buffer, type: string) {
	expect(readAudio(bytes)).toEqual({
		type,
		seconds: expect.closeTo(await judgedSeconds(bytes), 1) as unknown,
	});
}

describe('the length of a WAV', () => {
	it.each([
		['8 bits', ['-c:a', 'pcm_u8', '-ar', '8000']],
		['16 bits', ['-c:a', 'pcm_s16le']],
		['24 bits, with a longer header', ['-c:a', 'pcm_s24le', '-ar', '96000']],
		['32 bits of floating point', ['-c:a', 'pcm_f32le', '-ar', '48000']],
		['stereo', ['-ac', '2']],
		['six channels', ['-ac', '6']],
		['telephone', ['-c:a', 'pcm_mulaw', '-ar', '8000']],
		['with a title before the sound', ['-metadata', 'title=odd']],
		['with a block for broadcasters', ['-write_bext', '1', '-metadata', 'description=A tone']],
	])('is read: %s', async (_, options) => {
		const sound = await encodedSound('wav', true, { seconds: 2.3, options });
		await expectAsJudged(sound, 'audio/wav');
		expect(readAudio(sound)?.seconds).toBeCloseTo(2.3, 1);
	});

	const dataLength = 40;

	it.each([
		['0', 0],
		['all ones', 0xffff_ffff],
		['more than there is', 1_000_000],
	])('is that of the file where a stream left %s for it', (_, told) => {
		const sound = wav();
		sound.writeUInt32LE(told, dataLength);
		expect(readAudio(sound)).toEqual({ type: 'audio/wav', seconds: 5 });
	});

	it('counts what stands behind the sound for nothing', () => {
		expect(readAudio(Buffer.concat([wav(), Buffer.alloc(50_000)]))?.seconds).toBe(5);
	});

	it('is found behind a block of odd length', () => {
		const odd = Buffer.from('LIST\x03\0\0\0abc\0', 'latin1');
		const sound = Buffer.concat([wav().subarray(0, 12), odd, wav().subarray(12)]);
		expect(readAudio(sound)?.seconds).toBe(5);
	});

	it('is not told where it is compressed', async () => {
		const options = ['-c:a', 'adpcm_ms'];
		expect(readAudio(await encodedSound('wav', true, { options }))).toEqual({
			type: 'audio/wav',
			seconds: undefined,
		});
	});

	it.each([
		['there is no sound', wav().subarray(0, 36)],
		['the file breaks off in its description', wav().subarray(0, 30)],
		['there is nothing but a name', wav().subarray(0, 12)],
		['its description is missing', Buffer.concat([wav().subarray(0, 12), wav().subarray(36)])],
		['its description is of zeros', wav().fill(0, 20, 36)],
	])('is not told where %s', (_, bytes) => {
		expect(readAudio(bytes)).toEqual({ type: 'audio/wav', seconds: undefined });
	});
});

const SAMPLE_RATES = [44_100, 48_000, 32_000, 22_050, 24_000, 16_000, 11_025, 12_000, 8_000];

describe('the length of an MP3', () => {
	it.each(SAMPLE_RATES)('is read: %i samples a second', async (rate) => {
		const options = ['-ar', String(rate)];
		const sound = await encodedSound('mp3', true, { seconds: 5, options });
		await expectAsJudged(sound, 'audio/mpeg');
		// ffprobe counts what the encoder adds, which is up to a fifth of a second at the lowest rate.
		expect(Math.abs((readAudio(sound)?.seconds ?? 0) - 5)).toBeLessThan(0.25);
	});

	it.each(SAMPLE_RATES)(
		'is counted where no encoder tells it: %i samples a second',
		async (rate) => {
			const options = ['-ar', String(rate)];
			const sound = await encodedSound('mp3', false, { seconds: 5, options });
			await expectAsJudged(sound, 'audio/mpeg');
		},
	);

	it.each([
		['variable bit rate', ['-q:a', '5']],
		['average bit rate', ['-abr', '1', '-b:a', '96k']],
		['320 kbit/s', ['-b:a', '320k']],
		['stereo', ['-ac', '2']],
		['stereo at a low rate', ['-ac', '2', '-ar', '22050']],
		['a tag in front and one at the end', ['-write_id3v1', '1', '-metadata', 'title=A tone']],
		['an older tag', ['-id3v2_version', '3', '-metadata', `comment=${'long '.repeat(1000)}`]],
	])('is read: %s', async (_, options) => {
		await expectAsJudged(await encodedSound('mp3', true, { seconds: 10, options }), 'audio/mpeg');
	});

	it.each([
		['variable bit rate', ['-q:a', '5']],
		['a tag at the end', ['-write_id3v1', '1', '-metadata', 'title=A tone']],
	])('is counted where no encoder tells it: %s', async (_, options) => {
		const sound = await encodedSound('mp3', false, { seconds: 10, options });
		expect(readAudio(sound)?.seconds).toBeCloseTo(10, 0.7);
	});

	it('is that of its older layer, which is an MP3 to most programs', async () => {
		const options = ['-c:a', 'mp2', '-f', 'mp2'];
		await expectAsJudged(await encodedSound('mp3', false, { seconds: 3, options }), 'audio/mpeg');
	});

	describe('that is not as an encoder writes it', () => {
		let bare: Buffer;
		let seconds: number;
		const tag = (length: number, footer = false) => {
			const digits = [21, 14, 7, 0].map((shift) => (length >> shift) & 0x7f);
			return Buffer.concat([
				Buffer.from('ID3\x04\0', 'latin1'),
				Buffer.from([footer ? 0x10 : 0, ...digits]),
				Buffer.alloc(length + (footer ? 10 : 0), 0xff),
			]);
		};

		beforeAll(async () => {
			bare = await encodedSound('mp3', false, { seconds: 5 });
			seconds = readAudio(bare)?.seconds ?? NaN;
		});

		it.each([
			['behind a long tag', () => Buffer.concat([tag(200_000), bare])],
			['behind two tags', () => Buffer.concat([tag(300), tag(400), bare])],
			['behind a tag with a footer', () => Buffer.concat([tag(300, true), bare])],
			['behind zeros', () => Buffer.concat([tag(300), Buffer.alloc(2000), bare])],
			['before a page of something else', () => Buffer.concat([bare, Buffer.alloc(300_000, 'A')])],
		])('is read %s', (_, file) => {
			expect(readAudio(file())?.seconds).toBeCloseTo(seconds, 5);
		});

		it('is counted over bytes that got lost', () => {
			const middle = bare.length >> 1;
			const damaged = Buffer.concat([bare.subarray(0, middle), bare.subarray(middle + 50)]);
			expect(readAudio(damaged)?.seconds).toBeCloseTo(seconds, 0.7);
		});

		it('is told by the header of Fraunhofer’s encoder', () => {
			const frames = Math.round(seconds / 2 / (1152 / 44_100));
			const told = Buffer.from(bare);
			told.write('VBRI', 36, 'latin1');
			told.writeUInt32BE(frames, 36 + 14);
			expect(readAudio(told)?.seconds).toBeCloseTo(seconds / 2, 1);
		});

		it.each([
			['only a tag', () => tag(100)],
			['a tag that is longer than the file', () => tag(1000).subarray(0, 500)],
			['text behind its tag', () => Buffer.concat([tag(100), Buffer.alloc(5000, 'text ')])],
			['a single frame’s beginning', () => bare.subarray(0, 10)],
		])('is not told where there is %s', (_, file) => {
			expect(readAudio(file())).toEqual({ type: 'audio/mpeg', seconds: undefined });
		});
	});
});

it.each([
	['nothing', () => Buffer.alloc(0)],
	['a picture', () => png()],
	['a video', async () => await encodedVideo('mp4', { seconds: 0.2 })],
	['an Ogg', async () => await encodedSound('ogg')],
])('%s is no sound', async (_, file) => {
	expect(readAudio(await file())).toBeUndefined();
});
