import { NodeHelpers, type INode, type INodeParameters, type INodeProperties } from 'n8n-workflow';

import { WanVideo } from '../../nodes/WanVideo/WanVideo.node';
import { toolOf } from '../../tools/engine/tool';

export const { description } = new WanVideo();

/** The form of the node's twin for AI agents. */
export const { description: toolDescription } = toolOf(new WanVideo());

/** A node with these values, as the editor keeps it. */
function nodeWith(parameters: INodeParameters): INode {
	return {
		id: 'wan-video',
		name: 'Wan Video',
		type: 'n8n-nodes-wan-video.wanVideo',
		typeVersion: 1,
		position: [0, 0],
		parameters,
	};
}

/** Every value of the form, given some: what is not given takes the default of the field that is shown for it. */
export function formValues(given: INodeParameters, form = description): INodeParameters {
	const values = NodeHelpers.getNodeParameters(
		form.properties,
		given,
		true,
		false,
		nodeWith(given),
		form,
	);
	if (!values) throw new Error('The form has no values');
	return values;
}

/** What a user sees of the form, from the top. */
export function shownFields(given: INodeParameters, form = description): INodeProperties[] {
	const values = formValues(given, form);
	return form.properties.filter((field) =>
		NodeHelpers.displayParameter(values, field, nodeWith(values), form),
	);
}

/**
 * What a user sees while the model is given by an expression and the editor knows its value: the editor decides on the
 * value, not on the expression as n8n's engine does.
 *
 * @param model undefined while there is no data yet
 */
export function shownFieldsForResolved(
	given: INodeParameters,
	model: string | undefined,
): INodeProperties[] {
	const expression = '={{ $json.model }}';
	const kept = { ...formValues({ ...given, model: locator(expression, 'id') }) };
	const values = { ...kept, model: { ...locator('', 'id'), value: model } };
	return description.properties.filter((field) =>
		NodeHelpers.displayParameter(values, field, nodeWith(values), description),
	);
}

/** A model chosen from the list, as the editor keeps it; `id` when it was typed in. */
export function locator(value: string, mode: 'list' | 'id' = 'list'): INodeParameters {
	return { __rl: true, mode, value };
}

/** What "Add option" offers, or shows once it is added. */
export function shownOptions(
	given: INodeParameters,
	added: INodeParameters = {},
): INodeProperties[] {
	const values = formValues({ ...given, options: added });
	const collection = shownFields(given).find(({ name }) => name === 'options');
	return ((collection?.options ?? []) as INodeProperties[]).filter((option) =>
		NodeHelpers.displayParameter(added, option, nodeWith(values), description, values),
	);
}

export function namesOf(fields: INodeProperties[]): string[] {
	return fields.map(({ name }) => name);
}

/** The only field of a name among some. */
export function onlyField(fields: INodeProperties[], name: string): INodeProperties {
	const found = fields.filter((field) => field.name === name);
	if (found.length !== 1 || !found[0]) throw new Error(`There are ${found.length} fields ${name}`);
	return found[0];
}

/** The values a field offers. */
export function choicesOf({ options = [] }: INodeProperties): unknown[] {
	return options.map((option) => ('value' in option ? option.value : undefined));
}
