import type { Setting } from '../models/Model';
import type { GenerateOperation, MediaSetting } from '../models/operations';
import { operationNamed } from '../models/operations';

/** Settings of the main form; all others stand in the Options collection. */
const MAIN_SETTINGS: readonly Setting[] = [
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

/** Whether a setting stands in the Options collection: media that the operation starts from do not. */
export function isOption(operation: GenerateOperation, setting: Setting): boolean {
	return !MAIN_SETTINGS.includes(setting) && !(setting in operationNamed(operation).media);
}

/** What the form, and so every error, calls the field for the name of a file that comes in; n8n's own words. */
export const inputFieldLabel = (label: string) => `${label} Input Data Field Name`;

/** The same for the file that goes out. */
export const OUTPUT_FIELD_LABEL = 'Output Data Field Name';

/** The three fields that give one file. */
export interface MediaFields {
	source: string;
	url: string;
	binaryProperty: string;
}

/** The names of the fields for one file, such as `imageSource`, `imageUrl` and `imageBinaryProperty`. */
export function mediaFields(setting: Exclude<MediaSetting, 'references'>): MediaFields {
	return {
		source: `${setting}Source`,
		url: `${setting}Url`,
		binaryProperty: `${setting}BinaryProperty`,
	};
}

/** The fields of one reference. */
export const REFERENCE_FIELDS = {
	kind: 'type',
	role: 'role',
	source: 'source',
	url: 'url',
	binaryProperty: 'binaryProperty',
} as const;

/** Where references come from: n8n drops an expression in the place of a whole list of fields, so that has its own. */
export const REFERENCES_FROM = {
	name: 'specifyReferences',
	fields: 'fields',
	list: 'list',
} as const;
