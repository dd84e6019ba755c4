import { containerType } from './videoType';
import { readVideo } from './readVideo';
import { Skeleton } from './Skeleton';

/** What is in a video. Whatever is absent isn't told by the file. */
export interface VideoFacts {
	/** Pixels, as it is shown: after its pixels are made square and it is rotated. */
	width?: number;
	height?: number;
	/** To a thousandth. */
	seconds?: number;
	/** Frames per second, on average; to a thousandth. */
	fps?: number;
	hasAudio?: boolean;
	/** Of the whole file. */
	bytes: number;
}

/**
 * Tells what is in a video that streams by, wherever its header stands. Its samples are not held. Of a file that is
 * broken, unusual or no MP4, it tells less; it never fails.
 */
export class VideoWatch {
	private readonly skeleton = new Skeleton();

	/** Takes the file's next bytes, however it is cut. */
	feed(chunk: Buffer): void {
		this.skeleton.feed(chunk);
	}

	/** What is known once all of the file was fed. */
	facts(): VideoFacts {
		const { head, bytes, isTooLarge } = this.skeleton;
		const video = containerType(head) && readVideo(this.skeleton.toBuffer());
		return {
			...(video?.width !== undefined && { width: video.width }),
			...(video?.height !== undefined && { height: video.height }),
			// Fragments that are missing would be missed in these.
			...(!isTooLarge && {
				...(video?.seconds !== undefined && { seconds: thousandths(video.seconds) }),
				...(video?.framesPerSecond !== undefined && { fps: thousandths(video.framesPerSecond) }),
			}),
			...(video?.hasSound !== undefined && { hasAudio: video.hasSound }),
			bytes,
		};
	}
}

function thousandths(value: number): number {
	return Math.round(value * 1000) / 1000;
}
