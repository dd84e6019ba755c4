import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

const CONDITIONS = ['provider', '/provider'];

/**
 * The form of a package of one provider alone. It does not ask for the provider; and so no field may wait for one,
 * as n8n would show none of them.
 */
export function withoutProvider(fields: INodeProperties[]): INodeProperties[] {
	return fields.filter(({ name }) => name !== 'provider').map(withoutCondition);
}

function withoutCondition(field: INodeProperties): INodeProperties {
	const { displayOptions, ...rest } = field;
	const kept = displayOptions && remaining(displayOptions);
	return {
		...rest,
		...(kept && { displayOptions: kept }),
		...(field.type === 'collection' && {
			options: (field.options as INodeProperties[]).map(withoutCondition),
		}),
	};
}

function remaining({ show, ...others }: IDisplayOptions): IDisplayOptions | undefined {
	const conditions = Object.entries(show ?? {}).filter(([name]) => !CONDITIONS.includes(name));
	const kept = {
		...others,
		...(conditions.length > 0 && { show: Object.fromEntries(conditions) }),
	};
	return Object.keys(kept).length > 0 ? kept : undefined;
}
