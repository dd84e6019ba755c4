import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

import pLimit from 'p-limit';

import { assemblingArguments } from './assembling';
import { drawingArguments } from './drawing';
import { ffmpeg } from './ffmpeg';
import { measure, type Measures } from './ffprobe';
import { videoKey, type MediaFile, type VideoSpec } from './videoSpec';

const RENDERS_AT_A_TIME = 2;
const PROBES_AT_A_TIME = 2;

/** Where videos are made. Each is made once, and kept for later runs of the sandbox as well. */
export interface Studio {
	/** Puts a client's picture, video or sound where ffmpeg can read it. */
	store(bytes: Buffer): Promise<MediaFile>;
	/** Measures a stored file, once; `undefined` when there is nothing in it that takes time. */
	measure(file: MediaFile): Promise<Measures | undefined>;
	/**
	 * Makes a video, or finds it.
	 *
	 * @returns the path of its MP4
	 * @throws when ffmpeg cannot make it, or the signal ends it
	 */
	film(spec: VideoSpec, signal: AbortSignal): Promise<string>;
	/** Removes what belongs to this run only. */
	close(): Promise<void>;
}

interface Render {
	signal: AbortSignal;
	done: Promise<void>;
}

/** @param folder where to keep the videos; runs may share it */
export async function openStudio(folder = sharedFolder()): Promise<Studio> {
	await mkdir(folder, { recursive: true });
	const workbench = await mkdtemp(join(folder, 'run-'));
	const inTurn = pLimit(RENDERS_AT_A_TIME);
	const renders = new Map<string, Render>();
	const probing = pLimit(PROBES_AT_A_TIME);
	const measures = new Map<string, Promise<Measures | undefined>>();

	async function render(spec: VideoSpec, video: string, signal: AbortSignal) {
		signal.throwIfAborted();
		// Another run may have made it while this one waited for its turn.
		if (existsSync(video)) return;
		const drawn = join(workbench, `${randomUUID()}.mp4`);
		const assembled = join(workbench, `${randomUUID()}.mp4`);
		await ffmpeg(drawingArguments(spec, drawn), signal);
		await ffmpeg(assemblingArguments(spec, drawn, assembled), signal);
		await rm(drawn);
		// Renaming is atomic: nobody ever finds half a video.
		await rename(assembled, video);
	}

	function startRender(spec: VideoSpec, video: string, signal: AbortSignal): Render {
		const done = inTurn(() => render(spec, video, signal)).finally(() => {
			if (renders.get(video) === started) renders.delete(video);
		});
		const started = { signal, done };
		renders.set(video, started);
		return started;
	}

	return {
		async store(bytes) {
			const digest = createHash('sha256').update(bytes).digest('hex');
			const path = join(workbench, digest);
			// Another generation's ffmpeg may be reading the same picture: replace it, don't rewrite it.
			const unfinished = `${path}.${randomUUID()}`;
			await writeFile(unfinished, bytes);
			await rename(unfinished, path);
			return { digest, path };
		},
		measure({ digest, path }) {
			const known = measures.get(digest) ?? probing(() => measure(path));
			measures.set(digest, known);
			return known;
		},
		async film(spec, signal) {
			const video = join(folder, `${videoKey(spec)}.mp4`);
			if (existsSync(video)) return video;
			const underway = renders.get(video);
			const shared = underway && !underway.signal.aborted ? underway : undefined;
			await (shared ?? startRender(spec, video, signal)).done;
			return video;
		},
		async close() {
			await rm(workbench, { recursive: true, force: true, maxRetries: 5 });
		},
	};
}

function sharedFolder() {
	return join(tmpdir(), `wan-video-sandbox-${userInfo().username}`);
}
