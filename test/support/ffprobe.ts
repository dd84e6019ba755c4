import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import ffprobeInstaller from '@ffprobe-installer/ffprobe';

/**
 * What ffprobe writes about a file, as JSON.
 *
 * @param options which entries to show, and how
 * @throws when it can't make anything of the file
 */
export async function ffprobe(bytes: Buffer, options: string[]): Promise<unknown> {
	const folder = await mkdtemp(join(tmpdir(), 'wan-video-probe-'));
	try {
		const file = join(folder, 'file');
		await writeFile(file, bytes);
		// Its install script would do this, but .npmrc switches install scripts off.
		await chmod(ffprobeInstaller.path, 0o755);
		const { stdout } = await promisify(execFile)(ffprobeInstaller.path, [
			...['-v', 'error', '-of', 'json', ...options, file],
		]);
		return JSON.parse(stdout);
	} finally {
		await rm(folder, { recursive: true });
	}
}
