/** Bounds, inclusive; an absent one is none. */
export interface Range {
	minimum?: number;
	maximum?: number;
}

/** What a provider takes as a file that is sent along; a file behind a URL is the provider's to check. */
interface FileLimits {
	/** MIME types. */
	types: readonly string[];
	/** Bytes of the file. */
	maxBytes?: number;
}

/** What a provider takes as a frame: of a picture, or of a video as it is shown. */
export interface FrameLimits {
	/** Pixels, for both sides. */
	side?: Range;
	/** Of the longer side to the shorter. */
	maxRatio?: number;
}

export interface ImageLimits extends FileLimits, FrameLimits {
	/** Whether a picture may have transparency; only `false` refuses it. */
	alpha?: boolean;
}

export interface VideoLimits extends FileLimits, FrameLimits {
	/** Its length. */
	seconds?: Range;
	framesPerSecond?: { minimum?: number };
}

export interface AudioLimits extends FileLimits {
	/** Its length. */
	seconds?: Range;
}
