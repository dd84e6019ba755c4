import { execFile } from 'node:child_process';
import { chmod } from 'node:fs/promises';
import { promisify } from 'node:util';

import ffprobeInstaller from '@ffprobe-installer/ffprobe';

/** What a file with moving pictures or sound is like. */
export interface Measures {
	/** Names of what it may be, as ffprobe gives them: an MP4 is a `mov` and an `mp4`, among others. */
	formats: string[];
	/** 0 when the file does not tell, as recordings of browsers do not. */
	seconds: number;
	/** Its first moving picture; a still one, or a file of sound, has none. */
	picture?: {
		/** px */
		width: number;
		/** px */
		height: number;
		framesPerSecond: number;
	};
}

interface FfprobeOutput {
	streams?: {
		codec_type: string;
		width?: number;
		height?: number;
		avg_frame_rate?: string;
	}[];
	format?: { format_name?: string; duration?: string };
}

/** It takes a tenth of a second for a file that is in order. */
const PATIENCE_MS = 30_000;

/** Formats of still pictures: ffprobe finds a stream of video in them, too. */
const STILL = /^(image2|.*_pipe)$/;

/** Measures a file; `undefined` when there is nothing in it that takes time. */
export async function measure(path: string): Promise<Measures | undefined> {
	const output = await probe(path);
	const formats = output?.format?.format_name?.split(',') ?? [];
	const seconds = Number(output?.format?.duration ?? 0);
	if (formats.some((name) => STILL.test(name))) return undefined;

	const video = output?.streams?.find(({ codec_type: type }) => type === 'video');
	const [frames = 0, per = 1] = (video?.avg_frame_rate ?? '').split('/').map(Number);
	const { width, height } = video ?? {};
	const moves = width !== undefined && height !== undefined && frames > 0 && per > 0;
	if (!moves && seconds === 0) return undefined;
	return {
		formats,
		seconds,
		...(moves && { picture: { width, height, framesPerSecond: frames / per } }),
	};
}

async function probe(path: string): Promise<FfprobeOutput | undefined> {
	// The package's install script would do this; .npmrc keeps npm from running it.
	await chmod(ffprobeInstaller.path, 0o755);
	try {
		const { stdout } = await promisify(execFile)(
			ffprobeInstaller.path,
			['-loglevel', 'error', '-print_format', 'json', '-show_streams', '-show_format', path],
			{ timeout: PATIENCE_MS, killSignal: 'SIGKILL' },
		);
		return JSON.parse(stdout) as FfprobeOutput;
	} catch {
		return undefined;
	}
}
