import type { Box, Layer, VideoSpec } from './videoSpec';

/** How long a layer takes to come and to go, in seconds. */
const FADE_SECONDS = 0.5;

/**
 * ffmpeg's arguments that lay clients' pictures and clips over a ground.
 *
 * @param layers the last lies on top
 * @param ground a filter graph without inputs that draws what lies under all of them
 */
export function collageArguments(layers: Layer[], ground: string, spec: VideoSpec): string[] {
	const inputs: string[] = [];
	const steps: string[] = [];
	let below = '0:v';
	layers.forEach((layer, index) => {
		const place = inPixels(layer.box, spec);
		// The ground is input 0.
		const visual = `[${inputCount(inputs) + 1}:v]`;
		inputs.push(...inputArguments(layer.visual, layer));
		const chain = [...fitted(layer, place, spec), ...coloured(layer), ...faded(layer, spec)];

		if (layer.hole) {
			const mask = `[${inputCount(inputs) + 1}:v]`;
			inputs.push(...inputArguments(layer.hole, layer));
			const cut = [...fitted({ ...layer, visual: layer.hole }, place, spec), 'format=gray,negate'];
			steps.push(
				`${visual}${chain.join(',')}[full${index}]`,
				`${mask}${cut.join(',')}[cut${index}]`,
			);
			steps.push(`[full${index}][cut${index}]alphamerge[layer${index}]`);
		} else {
			steps.push(`${visual}${chain.join(',')}[layer${index}]`);
		}
		const x = `${place.left}+(${place.width}-w)/2`;
		const y = `${place.top}+(${place.height}-h)/2`;
		steps.push(`[${below}][layer${index}]overlay=x=${x}:y=${y}[ground${index}]`);
		below = `ground${index}`;
	});
	return [
		...['-f', 'lavfi', '-i', ground, ...inputs],
		...['-filter_complex', steps.join(';'), '-map', `[${below}]`],
	];
}

function inputCount(inputs: string[]): number {
	return inputs.filter((argument) => argument === '-i').length;
}

/** A clip without a time of its own plays again and again: the video may be longer. */
function inputArguments({ kind, file }: Layer['visual'], layer: Layer): string[] {
	return kind === 'clip' && !hasTimes(layer)
		? ['-stream_loop', '-1', '-i', file.path]
		: ['-i', file.path];
}

function hasTimes({ startsAt, endsAt }: Layer): boolean {
	return startsAt !== undefined || endsAt !== undefined;
}

function fitted(layer: Layer, { width, height }: Box, spec: VideoSpec): string[] {
	const { visual, fit } = layer;
	const size =
		fit === 'fill'
			? [`scale=${width}:${height}:force_original_aspect_ratio=increase`, `crop=${width}:${height}`]
			: [`scale=${width}:${height}:force_original_aspect_ratio=decrease`];
	// The last frame of a layer stays until the end of the video, so a picture needs no more than one. Only where
	// frames are changed one by one must there be many.
	const one = visual.kind === 'picture' && !hasTimes(layer) && !layer.hole;
	return [
		...(one ? [] : [visual.kind === 'clip' ? `fps=${spec.framesPerSecond}` : still(spec)]),
		...size,
		'setsar=1',
	];
}

function still({ framesPerSecond, seconds }: VideoSpec): string {
	const frames = Math.round(framesPerSecond * seconds);
	return `loop=loop=${frames}:size=1,settb=1/${framesPerSecond},setpts=N`;
}

/** Other hues, and a tint: what is grey has no hue to turn. */
function coloured({ turned }: Layer): string[] {
	if (turned === undefined) return [];
	const moved = (by: number) => `clip(val${by < 0 ? '' : '+'}${by}\\,16\\,240)`;
	return [`hue=h=${turned}`, `lutyuv=u=${moved(turned / 4)}:v=${moved(-turned / 6)}`];
}

/** Standing still while it comes and goes, so that none of a clip is lost. */
function faded({ visual, startsAt, endsAt }: Layer, { seconds }: VideoSpec): string[] {
	const isClip = visual.kind === 'clip';
	const filters = ['format=yuva420p'];
	if (startsAt !== undefined) {
		const from = Math.max(0, startsAt - FADE_SECONDS);
		if (isClip) {
			filters.push(`tpad=start_mode=clone:start_duration=${startsAt - from}`);
			filters.push(`setpts=PTS-STARTPTS+${from}/TB`);
		}
		filters.push(`fade=in:st=${from}:d=${FADE_SECONDS}:alpha=1`);
	}
	if (endsAt !== undefined) {
		if (isClip) filters.push(`tpad=stop_mode=clone:stop_duration=${seconds}`);
		filters.push(`fade=out:st=${endsAt}:d=${FADE_SECONDS}:alpha=1`);
	}
	return startsAt === undefined && endsAt === undefined ? [] : filters;
}

/** Whole pixels, even in size: colour is stored for every second one. */
function inPixels({ left, top, width, height }: Box, frame: VideoSpec): Box {
	const even = (length: number) => Math.max(2, Math.round(length / 2) * 2);
	return {
		left: Math.round(left * frame.width),
		top: Math.round(top * frame.height),
		width: even(width * frame.width),
		height: even(height * frame.height),
	};
}
