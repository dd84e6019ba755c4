import { execFile } from 'node:child_process';
import { chmod } from 'node:fs/promises';
import { promisify } from 'node:util';
import { path as ffprobe } from '@ffprobe-installer/ffprobe';
import { z } from 'zod';

/** In pixels. */
export interface Frame {
	width: number;
	height: number;
}

/** What ffprobe reads in a file. */
export interface Probed extends Frame {
	/** Means nothing for a picture. */
	seconds: number;
}

const answer = z.object({
	streams: z.tuple([z.object({ width: z.number(), height: z.number() })]),
	format: z.object({ duration: z.coerce.number().default(0) }),
});

/**
 * Looks into a video or a picture with ffprobe.
 *
 * @throws when it is neither
 */
export async function probe(file: string): Promise<Probed> {
	// Its install script would do this, but .npmrc switches install scripts off.
	await chmod(ffprobe, 0o755);
	const { stdout } = await promisify(execFile)(ffprobe, [
		...['-v', 'error', '-of', 'json', '-select_streams', 'v:0'],
		...['-show_entries', 'stream=width,height:format=duration', file],
	]);
	const { streams, format } = answer.parse(JSON.parse(stdout));
	return { ...streams[0], seconds: format.duration };
}
