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

function soundArguments(sound: Sound): string[] {
	const encoded = ['-map', '1:a:0', '-c:a', 'aac', '-b:a', '96k'];
	switch (sound.kind) {
		case 'none':
			return [];
		case 'chord':
			return ['-f', 'lavfi', '-i', chord(), ...encoded];
		case 'recording':
			// A recording shorter than the video ends in silence.
			return ['-i', sound.file.path, ...encoded, '-af', 'apad'];
	}
}

/** A quiet major chord that swells and falls. */
function chord(): string {
	const swell = '(0.6-0.4*cos(2*PI*t/5))';
	const left = `0.08*${swell}*(sin(2*PI*220*t)+sin(2*PI*330*t))`;
	const right = `0.08*${swell}*(sin(2*PI*277.18*t)+sin(2*PI*330*t))`;
	return `aevalsrc='${left}|${right}':s=44100`;
}
