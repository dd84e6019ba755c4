import type { ClipRules } from '../media/clip';
import type { PictureRules } from '../media/picture';
import type { RecordingRules } from '../media/recording';
import type { FrameSize } from '../video/frameSize';

/** A request for a video, as the providers reduce theirs to it. */
export interface Order {
	model: string;
	prompt: string;
	seed: number | undefined;
	frame: FrameSize | FrameLikeMedia;
	/** Unless it follows the source video. */
	framesPerSecond: number;
	/** Unless it follows the source video. */
	seconds: number;
	/** What the length and the frame rate take from the source video. */
	follows?: Follows;
	/** `given` are links or data URIs of the recordings to use. */
	sound: 'none' | 'composed' | { given: [string, ...string[]] };
	/** What the video is made of besides its prompt. */
	material: Material;
	/** What the provider asks of media; without a rule anything readable will do. */
	rules?: MediaRules;
}

/** A resolution at which the video takes the aspect ratio of the first picture or video given; 16:9 without one. */
export interface FrameLikeMedia {
	resolution: string;
	/** Not larger than the picture or video either. */
	atMost?: boolean;
}

/** What a video takes from its source video. */
export interface Follows {
	/** As long, or as many frames at the video's own rate, or as long as the recordings. */
	length?: 'seconds' | 'frames' | 'recordings';
	/** The most it takes, in seconds. */
	most?: number;
	/** The frame rate. */
	rate?: boolean;
}

/** Media of a client's, by what shall become of them. All are links, `oss://` links, data URIs or plain Base64. */
export type Material =
	/** The video's first and last frame, if any. */
	| { kind: 'frames'; first?: string | undefined; last?: string | undefined }
	/** What is to appear in the video. */
	| {
			kind: 'references';
			first?: string | undefined;
			pictures: string[];
			clips: string[];
			/** Pictures or videos, as their bytes tell. */
			either?: string[];
	  }
	/** A video that is changed, and pictures of what is to appear in it. */
	| { kind: 'edit'; clip: string; change: Change; pictures: string[] }
	/** A picture that moves as a video does, or takes somebody's place in it. */
	| { kind: 'animation'; manner: 'move' | 'replace'; clip: string; picture: string }
	/** What a video begins and ends with, and a video that shows how to move in between. */
	| {
			kind: 'extension';
			head?: Source | undefined;
			tail?: Source | undefined;
			motion?: string | undefined;
	  };

/** A picture or a video of a client's. */
export interface Source {
	kind: 'picture' | 'clip';
	source: string;
}

/** How a video is changed. */
export type Change =
	/** All of it. @param strength from 0, not at all, to 1 */
	| { kind: 'recolour'; strength: number }
	/** Where the mask is white; all of it without one. */
	| { kind: 'replacePart'; mask?: Source | undefined }
	/** More to see at its sides, in its widths and heights. */
	| { kind: 'expand'; left: number; right: number; top: number; bottom: number }
	/** Another aspect ratio. @param zoom how much nearer it comes: 0 leaves it whole, 0.5 makes it half as large again */
	| { kind: 'reframe'; zoom: number };

/** What a provider asks of media that are behind links. */
export interface MediaRules {
	picture?: PictureRules;
	recording?: RecordingRules;
	/** Of a source or reference video. */
	clip?: ClipRules;
	/** Of a clip that the video begins or ends with. */
	end?: ClipRules;
	/** How many source and reference videos. */
	mostClips?: number;
	/** Seconds. */
	together?: {
		clips?: number;
		ends?: number;
		recordings?: number;
		/** All source and reference videos and the video to be made. */
		clipsAndVideo?: number;
	};
}
