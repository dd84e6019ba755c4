import { CATALOGS, modelsFor } from '../../nodes/WanVideo/models/catalog';
import { PROVIDER_LABELS, SETTING_LABELS } from '../../nodes/WanVideo/models/labels';
import type {
	GenerateOperation,
	Parameter,
	Provider,
	Setting,
} from '../../nodes/WanVideo/models/Model';

const OPERATIONS: Record<GenerateOperation, string> = {
	textToVideo: 'Text to Video',
	imageToVideo: 'Image to Video',
};

/** The README's tables of models and their parameters, in Markdown, from the table that the node itself uses. */
export function modelTables(): string {
	const providers = Object.keys(CATALOGS) as Provider[];
	return providers
		.flatMap((provider) =>
			(Object.keys(OPERATIONS) as GenerateOperation[]).map((operation) =>
				[
					`**${OPERATIONS[operation]}, ${PROVIDER_LABELS[provider]}**`,
					'',
					'| Model | Size and length | Options |',
					'| --- | --- | --- |',
					...modelsFor(provider, operation).map(({ id, name, parameters }) => {
						const entries = Object.entries(parameters) as Array<[Setting, Parameter]>;
						const sizes = entries.filter(([, { kind }]) => kind === 'choice');
						const options = entries.filter(([, { kind }]) => kind !== 'choice');
						return `| **${name}**<br>\`${id}\` | ${sizes.map(choices).join('<br>')} | ${options.map(option).join(', ')} |`;
					}),
				].join('\n'),
			),
		)
		.join('\n\n');
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
