import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';

import { ffmpeg } from '../../sandbox/video/ffmpeg';

interface PictureSize {
	/** Pixels. */
	width?: number;
	/** Pixels. */
	height?: number;
}

/** A grey PNG. `greyAlpha` and `colourAlpha` have an alpha channel, `transparentColour` a colour that counts as none. */
export function png(
	{ width = 480, height = 360 }: PictureSize = {},
	kind: 'colour' | 'greyAlpha' | 'colourAlpha' | 'transparentColour' = 'colour',
): Buffer {
	const colourType = { colour: 2, transparentColour: 2, greyAlpha: 4, colourAlpha: 6 }[kind];
	const bytesPerPixel = { 2: 3, 4: 2, 6: 4 }[colourType] ?? 3;
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	header.set([8, colourType], 8);
	// Each row begins with a byte that names its filter: none.
	const row = Buffer.alloc(1 + width * bytesPerPixel, 0x80).fill(0, 0, 1);
	return Buffer.concat([
		Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
		chunk('IHDR', header),
		...(kind === 'transparentColour' ? [chunk('tRNS', Buffer.alloc(6))] : []),
		chunk('IDAT', deflateSync(Buffer.concat(Array<Buffer>(height).fill(row)))),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

function chunk(type: string, data: Buffer): Buffer {
	const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const length = Buffer.alloc(4);
	length.writeUInt32BE(data.length);
	const checksum = Buffer.alloc(4);
	checksum.writeUInt32BE(crc32(named));
	return Buffer.concat([length, named, checksum]);
}

/** A grey BMP of 24 bits: three bytes a pixel, so that its size in bytes is easily made large. */
export function bmp({ width = 480, height = 360 }: PictureSize = {}): Buffer {
	const pixels = Math.ceil((width * 3) / 4) * 4 * height;
	const file = Buffer.alloc(54 + pixels, 0x80);
	file.write('BM', 0, 'latin1');
	file.writeUInt32LE(file.length, 2);
	file.writeUInt32LE(0, 6);
	file.writeUInt32LE(54, 10);
	file.writeUInt32LE(40, 14);
	file.writeInt32LE(width, 18);
	file.writeInt32LE(height, 22);
	file.writeUInt16LE(1, 26);
	file.writeUInt16LE(24, 28);
	file.fill(0, 30, 54);
	return file;
}

/** A grey picture of a kind that takes an encoder to write. */
export async function encodedPicture(
	extension: 'jpg' | 'webp' | 'gif' | 'tif',
	{ width = 480, height = 360 }: PictureSize = {},
): Promise<Buffer> {
	const source = `color=gray:s=${width}x${height}`;
	return await encode(extension, ['-f', 'lavfi', '-i', source, '-frames:v', '1']);
}

/** Five seconds of silence: WAV of 8 kHz. */
export function wav(): Buffer {
	const data = Buffer.alloc(5 * 8000 * 2);
	const header = Buffer.alloc(44);
	header.write('RIFF', 0, 'latin1');
	header.writeUInt32LE(36 + data.length, 4);
	header.write('WAVEfmt ', 8, 'latin1');
	header.writeUInt32LE(16, 16);
	header.writeUInt16LE(1, 20);
	header.writeUInt16LE(1, 22);
	header.writeUInt32LE(8000, 24);
	header.writeUInt32LE(16_000, 28);
	header.writeUInt16LE(2, 32);
	header.writeUInt16LE(16, 34);
	header.write('data', 36, 'latin1');
	header.writeUInt32LE(data.length, 40);
	return Buffer.concat([header, data]);
}

interface VideoTraits {
	/** Pixels, such as `320x240`. */
	size?: string;
	seconds?: number;
	framesPerSecond?: number;
	sound?: boolean;
	/** More for ffmpeg, before the name of the file. */
	options?: string[];
}

/** A moving test picture, by default of two seconds, and a tone. */
export async function encodedVideo(
	extension: 'mp4' | 'mov' | 'webm' | 'mkv' | 'avi',
	{
		size = '320x240',
		seconds = 2,
		framesPerSecond = 25,
		sound = true,
		options = [],
	}: VideoTraits = {},
): Promise<Buffer> {
	const picture = `testsrc=s=${size}:r=${framesPerSecond}:d=${seconds}`;
	return await encode(extension, [
		...['-f', 'lavfi', '-i', picture],
		...(sound ? ['-f', 'lavfi', '-i', `sine=d=${seconds}`] : []),
		...(extension === 'webm' ? ['-c:v', 'libvpx'] : ['-c:v', 'libx264', '-preset', 'ultrafast']),
		...options,
	]);
}

/** A tone, by default of half a second; `tag` is what an MP3 may have in front. */
export async function encodedSound(
	extension: 'mp3' | 'ogg' | 'wav' | 'm4a',
	tag = true,
	{ seconds = 0.5, options = [] }: { seconds?: number; options?: string[] } = {},
): Promise<Buffer> {
	const tags = extension === 'mp3' && !tag ? ['-id3v2_version', '0', '-write_xing', '0'] : [];
	return await encode(extension, ['-f', 'lavfi', '-i', `sine=d=${seconds}`, ...tags, ...options]);
}

/** The same video, with the word in its header to turn it on being shown. */
export async function turnedVideo(video: Buffer, degrees: 90 | 180 | 270): Promise<Buffer> {
	return await encode('mp4', ['-c', 'copy', '-metadata:s:v', `rotate=${degrees}`], video);
}

async function encode(extension: string, args: string[], input?: Buffer): Promise<Buffer> {
	const folder = await mkdtemp(join(tmpdir(), 'wan-video-media-'));
	try {
		const source = join(folder, 'source');
		if (input) await writeFile(source, input);
		const file = join(folder, `file.${extension}`);
		const inputs = input ? ['-i', source] : [];
		await ffmpeg([...inputs, ...args, file], AbortSignal.timeout(20_000));
		return await readFile(file);
	} finally {
		await rm(folder, { recursive: true });
	}
}
