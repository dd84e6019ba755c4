import { createHash } from 'node:crypto';

import type { FrameSize } from '../video/frameSize';
import { WHOLE, type Box, type Layer, type Scene } from '../video/videoSpec';
import type { Change, Order } from './order';
import type { Footage, Picture } from './readMedia';

/** What a video is made of, with its media fetched and measured; see `Material`. */
export type ReadMaterial =
	| { kind: 'frames'; first?: Picture | undefined; last?: Picture | undefined }
	| { kind: 'references'; first?: Picture | undefined; visuals: (Picture | Footage)[] }
	| { kind: 'edit'; clip: Footage; change: ReadChange; pictures: Picture[] }
	| { kind: 'animation'; manner: 'move' | 'replace'; clip: Footage; picture: Picture }
	| {
			kind: 'extension';
			head?: Picture | Footage | undefined;
			tail?: Picture | Footage | undefined;
			motion?: Footage | undefined;
	  };

/** A change, with its mask fetched and measured. */
export type ReadChange =
	Exclude<Change, { kind: 'replacePart' }> | { kind: 'replacePart'; mask?: Picture | Footage };

/** Few hues, so that a batch of many prompts does not need as many renders. */
const HUES = 12;

/** How far the hues of an edited video are turned at full strength, in degrees. */
const TURN = 120;

/** How long a picture stands that a video begins or ends with, in seconds. */
const STILL_SECONDS = 1;

/** The lower right corner: for what a video was made from, where that would not be seen otherwise. */
const CORNER: Box = { left: 0.66, top: 0.66, width: 0.32, height: 0.32 };

/** Draws what was given, so that a person sees that it arrived. */
export function sceneOf(
	{ prompt, seed }: Pick<Order, 'prompt' | 'seed'>,
	material: ReadMaterial,
	video: FrameSize & { seconds: number },
): Scene {
	const hue = hueOf(prompt, seed);
	const collage = (layers: Layer[], repeats = false): Scene => {
		return { kind: 'collage', hue, layers, repeats };
	};
	switch (material.kind) {
		case 'frames': {
			const { first, last } = material;
			if (first && last) return { kind: 'transition', from: first.file, to: last.file };
			if (first) return { kind: 'picture', picture: first.file };
			return last ? collage([endsWith(last, video.seconds)]) : { kind: 'colours', hue };
		}
		case 'references': {
			const { first, visuals } = material;
			const opening = first && beginsWith(first);
			return collage([...sideBySide(visuals, video), ...(opening ? [opening] : [])], !opening);
		}
		case 'edit':
			return collage([...edited(material, video), ...corner(material)]);
		case 'animation': {
			const { manner, clip, picture } = material;
			const [stage, guest] = manner === 'move' ? [picture, clip] : [clip, picture];
			return collage([whole(stage), within(guest, CORNER)]);
		}
		case 'extension': {
			const { head, tail, motion } = material;
			return collage([
				...(motion ? [within(motion, CORNER)] : []),
				...(head ? [beginsWith(head)] : []),
				...(tail ? [endsWith(tail, video.seconds)] : []),
			]);
		}
	}
}

function hueOf(prompt: string, seed: number | undefined): number {
	const chance = createHash('sha256')
		.update(JSON.stringify([prompt, seed]))
		.digest();
	return ((chance.readUInt32BE() % HUES) * 2 * Math.PI) / HUES;
}

/** In rows and columns, with colours between them. */
function sideBySide(visuals: (Picture | Footage)[], frame: FrameSize): Layer[] {
	const ratio = frame.width / frame.height;
	const columns = Math.min(
		visuals.length,
		Math.max(1, Math.round(Math.sqrt(visuals.length * ratio))),
	);
	const rows = Math.ceil(visuals.length / columns);
	const margin = 0.03;
	return visuals.map((visual, index) =>
		within(visual, {
			left: (index % columns) / columns + margin,
			top: Math.floor(index / columns) / rows + margin,
			width: 1 / columns - 2 * margin,
			height: 1 / rows - 2 * margin,
		}),
	);
}

function edited(
	{ clip, change, pictures }: ReadMaterial & { kind: 'edit' },
	frame: FrameSize,
): Layer[] {
	switch (change.kind) {
		case 'recolour':
			return [{ ...whole(clip), turned: TURN * change.strength }];
		case 'replacePart': {
			if (!change.mask) return [{ ...whole(clip), turned: TURN }];
			const [filling] = pictures;
			return [...(filling ? [whole(filling)] : []), { ...whole(clip), hole: plain(change.mask) }];
		}
		case 'expand':
			return [{ visual: plain(clip), box: shrunkTo(change), fit: 'fill' }];
		case 'reframe':
			return [within(clip, reframed(clip, frame, change.zoom))];
	}
}

/** Pictures that a change does not show by itself. */
function corner({ change, pictures }: ReadMaterial & { kind: 'edit' }): Layer[] {
	const shown = change.kind === 'replacePart' && change.mask ? pictures.slice(1) : pictures;
	return shown.map((picture, index) =>
		within(picture, { ...CORNER, left: CORNER.left - (index % 3) * CORNER.width }),
	);
}

/** Where the source video is in the larger one. */
function shrunkTo({ left, right, top, bottom }: Change & { kind: 'expand' }): Box {
	const [width, height] = [1 + left + right, 1 + top + bottom];
	return { left: left / width, top: top / height, width: 1 / width, height: 1 / height };
}

/** As large as it can be without losing anything, and larger by the zoom: then its edges are cut off. */
function reframed(clip: FrameSize, frame: FrameSize, zoom: number): Box {
	const scale = Math.min(frame.width / clip.width, frame.height / clip.height) * (1 + zoom);
	const width = (clip.width * scale) / frame.width;
	const height = (clip.height * scale) / frame.height;
	return { left: (1 - width) / 2, top: (1 - height) / 2, width, height };
}

function whole(visual: Picture | Footage): Layer {
	return { visual: plain(visual), box: WHOLE, fit: 'fill' };
}

function within(visual: Picture | Footage, box: Box): Layer {
	return { visual: plain(visual), box, fit: 'within' };
}

function beginsWith(visual: Picture | Footage): Layer {
	return { ...whole(visual), endsAt: lengthOf(visual) };
}

function endsWith(visual: Picture | Footage, seconds: number): Layer {
	return { ...whole(visual), startsAt: Math.max(0, seconds - lengthOf(visual)) };
}

function lengthOf(visual: Picture | Footage): number {
	return visual.kind === 'clip' ? visual.seconds : STILL_SECONDS;
}

/** Nothing but what decides how it looks: a video is found again by it. */
function plain({ kind, file }: Picture | Footage) {
	return { kind, file };
}
