import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import ffmpegInstaller from '@ffmpeg-installer/ffmpeg';

/**
 * Runs ffmpeg to its end; the signal ends it early.
 *
 * @throws with the last line ffmpeg wrote when it fails
 */
export async function ffmpeg(args: string[], signal: AbortSignal): Promise<void> {
	try {
		await promisify(execFile)(
			ffmpegInstaller.path,
			['-hide_banner', '-loglevel', 'error', '-nostdin', '-y', ...args],
			{ signal, killSignal: 'SIGKILL' },
		);
	} catch (error) {
		const { stderr = '' } = error as { stderr?: string };
		throw new Error(`ffmpeg: ${stderr.trim().split('\n').at(-1) ?? ''}`, { cause: error });
	}
}
