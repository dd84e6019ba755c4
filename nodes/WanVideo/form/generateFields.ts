import type { INodeProperties } from 'n8n-workflow';

import { SETTING_LABELS } from '../models/labels';
import type { Setting } from '../models/Model';
import { MEDIA_SETTINGS, operationNamed } from '../models/operations';
import type { Provider } from '../providers/Provider';
import { modelField } from './modelField';
import { isOption } from './parameterNames';
import { merged, type Place, placesOf } from './places';
import { settingFields } from './settingFields';

const SETTINGS = Object.keys(SETTING_LABELS) as Setting[];

/** The main form of the operations that generate, up to what is done with the result. */
export function generateFields(providers: readonly Provider[]): INodeProperties[] {
	const places = placesOf(providers);
	return [
		...merged(places, (place) => [modelField(place)]),
		...merged(places, (place) => ofMainForm('function', place)),
		...merged(places, (place) => ofMainForm('prompt', place)),
		...mediaFields(places),
		...SETTINGS.filter((setting) => setting !== 'function' && setting !== 'prompt').flatMap(
			(setting) =>
				merged(places, (place) =>
					setting in operationNamed(place.operation).media ? [] : ofMainForm(setting, place),
				),
		),
		...merged(places, ({ model }) => (model ? [] : [additionalFields])),
	];
}

/** The fields of the Options collection that set something about the video. */
export function generateOptions(providers: readonly Provider[]): INodeProperties[] {
	const places = placesOf(providers);
	return [
		...SETTINGS.flatMap((setting) =>
			merged(
				places,
				(place) => (isOption(place.operation, setting) ? settingFields(setting, place) : []),
				'/',
			),
		),
		...merged(places, ({ model }) => (model ? [additionalFields] : []), '/'),
	];
}

/** What an operation can't do without comes first. */
function mediaFields(places: readonly Place[]): INodeProperties[] {
	return (['required', 'optional'] as const).flatMap((need) =>
		MEDIA_SETTINGS.flatMap((setting) =>
			merged(places, (place) =>
				operationNamed(place.operation).media[setting] === need
					? settingFields(setting, place)
					: [],
			),
		),
	);
}

function ofMainForm(setting: Setting, place: Place): INodeProperties[] {
	return isOption(place.operation, setting) ? [] : settingFields(setting, place);
}

const additionalFields: INodeProperties = {
	displayName: 'Additional Fields (JSON)',
	name: 'additionalFields',
	type: 'json',
	typeOptions: { rows: 3 },
	default: '{}',
	description:
		"Further fields of the request as a JSON object, in the provider's own names: what a model needs that this node does not show. Objects are merged with those of the form, and lists of objects added to them.",
	placeholder: 'e.g. { "style": "anime" }',
};
