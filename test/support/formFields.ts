import type { INodeParameters } from 'n8n-workflow';

import type { UsedModel } from '../../nodes/WanVideo/models/catalog';
import type { Catalog, Parameter, Setting } from '../../nodes/WanVideo/models/Model';
import { MEDIA_KINDS, operationNamed } from '../../nodes/WanVideo/models/operations';
import { takesFiles } from './parameterShapes';
import { catalogOf, providerNamed } from './providers';
import type { TestedUse } from './uses';

type Place = Pick<TestedUse, 'provider' | 'operation'>;

/** What stands in the main form for every operation, besides what it starts from. */
const MAIN: readonly Setting[] = [
	'prompt',
	'function',
	'mode',
	'controlCondition',
	'resolution',
	'aspectRatio',
	'size',
	'duration',
	'leftScale',
	'rightScale',
	'topScale',
	'bottomScale',
];
export const RESULT_FIELDS = ['waitForCompletion', 'downloadVideo', 'simplify', 'options'];
export const PROCESS_OPTIONS = [
	'maxConcurrency',
	'outputBinaryProperty',
	'pollingInterval',
	'timeout',
];

/** Those of a provider: what only some of them have as well. */
export function processOptionsOf(provider: string): string[] {
	const { api, endpoints = [] } = providerNamed(provider);
	return [
		...PROCESS_OPTIONS,
		...(endpoints.length > 0 ? ['endpoint'] : []),
		...('cancel' in api ? ['cancelOnStop'] : []),
	];
}

export const sorted = (names: readonly string[]) => [...names].sort();

const entriesOf = (parameters: UsedModel['parameters']) =>
	Object.entries(parameters) as Array<[Setting, Parameter]>;

/** Whether a setting stands in the main form of an operation. */
export function isMain({ operation }: Pick<Place, 'operation'>, setting: Setting): boolean {
	return MAIN.includes(setting) || setting in operationNamed(operation).media;
}

/** The names of the main form's fields while these settings are to be given, with a link to every file. */
export function mainFields(place: Place, settings: UsedModel['parameters']): string[] {
	const shown = entriesOf(settings).filter(([setting]) => isMain(place, setting));
	return [
		'provider',
		'resource',
		'operation',
		'model',
		...shown.flatMap(([setting, parameter]) =>
			fieldsOf(catalogOf(place.provider), setting, parameter, true),
		),
		...RESULT_FIELDS,
	];
}

/** The names of the options of a model that the list knows, with a link to every file. */
export function optionFields(place: Place, settings: UsedModel['parameters']): string[] {
	const shown = entriesOf(settings).filter(([setting]) => !isMain(place, setting));
	const catalog = catalogOf(place.provider);
	return [
		...shown.flatMap(([setting, parameter]) => fieldsOf(catalog, setting, parameter, false)),
		'additionalFields',
		...processOptionsOf(place.provider),
	];
}

function fieldsOf(
	catalog: Catalog,
	setting: Setting,
	parameter: Parameter,
	inMainForm: boolean,
): string[] {
	if (parameter.kind === 'references') return ['specifyReferences', 'references'];
	if (!(setting in MEDIA_KINDS)) return [setting];
	// Where only links are taken, the main form asks all the same, so that an error can say what to do.
	const asks = inMainForm || takesFiles(catalog, { kind: parameter.kind as 'image' });
	return asks ? [`${setting}Source`, `${setting}Url`] : [`${setting}Url`];
}

/** A place in the form's own values, with every file from a binary field and references as a list. */
export const BY_FILES: INodeParameters = {
	imageSource: 'binary',
	lastFrameSource: 'binary',
	videoSource: 'binary',
	maskImageSource: 'binary',
	maskVideoSource: 'binary',
	audioSource: 'binary',
	specifyReferences: 'list',
};
