import { execFile } from 'node:child_process';
import { chmod } from 'node:fs/promises';
import { promisify } from 'node:util';

import ffmpegInstaller from '@ffmpeg-installer/ffmpeg';
import ffprobeInstaller from '@ffprobe-installer/ffprobe';

const run = promisify(execFile);

export interface Probe {
	width: number;
	height: number;
	framesPerSecond: number;
	/** Of the whole file, and of its picture alone. */
	seconds: number;
	pictureSeconds: number;
	videoCodec: string;
	pixelFormat: string;
	audioCodec: string | undefined;
}

interface FfprobeOutput {
	streams: {
		codec_type: string;
		codec_name: string;
		pix_fmt: string;
		width: number;
		height: number;
		avg_frame_rate: string;
		duration: string;
	}[];
	format: { duration: string };
}

/** What ffprobe says about a video behind a link or path. */
export async function probe(video: string): Promise<Probe> {
	// The package's install script would do this; .npmrc keeps npm from running it.
	await chmod(ffprobeInstaller.path, 0o755);
	const { stdout } = await run(ffprobeInstaller.path, [
		...['-loglevel', 'error', '-print_format', 'json', '-show_streams', '-show_format'],
		video,
	]);
	const { streams, format } = JSON.parse(stdout) as FfprobeOutput;
	const picture = streams.find(({ codec_type }) => codec_type === 'video');
	const sound = streams.find(({ codec_type }) => codec_type === 'audio');
	if (!picture) throw new Error(`${video} has no picture`);
	const [frames = 0, seconds = 1] = picture.avg_frame_rate.split('/').map(Number);
	return {
		width: picture.width,
		height: picture.height,
		framesPerSecond: frames / seconds,
		seconds: Number(format.duration),
		pictureSeconds: Number(picture.duration),
		videoCodec: picture.codec_name,
		pixelFormat: picture.pix_fmt,
		audioCodec: sound?.codec_name,
	};
}

/** Runs ffmpeg with a filter graph as its only input and gives back what it writes. */
export async function synthesize(source: string, output: string[]): Promise<Buffer> {
	return await ffmpeg(['-f', 'lavfi', '-i', source, ...output]);
}

const THUMBNAIL = 32;

/** A picture or a video's frame as 32x32 RGB, to compare it with another one. */
export async function thumbnail(media: string, atSeconds = 0): Promise<Buffer> {
	return await ffmpeg([
		...['-ss', String(atSeconds), '-i', media, '-frames:v', '1'],
		...['-vf', `scale=${THUMBNAIL}:${THUMBNAIL}:flags=area`, '-pix_fmt', 'rgb24'],
		...['-f', 'rawvideo'],
	]);
}

/** How much two thumbnails differ on average, from 0 (equal) to 255. */
export function difference(one: Buffer, other: Buffer): number {
	const sum = one.reduce((total, value, i) => total + Math.abs(value - (other[i] ?? 0)), 0);
	return sum / one.length;
}

/** A part of a frame, in fractions of its width and height. */
export interface Part {
	left: number;
	top: number;
	width: number;
	height: number;
}

/** The mean colour of a part of a picture or of a video's frame: red, green and blue from 0 to 255. */
export async function meanColour(
	media: string,
	atSeconds: number,
	{ left, top, width, height }: Part,
): Promise<[red: number, green: number, blue: number]> {
	const crop = `crop=iw*${width}:ih*${height}:iw*${left}:ih*${top}`;
	const [red = 0, green = 0, blue = 0] = await ffmpeg([
		...['-ss', String(atSeconds), '-i', media, '-frames:v', '1'],
		...['-vf', `format=rgb24,${crop},scale=1:1:flags=area`, '-pix_fmt', 'rgb24', '-f', 'rawvideo'],
	]);
	return [red, green, blue];
}

/** How loud the loudest moment of a part of a video is, in dB; 0 is the loudest possible. */
export async function peakVolume(video: string, fromSeconds: number): Promise<number> {
	const { stderr } = await run(ffmpegInstaller.path, [
		...['-hide_banner', '-nostdin', '-ss', String(fromSeconds), '-i', video],
		...['-vn', '-af', 'volumedetect', '-f', 'null', '-'],
	]);
	return Number(/max_volume: (-?[\d.]+) dB/.exec(stderr)?.[1]);
}

async function ffmpeg(args: string[]): Promise<Buffer> {
	const { stdout } = await run(
		ffmpegInstaller.path,
		['-loglevel', 'error', '-nostdin', ...args, 'pipe:1'],
		{ encoding: 'buffer', maxBuffer: 64 * 2 ** 20 },
	);
	return stdout;
}
