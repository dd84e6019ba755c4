import { drawnSeconds } from './drawing';
import type { Sound, VideoSpec } from './videoSpec';

/** ffmpeg's arguments that repeat a drawn part to a spec's length and add its sound. */
export function assemblingArguments(spec: VideoSpec, drawn: string, target: string): string[] {
	const repeats = Math.ceil(spec.seconds / drawnSeconds(spec)) - 1;
	return [
		...['-stream_loop', String(repeats), '-i', drawn],
		...soundArguments(spec.sound),
		...['-map', '0:v:0', '-c:v', 'copy'],
		...['-t', String(spec.seconds), '-movflags', '+faststart'],
		target,
	];
}

const AAC = ['-c:a', 'aac', '-b:a', '96k'];

function soundArguments(sound: Sound): string[] {
	switch (sound.kind) {
		case 'none':
			return [];
		case 'chord':
			return ['-f', 'lavfi', '-i', chord(), '-map', '1:a:0', ...AAC];
		case 'recordings': {
			const inputs = sound.files.flatMap(({ path }) => ['-i', path]);
			return [...inputs, '-filter_complex', inTurn(sound.files.length), '-map', '[sound]', ...AAC];
		}
	}
}

/** Recordings one after another; what is shorter than the video ends in silence. */
function inTurn(count: number): string {
	if (count === 1) return '[1:a:0]apad[sound]';
	const indices = Array.from({ length: count }, (_, index) => index);
	// They cannot be joined unless they are alike.
	const alike = indices.map(
		(index) =>
			`[${index + 1}:a:0]aresample=44100,aformat=sample_fmts=fltp:channel_layouts=stereo[s${index}]`,
	);
	const labels = indices.map((index) => `[s${index}]`).join('');
	return [...alike, `${labels}concat=n=${count}:v=0:a=1,apad[sound]`].join(';');
}

/** A quiet major chord that swells and falls. */
function chord(): string {
	const swell = '(0.6-0.4*cos(2*PI*t/5))';
	const left = `0.08*${swell}*(sin(2*PI*220*t)+sin(2*PI*330*t))`;
	const right = `0.08*${swell}*(sin(2*PI*277.18*t)+sin(2*PI*330*t))`;
	return `aevalsrc='${left}|${right}':s=44100`;
}
