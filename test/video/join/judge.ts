import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import ffmpegInstaller from '@ffmpeg-installer/ffmpeg';

import { ffprobe } from '../../support/ffprobe';

export interface Packet {
	hash: string;
	/** Seconds. */
	shown: number;
	decoded: number;
	lasts: number;
}

export interface Judgement {
	/** In the order they are decoded in. */
	picture: Packet[];
	sound: Packet[];
	/** Of each track, and of all. */
	seconds: { picture: number; sound: number; film: number };
}

interface Probed {
	packets: Array<{
		codec_type: string;
		pts_time: string;
		dts_time: string;
		duration_time?: string;
		data_hash: string;
	}>;
	streams: Array<{ codec_type: string; duration: string }>;
	format: { duration: string };
}

/**
 * What ffprobe finds in an MP4.
 *
 * @param edits whether it heeds edit lists: then it leaves out what these leave out, and shifts the rest
 */
export async function judged(file: Buffer, edits = false): Promise<Judgement> {
	const { packets, streams, format } = (await ffprobe(file, [
		...(edits ? [] : ['-ignore_editlist', '1']),
		...['-show_packets', '-show_streams', '-show_format', '-show_data_hash', 'md5'],
	])) as Probed;
	const ofType = (type: string) =>
		packets
			.filter((packet) => packet.codec_type === type)
			.map((packet) => ({
				hash: packet.data_hash,
				shown: Number(packet.pts_time),
				decoded: Number(packet.dts_time),
				lasts: Number(packet.duration_time ?? 0),
			}));
	const lengthOf = (type: string) =>
		Number(streams.find((stream) => stream.codec_type === type)?.duration ?? 0);
	return {
		picture: ofType('video'),
		sound: ofType('audio'),
		seconds: {
			picture: lengthOf('video'),
			sound: lengthOf('audio'),
			film: Number(format.duration),
		},
	};
}

/**
 * The hashes of all frames, in the order they are shown in, after all of the file was decoded.
 *
 * @throws when the decoder has a complaint
 */
export async function decodedFrames(file: Buffer): Promise<string[]> {
	const told = await decoded(file, ['-map', '0:v', '-map', '0:a?', '-f', 'framemd5']);
	// The sound is decoded as well, to hear complaints of it.
	const frames = told.toString().split('\n');
	return frames
		.filter((line) => line.startsWith('0,'))
		.map((line) => line.split(',').at(-1)?.trim() ?? '');
}

/** Samples of the sound, all channels in one, as a player hears them that plays all packets without a break. */
export async function decodedSound(file: Buffer): Promise<Int16Array> {
	const bytes = await decoded(file, ['-map', '0:a', '-ac', '1', '-f', 's16le']);
	return Int16Array.from({ length: bytes.length / 2 }, (_, sample) =>
		bytes.readInt16LE(sample * 2),
	);
}

async function decoded(file: Buffer, output: string[]): Promise<Buffer> {
	const folder = await mkdtemp(join(tmpdir(), 'wan-video-judge-'));
	try {
		const path = join(folder, 'file.mp4');
		await writeFile(path, file);
		const { stdout, stderr } = await promisify(execFile)(
			ffmpegInstaller.path,
			[
				...['-v', 'error', '-xerror', '-nostdin', '-ignore_editlist', '1', '-i', path],
				...['-vsync', 'passthrough', ...output, 'pipe:1'],
			],
			{ encoding: 'buffer', maxBuffer: 64 * 1024 * 1024 },
		);
		if (stderr.length > 0) throw new Error(stderr.toString());
		return stdout;
	} finally {
		await rm(folder, { recursive: true });
	}
}
