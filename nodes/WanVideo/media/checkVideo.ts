import type { VideoLimits } from '../models/MediaLimits';
import { readVideo, type VideoHeader } from '../video/readVideo';
import {
	checkBytes,
	checkFrame,
	checkFramesPerSecond,
	checkSeconds,
	checkType,
	typeName,
} from './limitChecks';

/**
 * Holds a video against a provider's limits, by its bytes alone. What its header doesn't tell is the provider's to check.
 *
 * @param bytes all of them, or its skeleton: see video/Skeleton.ts
 * @param label what the form calls this video
 * @param size its bytes, where these are not all of them
 * @returns what it is
 * @throws Problem `invalidInput` that says what is wrong and what to do
 */
export function checkVideo(
	bytes: Buffer,
	limits: VideoLimits,
	label: string,
	size = bytes.length,
): VideoHeader {
	checkBytes(
		size,
		limits.maxBytes,
		label,
		'Shorten it first, or save it with a lower resolution or bit rate.',
	);
	const video: Partial<VideoHeader> = readVideo(bytes) ?? {};
	const isSound = video.hasPicture === false;
	const type = checkType(isSound ? undefined : video.type, limits.types, {
		label,
		noun: 'a video',
		found: isSound ? 'a sound' : video.type && typeName(video.type),
	});
	const { width, height } = video;
	if (width !== undefined && height !== undefined) {
		checkFrame({ width, height }, limits, label, {
			onSide: 'Save it with another resolution first.',
			onRatio: 'Crop it first.',
		});
	}
	checkSeconds(video.seconds, limits.seconds, label);
	checkFramesPerSecond(video.framesPerSecond, limits.framesPerSecond?.minimum, label);
	return { ...video, type };
}
