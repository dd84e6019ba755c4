import type { GenerateOperation } from '../../models/operations';
import { asText } from '../../models/text';
import type { LeavingModel, ListedModel, ModelList } from '../ProviderApi';
import { type Fields, fieldsOf } from '../reading';
import { BASE_URL } from './baseUrl';

// Source: https://docs.aimlapi.com (GET /v1/models and /v1/models/deprecations; neither needs a key), and answers that
// others have recorded.

const OPERATIONS: Record<string, GenerateOperation> = {
	text_to_video: 'textToVideo',
	image_to_video: 'imageToVideo',
	reference_to_video: 'referenceToVideo',
	video_to_video: 'editVideo',
};

/** Of Wan, by its id: `alibaba/wan-2-7-t2v`, `krea/krea-wan-14b/text-to-video`. */
const WAN = /(^|[/-])wan[-\d.]/i;

export const modelList: ModelList = {
	needsKey: false,
	baseUrl: BASE_URL,
	// Without asking for them, the rows do not tell what a model can do.
	paths: ['/v1/models?include=capabilities', '/v1/models/deprecations'],
	read: ([models, leaving]) => ({ models: readModels(models), leaving: readLeaving(leaving) }),
};

function readModels(answer: unknown): ListedModel[] {
	const byId = new Map<string, ListedModel>();
	for (const row of rowsOf(answer)) {
		const model = readModel(row);
		// One id may stand in several rows, with what it can do in each.
		const known = model && byId.get(model.id);
		if (known)
			byId.set(model.id, { ...known, operations: [...known.operations, ...model.operations] });
		else if (model) byId.set(model.id, model);
	}
	return [...byId.values()];
}

function readLeaving(answer: unknown): LeavingModel[] {
	return rowsOf(answer).flatMap((row) => {
		const id = asText(row.id ?? row.model ?? row.model_id);
		const status = asText(row.status).toLowerCase();
		if (id === '' || status === 'active') return [];
		// Deprecated and superseded ones still work.
		return [{ id, isRetired: /withdraw|retire|shut|removed/.test(status) }];
	});
}

function readModel({ id, aliases, type, info, capabilities }: Fields): ListedModel | undefined {
	const name = asText(fieldsOf(info).name);
	const can = textsOf(capabilities);
	const makesVideos = /video/i.test(asText(type)) || can.some((one) => /_to_video$/.test(one));
	if (typeof id !== 'string' || !WAN.test(id) || !makesVideos) return undefined;
	return {
		id,
		aliases: textsOf(aliases),
		name: name || id,
		operations: can.flatMap((one) => OPERATIONS[one] ?? []),
	};
}

/** The rows stand alone, or in `data`. */
function rowsOf(answer: unknown): Fields[] {
	const rows = Array.isArray(answer) ? answer : fieldsOf(answer).data;
	return Array.isArray(rows) ? rows.map(fieldsOf) : [];
}

function textsOf(value: unknown): string[] {
	return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
