import { collageArguments } from './collage';
import type { Scene, VideoSpec } from './videoSpec';

/** Most scenes return to where they began after this time, so that a longer video can repeat it. */
const PERIOD_SECONDS = 5;

/** How long the drawn part of a spec is, in seconds; the video repeats it to its end. */
export function drawnSeconds({ scene, seconds }: VideoSpec): number {
	return canBeRepeated(scene) ? Math.min(seconds, PERIOD_SECONDS) : seconds;
}

/** A scene that arrives somewhere else than it began cannot be repeated. */
function canBeRepeated(scene: Scene): boolean {
	return scene.kind === 'collage' ? scene.repeats : scene.kind !== 'transition';
}

/** ffmpeg's arguments that draw a spec's scene, without sound, to a file. */
export function drawingArguments(spec: VideoSpec, target: string): string[] {
	const frames = Math.round(drawnSeconds(spec) * spec.framesPerSecond);
	return [
		...sceneArguments(spec.scene, spec, frames),
		...['-frames:v', String(frames), '-r', String(spec.framesPerSecond)],
		// Rendering must cost little; nobody archives these videos.
		...['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '30', '-pix_fmt', 'yuv420p'],
		target,
	];
}

function sceneArguments(scene: Scene, spec: VideoSpec, frames: number): string[] {
	switch (scene.kind) {
		case 'colours':
			return ['-f', 'lavfi', '-i', colours(scene.hue, spec)];
		case 'picture':
			return ['-i', scene.picture.path, '-vf', breathing(spec, frames)];
		case 'transition':
			return [
				...['-i', scene.from.path, '-i', scene.to.path],
				...['-filter_complex', transition(spec, frames)],
			];
		case 'collage':
			return collageArguments(scene.layers, colours(scene.hue, spec), spec);
	}
}

/**
 * Soft waves of light and of colours around a hue. They are computed on a frame of few pixels and
 * enlarged: a hundredth of the cost, and smoother.
 */
function colours(hue: number, { width, height, framesPerSecond }: VideoSpec): string {
	const pixel = Math.max(width, height) / 64;
	const grid = `${Math.round(width / pixel)}x${Math.round(height / pixel)}`;
	const turn = `2*PI*T/${PERIOD_SECONDS}`;
	const light = `112+46*sin(X/10+${turn})*cos(Y/8-${turn})+34*sin((X+1.4*Y)/15-2*${turn})`;
	const angle = `(${hue.toFixed(3)}+0.9*sin(X/17-${turn})+0.6*cos(Y/8+X/29+${turn}))`;
	return [
		`nullsrc=size=${grid}:rate=${framesPerSecond}`,
		'format=yuv444p',
		`geq=lum='${light}':cb='128+58*cos${angle}':cr='128+58*sin${angle}'`,
		'format=yuv420p',
		`scale=${width}:${height}:flags=bicubic`,
		'setsar=1',
	].join(',');
}

/** A slow zoom into a picture and back; the first frame is the picture as it is. */
function breathing({ width, height, framesPerSecond }: VideoSpec, frames: number): string {
	const phase = `2*PI*on/${PERIOD_SECONDS * framesPerSecond}`;
	return [
		`scale=${width}:${height}:force_original_aspect_ratio=increase`,
		`crop=${width}:${height}`,
		'format=yuv420p,setsar=1',
		`zoompan=z='1.1-0.1*cos(${phase})':x='(iw-iw/zoom)*(0.5+0.3*sin(${phase}))':y='(ih-ih/zoom)/2'` +
			`:d=${frames}:s=${width}x${height}:fps=${framesPerSecond}`,
	].join(',');
}

/** The first picture becomes the last one in the middle three fifths of the time. */
function transition(spec: VideoSpec, frames: number): string {
	const start = spec.seconds / 5;
	const duration = spec.seconds - 2 * start;
	return [
		`[0:v]${breathing(spec, frames)}[from]`,
		`[1:v]${breathing(spec, frames)},format=yuva420p,fade=in:st=${start}:d=${duration}:alpha=1[to]`,
		'[from][to]overlay',
	].join(';');
}
