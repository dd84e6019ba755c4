import type { VideoHeader } from '../../nodes/WanVideo/video/readVideo';
import { ffprobe } from '../support/ffprobe';

interface Probed {
	format: { format_name: string; duration: string };
	streams: Array<{
		codec_type: string;
		width?: number;
		height?: number;
		sample_aspect_ratio?: string;
		avg_frame_rate: string;
		side_data_list?: Array<{ rotation?: number }>;
	}>;
}

/** What ffprobe says about an MP4 or MOV, in the words of {@link VideoHeader}; it tells no MIME type. */
export async function judgement(video: Buffer): Promise<Omit<Required<VideoHeader>, 'type'>> {
	const { format, streams } = (await ffprobe(video, ['-show_format', '-show_streams'])) as Probed;
	const picture = streams.find(({ codec_type: type }) => type === 'video');
	const [frames = 0, per = 1] = picture?.avg_frame_rate.split('/').map(Number) ?? [];
	const [across = 1, down = 1] = picture?.sample_aspect_ratio?.split(':').map(Number) ?? [];
	const width = Math.round(((picture?.width ?? 0) * across) / down);
	const height = picture?.height ?? 0;
	const turned = picture?.side_data_list?.some(({ rotation = 0 }) => Math.abs(rotation) === 90);
	return {
		seconds: Number(format.duration),
		width: turned ? height : width,
		height: turned ? width : height,
		framesPerSecond: frames / per,
		hasPicture: picture !== undefined,
		hasSound: streams.some(({ codec_type: type }) => type === 'audio'),
	};
}
