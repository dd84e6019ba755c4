import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { synthesize } from './ffmpeg';

type Format = 'png' | 'mjpeg' | 'bmp' | 'libwebp' | 'gif';

interface PictureOptions {
	width?: number;
	height?: number;
	format?: Format;
	alpha?: boolean;
	/** ffmpeg's name of a source of pictures. */
	motif?: 'testsrc' | 'testsrc2' | 'rgbtestsrc';
}

/** A picture with something to recognize on it. */
export async function makePicture(options: PictureOptions = {}): Promise<Buffer> {
	const { width = 640, height = 480, format = 'png', alpha = false, motif = 'testsrc' } = options;
	return await synthesize(`${motif}=size=${width}x${height}`, [
		...['-frames:v', '1', '-c:v', format],
		...(format === 'png' ? ['-pix_fmt', alpha ? 'rgba' : 'rgb24'] : []),
		...['-f', format === 'gif' ? 'gif' : 'image2pipe'],
	]);
}

interface VideoOptions {
	width?: number;
	height?: number;
	seconds?: number;
	framesPerSecond?: number;
	/** ffmpeg's name of a colour, or of a source of moving pictures. */
	motif?: string;
	format?: 'mp4' | 'webm';
}

/** A video of one colour, unless something else is asked for. */
export async function makeVideo(options: VideoOptions = {}): Promise<Buffer> {
	const { width = 640, height = 360, seconds = 2, framesPerSecond = 20 } = options;
	const { motif = 'red', format = 'mp4' } = options;
	const source = motif.startsWith('testsrc') ? `${motif}=` : `color=c=${motif}:`;
	const filters = `size=${width}x${height}:rate=${framesPerSecond}:duration=${seconds}`;
	return await synthesize(
		`${source}${filters}`,
		format === 'webm'
			? ['-c:v', 'libvpx', '-deadline', 'realtime', '-f', 'webm']
			: [
					...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'],
					...['-movflags', 'frag_keyframe+empty_moov', '-f', 'mp4'],
				],
	);
}

/** A mask: black on the left, white on the right. */
export async function makeMask(kind: 'picture' | 'video'): Promise<Buffer> {
	const source =
		'color=black:size=640x360:rate=20:duration=2,drawbox=x=320:y=0:w=320:h=360:c=white:t=fill';
	return await synthesize(
		source,
		kind === 'picture'
			? ['-frames:v', '1', '-c:v', 'png', '-pix_fmt', 'rgb24', '-f', 'image2pipe']
			: [
					'-c:v',
					'libx264',
					'-pix_fmt',
					'yuv420p',
					'-movflags',
					'frag_keyframe+empty_moov',
					'-f',
					'mp4',
				],
	);
}

/** A picture of one colour, by ffmpeg's name of it. */
export async function makeColour(colour: string, width = 640, height = 360): Promise<Buffer> {
	return await synthesize(`color=c=${colour}:size=${width}x${height}`, [
		...['-frames:v', '1', '-c:v', 'png', '-pix_fmt', 'rgb24', '-f', 'image2pipe'],
	]);
}

/** A WAV of a loud tone. */
export async function makeWav(seconds: number): Promise<Buffer> {
	return await synthesize(`sine=frequency=440:duration=${seconds}`, ['-f', 'wav']);
}

export function asDataUri(bytes: Buffer, type = 'image/png'): string {
	return `data:${type};base64,${bytes.toString('base64')}`;
}

export interface FileServer {
	/** The link to a path on it. */
	link(path: string): string;
	close(): Promise<void>;
}

/** Serves files by their paths, and 404 for any other path. */
export async function serve(files: Record<string, Buffer>): Promise<FileServer> {
	const server = createServer((request, response) => {
		const file = files[request.url ?? ''];
		response.statusCode = file ? 200 : 404;
		response.end(file);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		link: (path) => `http://127.0.0.1:${port}${path}`,
		close: () =>
			new Promise((resolve) => {
				server.close(() => {
					resolve();
				});
				server.closeAllConnections();
			}),
	};
}
