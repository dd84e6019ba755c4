import { type BrowserContext, chromium, type Locator } from 'playwright-core';

import type { VideoFacts } from '../../support/video';
import { requireProgram } from './requirements';
import type { Started } from './Started';

/** Opens a browser that reaches this machine only. */
export async function openBrowser(started: Started): Promise<BrowserContext> {
	const browser = await chromium.launch({
		executablePath: requireProgram('chromium'),
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
		],
	});
	started.atEnd(() => browser.close());
	const context = await browser.newContext({ viewport: { width: 1440, height: 1000 } });
	await context.route(
		(address) => !['127.0.0.1', 'localhost'].includes(address.hostname),
		(route) => route.abort(),
	);
	context.setDefaultTimeout(20_000);
	return context;
}

/** What a browser tells about a video. */
export type PlayedVideo = Pick<VideoFacts, 'seconds' | 'width' | 'height'>;

/** Waits until a video plays, then tells about it. */
export async function playedVideo(video: Locator): Promise<PlayedVideo> {
	await video.waitFor();
	return await video.evaluate(played as () => Promise<PlayedVideo>);
}

/** Starts a video as its button does, then tells about it. */
export async function startVideo(video: Locator): Promise<PlayedVideo> {
	await video.waitFor();
	await video.evaluate(start as () => Promise<void>);
	return await playedVideo(video);
}

// The following runs in the browser, whose types are not known here.

/** What is read of a video element. */
interface Video {
	readyState: number;
	currentTime: number;
	duration: number;
	videoWidth: number;
	videoHeight: number;
	error: { message: string } | null;
	play(): Promise<void>;
}

async function played(video: Video): Promise<PlayedVideo> {
	/** HTMLMediaElement.HAVE_CURRENT_DATA */
	const currentData = 2;
	while (video.readyState < currentData || video.currentTime < 0.5) {
		if (video.error) throw new Error(video.error.message);
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	return { seconds: video.duration, width: video.videoWidth, height: video.videoHeight };
}

async function start(video: Video): Promise<void> {
	await video.play();
}
