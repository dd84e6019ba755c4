import { isOption, mediaFields } from '../form/parameterNames';
import { settingsFor, type UsedModel } from '../models/catalog';
import { SETTING_LABELS } from '../models/labels';
import type { MediaParameter, Parameter, Setting } from '../models/Model';
import { type MediaSetting, MEDIA_KINDS } from '../models/operations';
import type { Settings } from '../models/requestFields';
import { type MediaPlace, readMedia } from './readMedia';
import type { Place } from './readOrder';
import { readReferences } from './readReferences';

/**
 * What an item sets, whether its model has it or not. A field that the form hides for the model has no value: n8n drops
 * it before the node runs.
 *
 * @param model undefined for one that the table does not know
 * @throws Problem `invalidInput` for a file that can't be sent
 */
export async function readSettings(
	place: Place & Pick<MediaPlace, 'room'>,
	model: UsedModel | undefined,
): Promise<Settings> {
	const { context, itemIndex, provider, operation, options, room } = place;
	const settings: Settings = {};
	for (const setting of settingsFor(provider.catalog, operation)) {
		const read = isOption(operation, setting)
			? (name: string): unknown => options[name]
			: (name: string): unknown => context.getNodeParameter(name, itemIndex, '');
		const parameter = model?.parameters[setting];
		const media = { context, itemIndex, catalog: provider.catalog, room };
		if (setting === 'references') {
			const known = parameter?.kind === 'references' ? parameter : undefined;
			settings.references = await readReferences(media, read('references'), known);
		} else if (isMedia(setting)) {
			const { source, url, binaryProperty } = mediaFields(setting);
			const file = await readMedia(
				{ ...media, label: SETTING_LABELS[setting] },
				MEDIA_KINDS[setting],
				{
					source: read(source),
					url: read(url),
					binaryProperty: read(binaryProperty) ?? 'data',
				},
				parameter && isFile(parameter) ? parameter : undefined,
			);
			settings[setting] = file?.source;
		} else {
			settings[setting] = read(setting);
		}
	}
	return settings;
}

const isMedia = (setting: Setting): setting is Exclude<MediaSetting, 'references'> =>
	setting in MEDIA_KINDS;

const isFile = (parameter: Parameter): parameter is MediaParameter =>
	parameter.kind === 'image' || parameter.kind === 'video' || parameter.kind === 'audio';
