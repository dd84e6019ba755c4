import { ffprobe } from './ffprobe';

export interface VideoFacts {
	/** As ffprobe names containers: `mov,mp4,m4a,…`. */
	format: string;
	/** To a tenth. */
	seconds: number;
	/** Pixels. */
	width: number;
	/** Pixels. */
	height: number;
	hasSound: boolean;
}

interface Probed {
	format: { format_name: string; duration: string };
	streams: Array<{ codec_type: string; width?: number; height?: number }>;
}

/**
 * What ffprobe finds in a video after decoding all of it.
 *
 * @throws when it can't be played
 */
export async function videoFacts(video: Buffer): Promise<VideoFacts> {
	const probed = await ffprobe(video, [
		...['-count_frames', '-show_entries'],
		'format=format_name,duration:stream=codec_type,width,height',
	]);
	return factsOf(probed as Probed);
}

function factsOf({ format, streams }: Probed): VideoFacts {
	const picture = streams.find(({ codec_type: type }) => type === 'video');
	return {
		format: format.format_name,
		seconds: Math.round(Number(format.duration) * 10) / 10,
		width: picture?.width ?? 0,
		height: picture?.height ?? 0,
		hasSound: streams.some(({ codec_type: type }) => type === 'audio'),
	};
}
