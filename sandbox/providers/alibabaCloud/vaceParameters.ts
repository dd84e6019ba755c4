import type { Creation, VaceFunction } from './request';

/**
 * Which functions of VACE have a parameter; those that are not here are of all.
 *
 * Source: https://help.aliyun.com/zh/model-studio/legacy-wanx-vace-api-reference
 */
const FUNCTIONS: Record<string, readonly VaceFunction[]> = {
	obj_or_bg: ['image_reference'],
	control_condition: ['video_repainting', 'video_edit', 'video_extension'],
	strength: ['video_repainting'],
	mask_type: ['video_edit'],
	expand_ratio: ['video_edit'],
	expand_mode: ['video_edit'],
	size: ['image_reference', 'video_edit'],
	top_scale: ['video_outpainting'],
	bottom_scale: ['video_outpainting'],
	left_scale: ['video_outpainting'],
	right_scale: ['video_outpainting'],
	duration: ['image_reference', 'video_edit', 'video_extension', 'video_outpainting'],
};

/** The control conditions of the functions that have one; the empty one is none. */
const CONDITIONS: Partial<Record<VaceFunction, readonly string[]>> = {
	video_repainting: ['posebodyface', 'posebody', 'depth', 'scribble'],
	video_edit: ['', 'posebodyface', 'depth'],
	video_extension: ['posebodyface', 'depth'],
};

/** The parameters that belong to other functions than the one that is asked for; none for other models. */
export function strayParameters(creation: Partial<Creation>): string[] {
	const { function: name } = creation.input ?? {};
	if (name === undefined) return [];
	const given = Object.keys(creation.parameters ?? {});
	return given.filter((parameter) => FUNCTIONS[parameter]?.includes(name) === false);
}

/** Which rule on the parameters of its function a request breaks, as a sentence. */
export function brokenVaceRule({ input, parameters = {} }: Creation): string | undefined {
	const { function: name, ref_images_url: pictures = [], video_url: video } = input;
	if (name === undefined) return undefined;
	const { obj_or_bg: kinds, control_condition: condition } = parameters;

	if (name === 'image_reference') {
		// A single picture is an object unless something else is said.
		if (kinds ? kinds.length !== pictures.length : pictures.length > 1) {
			return 'parameters.obj_or_bg must have as many entries as input.ref_images_url';
		}
		const backgrounds = kinds?.filter((kind) => kind === 'bg') ?? [];
		if (backgrounds.length > 1) return "parameters.obj_or_bg may have 'bg' only once";
	}
	const isRequired = name === 'video_repainting' || (name === 'video_extension' && video);
	if (isRequired && condition === undefined) return 'Field required: parameters.control_condition';
	const allowed = CONDITIONS[name];
	if (allowed && condition !== undefined && !allowed.includes(condition)) {
		return `parameters.control_condition of ${name} must be one of ${allowed.filter(Boolean).join(', ')}`;
	}
	return undefined;
}
