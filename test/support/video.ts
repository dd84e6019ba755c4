import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import ffprobeInstaller from '@ffprobe-installer/ffprobe';

export interface VideoFacts {
	/** As ffprobe names containers: `mov,mp4,m4a,…`. */
	format: string;
	/** To a tenth. */
	seconds: number;
	/** Pixels. */
	width: number;
	/** Pixels. */
	height: number;
	hasSound: boolean;
}

interface Probed {
	format: { format_name: string; duration: string };
	streams: Array<{ codec_type: string; width?: number; height?: number }>;
}

/**
 * What ffprobe finds in a video after decoding all of it.
 *
 * @throws when it can't be played
 */
export async function videoFacts(video: Buffer): Promise<VideoFacts> {
	const folder = await mkdtemp(join(tmpdir(), 'wan-video-probe-'));
	try {
		const file = join(folder, 'video');
		await writeFile(file, video);
		// Its install script would do this, but .npmrc switches install scripts off.
		await chmod(ffprobeInstaller.path, 0o755);
		const { stdout } = await promisify(execFile)(ffprobeInstaller.path, [
			...['-v', 'error', '-of', 'json', '-count_frames'],
			...['-show_entries', 'format=format_name,duration:stream=codec_type,width,height', file],
		]);
		return factsOf(JSON.parse(stdout) as Probed);
	} finally {
		await rm(folder, { recursive: true });
	}
}

function factsOf({ format, streams }: Probed): VideoFacts {
	const picture = streams.find(({ codec_type: type }) => type === 'video');
	return {
		format: format.format_name,
		seconds: Math.round(Number(format.duration) * 10) / 10,
		width: picture?.width ?? 0,
		height: picture?.height ?? 0,
		hasSound: streams.some(({ codec_type: type }) => type === 'audio'),
	};
}
