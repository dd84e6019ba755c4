import { invalid } from '../../models/words';
import { framesPerSecond, type Clip, type Picture, type Track } from './Clip';

/** A clip that doesn't fit, or those that it is held against. */
interface Side<T> {
	each: T;
	/** Inside a sentence: "clip 1", "the others". */
	subject: string;
	isOne: boolean;
}

/** Something in which clips must agree. */
interface Trait<T> {
	of: (each: T) => string | number;
	/** What is said of the clip that differs, and of the usual ones. */
	say: (odd: Side<T>, usual: Side<T>) => string;
}

const ADVICE =
	'Clips are joined as they are, without being encoded again, so they must be alike. Make them with the same model, size and settings, or encode the odd ones again.';

const ofPicture: ReadonlyArray<Trait<Picture>> = [
	trait('is', ({ entry }) => entry.codec),
	trait('is', ({ width, height }) => `${width} × ${height}`),
	trait('is', ({ entry }) => `stored as ${entry.width} × ${entry.height}`),
	trait('is', ({ turn }) => (turn === 0 ? 'not turned' : `turned by ${turn}°`)),
	{
		of: ({ entry }) => entry.settings,
		say: (odd, usual) => {
			// These differ in the settings as well, as a rule; where they don't, it doesn't matter.
			const rate = trait('has', (each: Picture) => `${framesPerSecond(each)} frames per second`);
			return rate.of(odd.each) === rate.of(usual.each)
				? `was encoded with other settings than ${usual.subject}`
				: rate.say(odd, usual);
		},
	},
];

const ofClip: Trait<Clip> = trait('has', ({ sound }) => (sound ? 'sound' : 'no sound'));

const ofSound: ReadonlyArray<Trait<Track>> = [
	trait('has', ({ entry }) => `sound in ${entry.codec}`),
	trait('has', ({ entry }) => `sound at ${entry.sampleRate} Hz`),
	trait('has', ({ entry }) => `sound of ${channels(entry.channels)}`),
	{
		of: ({ entry }) => entry.settings,
		say: (_, usual) => `has sound that was encoded with other settings than in ${usual.subject}`,
	},
];

/**
 * Holds clips against each other: what one decoder is to play without a break must agree.
 *
 * @param ownSound whether the clips' own sound is to be heard
 * @returns the pictures of the clips
 * @throws Problem `invalidInput` that names a clip that doesn't fit
 */
export function checkFit(clips: readonly Clip[], ownSound: boolean): Picture[] {
	const pictures = clips.map(({ label, picture }) => {
		if (!picture) throw invalid(`${label} has no picture`, 'Only videos can be joined.');
		return { label, each: picture };
	});
	for (const each of ofPicture) checkTrait(pictures, each);
	if (ownSound) {
		const whole = clips.map((clip) => ({ label: clip.label, each: clip }));
		checkTrait(whole, ofClip);
		const sounds = clips.flatMap(({ label, sound }) => (sound ? [{ label, each: sound }] : []));
		for (const each of ofSound) checkTrait(sounds, each);
	}
	return pictures.map(({ each }) => each);
}

/** "Clip 3 is 720 × 1280, the others are 1280 × 720" */
function trait<T>(verb: 'is' | 'has', of: (each: T) => string): Trait<T> {
	const plural = { is: 'are', has: 'have' }[verb];
	return {
		of,
		say: (odd, usual) =>
			`${verb} ${of(odd.each)}, ${usual.subject} ${usual.isOne ? verb : plural} ${of(usual.each)}`,
	};
}

/** The first clip that has not what most have, or, where there is no most, what the first has. */
function checkTrait<T>(
	clips: ReadonlyArray<{ label: string; each: T }>,
	{ of, say }: Trait<T>,
): void {
	const counts = new Map<string | number, number>();
	for (const { each } of clips) counts.set(of(each), (counts.get(of(each)) ?? 0) + 1);
	const [first, ...others] = counts;
	if (!first || others.length === 0) return;
	const [usual, count] = others.reduce((most, each) => (each[1] > most[1] ? each : most), first);
	const odd = clips.find(({ each }) => of(each) !== usual);
	const example = clips.find(({ each }) => of(each) === usual);
	if (!odd || !example) return;
	const isOne = clips.length === 2;
	const rest = count === clips.length - 1 ? 'the others' : 'most others';
	const subject = isOne ? lowerFirst(example.label) : rest;
	const said = say(
		{ each: odd.each, subject: odd.label, isOne: true },
		{ each: example.each, subject, isOne },
	);
	throw invalid(`${odd.label} ${said}`, ADVICE);
}

function channels(count: number): string {
	return count === 1 ? '1 channel' : `${count} channels`;
}

function lowerFirst(text: string): string {
	return text.charAt(0).toLowerCase() + text.slice(1);
}
