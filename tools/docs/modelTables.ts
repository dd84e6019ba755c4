import { OPTION_SETTINGS } from '../../nodes/WanVideo/form/parameterNames';
import { modelsFor } from '../../nodes/WanVideo/models/catalog';
import { SETTING_LABELS } from '../../nodes/WanVideo/models/labels';
import type { GenerateOperation, Parameter, Setting } from '../../nodes/WanVideo/models/Model';
import { PROVIDERS } from '../../nodes/WanVideo/providers/registry';

const OPERATIONS: Record<GenerateOperation, string> = {
	textToVideo: 'Text to Video',
	imageToVideo: 'Image to Video',
};

/** The README's tables of models and their parameters, in Markdown, from the table that the node itself uses. */
export function modelTables(): string {
	return PROVIDERS.flatMap(({ catalog, label }) =>
		(Object.keys(OPERATIONS) as GenerateOperation[]).map((operation) =>
			[
				`**${OPERATIONS[operation]}, ${label}**`,
				'',
				'| Model | Prompt | Size and length | Options |',
				'| --- | --- | --- | --- |',
				...modelsFor(catalog, operation).map(({ id, name, parameters }) => {
					const entries = Object.entries(parameters) as Array<[Setting, Parameter]>;
					const isOption = ([setting]: [Setting, Parameter]) => OPTION_SETTINGS.includes(setting);
					const options = entries.filter(isOption);
					const sizes = entries.filter((entry) => !isOption(entry) && entry[1].kind === 'choice');
					return `| **${name}**<br>\`${id}\` | ${promptLimit(parameters.prompt)} | ${sizes.map(choices).join('<br>')} | ${options.map(option).join(', ')} |`;
				}),
			].join('\n'),
		),
	).join('\n\n');
}

function promptLimit(prompt: Parameter | undefined): string {
	return prompt?.kind === 'text' && prompt.maxLength ? `≤ ${prompt.maxLength} characters` : '';
}

function choices([setting, parameter]: [Setting, Parameter]): string {
	if (parameter.kind !== 'choice') return '';
	const values = parameter.values.map((value) => {
		const shown = String(value).replace('*', '×');
		return value === parameter.default ? `**${shown}**` : shown;
	});
	const unit = setting === 'duration' ? ' s' : '';
	return `${SETTING_LABELS[setting]}: ${values.join(', ')}${unit}`;
}

function option([setting, parameter]: [Setting, Parameter]): string {
	const limit =
		parameter.kind === 'text' && parameter.maxLength
			? ` (≤ ${parameter.maxLength} characters)`
			: '';
	return `${SETTING_LABELS[setting]}${limit}`;
}
