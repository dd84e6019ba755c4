import type { Requested } from './examples';
import type { Probed } from './probe';

/**
 * Compares a video with what was asked for.
 *
 * @returns what is wrong with it in words; nothing if it is as asked
 */
export function findFlaws({ width, height, seconds }: Probed, requested: Requested): string[] {
	const flaws: string[] = [];
	if (Math.min(width, height) !== requested.shortSide) {
		flaws.push(
			`its shorter side is ${Math.min(width, height)} px instead of ${requested.shortSide}`,
		);
	}
	// Models round a frame to sides that video codecs like: 480p at 16:9 is 832 × 480.
	if (Math.abs(width / height / requested.ratio - 1) > 0.03) {
		flaws.push(`${width} × ${height} is not in the ratio ${requested.ratio.toFixed(2)}`);
	}
	if (Math.abs(seconds - requested.seconds) > 0.25) {
		flaws.push(`it lasts ${seconds.toFixed(2)} s instead of ${requested.seconds} s`);
	}
	return flaws;
}
