import { randomUUID } from 'node:crypto';

import type { Context, Document } from 'openapi-backend';

import { enactContract, readContract } from '../../contracts/contract';
import { answerTraits, modelsOf } from '../../contracts/videoTraits';
import type { Answer, Call, Provider } from '../../exchange';
import { UPLOAD_PATH } from '../../files/uploadRoute';
import { GRANT_SECONDS, LARGEST_UPLOAD_MB } from '../../files/uploads';
import type { ProviderKind, ProviderMeans } from '../ProviderKind';
import { answer, problem, type Output, type Problem } from './answers';
import { brokenRule } from './combinations';
import { checkFace } from './faceCheck';
import { readModelList, type ModelQuery } from './modelList';
import { readOrder } from './order';
import { quirkyAlibabaCloud } from './quirks';
import { CREATING, invalid, modelNotExist, notAsked } from './refusals';
import { regionOf } from './regions';
import { storedLinksIn, type Creation } from './request';
import { listTasks, type ListQuery } from './taskList';
import { describeTask } from './taskAnswers';
import { statusOf, Tasks } from './tasks';
import { strayParameters } from './vaceParameters';

const BASE = '/api/v1/';

/** Alibaba Cloud Model Studio, of the regions Singapore and Beijing. */
export const alibabaCloud: ProviderKind = {
	owns: (path) => path.startsWith(BASE) || path === UPLOAD_PATH,
	createsAt: (path) => path.endsWith(CREATING),
	async open(means) {
		return quirkyAlibabaCloud(await openAlibabaCloud(means), means.quirks);
	},
};

async function openAlibabaCloud(means: ProviderMeans): Promise<Provider> {
	const { generations, links, uploads, rigour } = means;
	const document = await readContract('alibabaCloud.yaml');
	const creating = creatingModels(document);
	const models = await readModelList();
	const tasks = new Tasks(generations);
	const contract = await enactContract(
		document,
		{
			operations: {
				createTask,
				createTaskFromPicture: createTask,
				checkFace: checkFaceOf,
				fetchTask,
				cancelTask,
				listTasks: ({ request }, { account }) =>
					listTasks(tasks.all(regionOf(account)), request.query as ListQuery),
				listModels: ({ request }, { account }) =>
					models.answer(request.query as ModelQuery, regionOf(account)),
				allowUpload,
			},
			unknownPath: (_context, { method, path }) =>
				problem(404, 'NotFound', `There is no ${method} ${path}.`),
			unauthorized: (_context, { headers }) =>
				problem(
					401,
					'InvalidApiKey',
					headers.authorization ? 'Invalid API-key provided.' : 'No API-key provided.',
				),
			invalid: (context, call) => notAsked(call) ?? invalid(context, creating),
		},
		rigour,
	);

	function createTask({ operation, request }: Context, call: Call): Answer {
		const creation = request.requestBody as Creation;
		const refusal = notAsked(call) ?? refusalOf(creation, call);
		if (refusal) return refusal;
		const broken = brokenRule(creation);
		if (broken) return problem(400, 'InvalidParameter', broken);
		const [stray] = rigour.strict ? strayParameters(creation) : [];
		if (stray !== undefined) {
			const { function: name = '' } = creation.input;
			const message = `parameters/${stray} is not a field of ${name}`;
			return problem(400, 'InvalidParameter', message);
		}

		const generation = generations.start(randomUUID(), readOrder(creation, operation));
		const output: Output = { task_status: 'PENDING', task_id: generation.id };
		const created = answer(200, { output });
		const { request_id: requestId } = created.body as Problem;
		const traits = answerTraits(operation, creation.model);
		const region = regionOf(call.account);
		tasks.add({ generation, creation, traits, region, requestId });
		return created;
	}

	async function checkFaceOf({ request }: Context, call: Call): Promise<Answer> {
		const creation = request.requestBody as Creation;
		const { image_url: link = '' } = creation.input;
		return refusalOf(creation, call) ?? (await checkFace(link, uploads));
	}

	/** What keeps a sound request from being fulfilled: the account, the region, or its files. */
	function refusalOf({ model, input }: Creation, { account, headers }: Call): Answer | undefined {
		const owner = regionOf(account);
		if (account === 'rateLimited') {
			const message = 'Requests rate limit exceeded, please try again later.';
			return problem(429, 'Throttling.RateQuota', message);
		}
		if (account === 'noCredits') {
			const message = 'Access denied, please make sure your account is in good standing.';
			return problem(400, 'Arrearage', message);
		}
		if (!models.has(model, owner)) return modelNotExist();
		const stored = storedLinksIn(input);
		const resolves = headers['x-dashscope-ossresourceresolve'] === 'enable';
		if (stored.every((link) => resolves && uploads.mayBeUsed(link, { owner, model }))) {
			return undefined;
		}
		// Which words it has for either is not said.
		const message =
			'Unable to download the media resource during the data inspection process. ' +
			(resolves ? 'The file is not there for this model.' : 'The link was not resolved.');
		return problem(400, 'InvalidParameter.DataInspection', message);
	}

	function fetchTask({ request }: Context, { account, origin }: Call): Answer {
		const { task_id: id = '' } = request.params as Record<string, string>;
		const task = tasks.find(id, regionOf(account));
		if (!task) return answer(200, { output: { task_id: id, task_status: 'UNKNOWN' } });
		const link = (file: string) => links.linkTo(id, file, origin);
		return answer(200, describeTask(task, link));
	}

	function cancelTask({ request }: Context, { account }: Call): Answer {
		const { task_id: id = '' } = request.params as Record<string, string>;
		const task = tasks.find(id, regionOf(account));
		if (!task || statusOf(task) !== 'PENDING') {
			const message = 'Failed to cancel the task, please confirm if the task is in PENDING status.';
			return problem(400, 'UnsupportedOperation', message);
		}
		task.canceledAt = new Date();
		return answer(200, {});
	}

	function allowUpload({ request }: Context, { account, origin }: Call): Answer {
		const { model } = request.query as { model: string };
		const grant = uploads.grant({ owner: regionOf(account), model });
		const data = {
			policy: grant.policy,
			signature: grant.signature,
			upload_dir: grant.folder,
			upload_host: origin + UPLOAD_PATH,
			expire_in_seconds: GRANT_SECONDS,
			max_file_size_mb: LARGEST_UPLOAD_MB,
			oss_access_key_id: grant.accessKeyId,
			x_oss_object_acl: 'private',
			x_oss_forbid_overwrite: 'true',
		};
		return answer(200, { data });
	}

	return {
		async answer(call) {
			const handled = await contract.handle(call);
			if (!call.path.endsWith(CREATING) || handled.status !== 200) return handled;
			const stray = strayParameters(call.body as Partial<Creation>);
			const ignored = stray.map((name) => `parameters/${name}`);
			return { ...handled, ignoredFields: [...handled.ignoredFields, ...ignored] };
		},
		problem: (status, reason) =>
			problem(status, status < 500 ? 'InvalidParameter' : 'InternalError', reason),
	};
}

/** The models that can be created with, on any path. */
function creatingModels(document: Document): string[] {
	return Object.values(document.paths ?? {}).flatMap((path) => {
		const post = path?.post as Context['operation'] | undefined;
		return post?.requestBody ? modelsOf(post) : [];
	});
}
