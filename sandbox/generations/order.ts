import type { PictureRules } from '../media/picture';
import type { RecordingRules } from '../media/recording';
import type { FrameSize } from '../video/frameSize';

/** A request for a video, as both providers reduce theirs to it. */
export interface Order {
	model: string;
	prompt: string;
	seed: number | undefined;
	/** A size, or a resolution at which the video takes the first picture's aspect ratio. */
	frame: FrameSize | { resolution: string };
	framesPerSecond: number;
	seconds: number;
	/** `given` is a link or data URI of the recording to use. */
	sound: 'none' | 'composed' | { given: string };
	/** Links, data URIs or plain Base64. */
	pictures: { first?: string | undefined; last?: string | undefined };
	/** What the provider asks of pictures and recordings; without rules anything readable will do. */
	rules?: { picture: PictureRules; recording: RecordingRules };
}
