import type { MediaKind } from '../../../nodes/WanVideo/models/operations';
import { encodedPicture, encodedVideo, wav } from '../../support/mediaFiles';
import { startServer } from '../../support/servers';
import type { Started } from './Started';

/** Serves a picture, a video and a sound on this machine, with or without a query, and gives the address of each. */
export async function serveMedia(started: Started): Promise<Record<MediaKind, string>> {
	const files: Record<string, { type: string; body: Buffer }> = {
		'/boat.jpg': {
			type: 'image/jpeg',
			// Large enough for all models.
			body: await encodedPicture('jpg', { width: 640, height: 480 }),
		},
		'/clip.mp4': { type: 'video/mp4', body: await encodedVideo('mp4', { size: '640x480' }) },
		'/voice.wav': { type: 'audio/wav', body: wav() },
	};
	const server = await startServer(({ path }) => {
		const file = files[path.replace(/\?.*/, '')];
		return file
			? { headers: { 'content-type': file.type }, body: file.body }
			: { status: 404, body: 'Not found' };
	});
	started.atEnd(() => server.close());
	const { url } = server;
	return { image: `${url}/boat.jpg`, video: `${url}/clip.mp4`, audio: `${url}/voice.wav` };
}
