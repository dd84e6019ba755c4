import { isOption } from '../../nodes/WanVideo/form/parameterNames';
import { choicesOf } from '../../nodes/WanVideo/form/texts';
import { modelsFor, operationsOf, type UsedModel } from '../../nodes/WanVideo/models/catalog';
import { SETTING_LABELS } from '../../nodes/WanVideo/models/labels';
import type {
	Catalog,
	MediaParameter,
	NumberParameter,
	Parameter,
	ReferencesParameter,
	Setting,
} from '../../nodes/WanVideo/models/Model';
import {
	type GenerateOperation,
	MEDIA_KINDS,
	type MediaKind,
	MEDIA_SETTINGS,
	operationNamed,
} from '../../nodes/WanVideo/models/operations';
import { KIND_NAMES } from '../../nodes/WanVideo/models/references';
import { describeRule } from '../../nodes/WanVideo/models/rules';
import { PROVIDERS } from '../../nodes/WanVideo/providers/registry';

/** The tables of models and their parameters, in Markdown, from the tables that the node itself uses. */
export function modelTables(): string {
	return PROVIDERS.flatMap(({ catalog, label }) => [
		`## ${label}`,
		...operationsOf(catalog).map((operation) =>
			[
				`### ${operationNamed(operation).name}, ${label}`,
				'',
				'| Model | Starts from | Main fields | Options |',
				'| --- | --- | --- | --- |',
				...modelsFor(catalog, operation).map((model) => row(catalog, operation, model)),
			].join('\n'),
		),
	]).join('\n\n');
}

function row(catalog: Catalog, operation: GenerateOperation, model: UsedModel): string {
	const entries = Object.entries(model.parameters) as Array<[Setting, Parameter]>;
	const inOrder = (Object.keys(SETTING_LABELS) as Setting[]).flatMap((setting) =>
		entries.filter(([name]) => name === setting),
	);
	const isMedia = ([setting]: [Setting, Parameter]) =>
		(MEDIA_SETTINGS as readonly Setting[]).includes(setting);
	const options = inOrder.filter(([setting]) => isOption(operation, setting));
	const main = inOrder.filter(([setting]) => !isOption(operation, setting));
	const ids = [model.id, ...(model.aliases ?? [])].map((id) => `\`${id}\``);
	// Those of other operations hold as well, but only who uses Additional Fields meets them.
	const rules = (model.rules ?? [])
		.map((rule) => describeRule(catalog, model, rule))
		.filter((words) => words.replace(/"[^"]*"/g, '').match(/: [A-Z]|with [A-Z]|^[A-Z].* only/));
	const cells = [
		[
			`**${model.name}**`,
			...ids,
			...(model.regions ? [model.regions.map(titleOf).join(', ')] : []),
		],
		main.filter(isMedia).map(media(catalog, operation)),
		[...main.filter((entry) => !isMedia(entry)).map(described), ...inRegions(model), ...rules],
		[options.map(described).join(', ')],
	];
	return `| ${cells.map((lines) => lines.filter(Boolean).join('<br>')).join(' | ')} |`;
}

/** What can be set otherwise in a region. */
function inRegions({ inRegion = {} }: UsedModel): string[] {
	return Object.entries(inRegion).flatMap(([region, parameters = {}]) =>
		(Object.entries(parameters) as Array<[Setting, Parameter]>).map(
			(entry) => `In ${titleOf(region)}, ${described(entry)}`,
		),
	);
}

/** `hongKong` as "Hong Kong" */
function titleOf(region: string): string {
	const words = region.replace(/[A-Z]/g, (letter) => ` ${letter}`);
	return words.charAt(0).toUpperCase() + words.slice(1);
}

const media =
	(catalog: Catalog, operation: GenerateOperation) =>
	([setting, parameter]: [Setting, Parameter]): string => {
		const label = SETTING_LABELS[setting];
		if (parameter.kind === 'references') return references(catalog, parameter);
		const { media: needed } = operationNamed(operation);
		const isNeeded = 'required' in parameter || needed[setting as 'image'] === 'required';
		const kind = MEDIA_KINDS[setting as keyof typeof MEDIA_KINDS];
		const isSingle =
			parameter.kind === 'image' || parameter.kind === 'video' || parameter.kind === 'audio';
		const way = isSingle ? wayOf(catalog, kind, parameter) : '';
		const notes = [!isNeeded && 'optional', way].filter(Boolean).join(', ');
		return `${label}${notes && ` (${notes})`}${withFunctions(parameter)}`;
	};

/** How a file of a kind gets to the provider, where it does not go along with the request. */
function wayOf(
	{ images, videoFiles, audioFiles, uploads }: Catalog,
	kind: MediaKind,
	{ noDataUri }: Pick<MediaParameter, 'noDataUri'>,
): string {
	if (!{ image: images, video: videoFiles, audio: audioFiles }[kind]) return 'link only';
	if (uploads) return noDataUri || uploads.inline[kind] === undefined ? 'link or upload' : '';
	return noDataUri ? 'link only' : '';
}

function references(
	catalog: Catalog,
	{ kinds, maximum, voicesField, ...parameter }: ReferencesParameter,
): string {
	const all = (Object.keys(kinds) as MediaKind[]).flatMap((kind) => {
		const limits = kinds[kind];
		if (!limits) return [];
		const names = limits.maximum === 1 ? KIND_NAMES[kind].replace(/s$/, '') : KIND_NAMES[kind];
		const isVoice = voicesField && kind === 'audio';
		const notes = [
			wayOf(catalog, kind, limits).replace(/(link|upload)\b/g, '$1s'),
			isVoice && 'each the voice of the one before it',
			limits.totalSeconds && `${limits.totalSeconds} s together`,
			limits.secondsWithDuration && `${limits.secondsWithDuration} s with the new video`,
			limits.maxDuration && `new video ≤ ${limits.maxDuration} s`,
		].filter(Boolean);
		return [`≤ ${limits.maximum} ${names}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`];
	});
	const together = maximum ? `; ≤ ${maximum} in all` : '';
	return `References: ${all.join('; ')}${together}${withFunctions(parameter as Parameter)}`;
}

function described([setting, parameter]: [Setting, Parameter]): string {
	const label = SETTING_LABELS[setting];
	const values = valuesOf(setting, parameter);
	const isMain = ['choice', 'integer', 'number'].includes(parameter.kind) && setting !== 'seed';
	const shown = isMain ? values && `: ${values}` : values && ` (${values})`;
	return `${label}${shown}${withFunctions(parameter)}`;
}

function valuesOf(setting: Setting, parameter: Parameter): string {
	const unit = setting === 'duration' ? ' s' : '';
	switch (parameter.kind) {
		case 'choice': {
			const names = choicesOf(setting, parameter.values).map(({ name, value }) => {
				const plain = setting === 'duration' ? String(value) : name.replaceAll(' × ', '×');
				return value === parameter.default ? `**${plain}**` : plain;
			});
			return `${names.join(', ')}${unit}`;
		}
		case 'integer':
		case 'number':
			return range(parameter, unit);
		case 'text':
			return parameter.maxLength ? `≤ ${parameter.maxLength} characters` : '';
		case 'switch':
		case 'image':
		case 'video':
		case 'audio':
		case 'references':
			return '';
	}
}

function range(
	{ minimum, maximum, step, also, default: preset }: NumberParameter,
	unit: string,
): string {
	if (minimum === undefined || maximum === undefined || maximum > 1000) return '';
	const steps = step ? ` in steps of ${step}` : '';
	const besides = also ? `, or ${also.value}: ${also.meaning}` : '';
	return `${minimum} to ${maximum}${unit}${steps}${preset === undefined ? '' : ` (**${preset}**)`}${besides}`;
}

function withFunctions({ functions }: Parameter): string {
	if (!functions) return '';
	const names = choicesOf('function', functions).map(({ name }) => name);
	return ` (for ${names.join(', ')})`;
}
