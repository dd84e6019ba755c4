import type { ProblemKind } from '../../nodes/WanVideo/problem';

/** An answer to a create or a look, in a shape that was recorded from the live service, and what it says. */
export interface RecordedReport {
	provider: string;
	what: string;
	/** As it came: a number of many digits would not survive as a value here. */
	text: string;
	headers?: Record<string, string>;
	says: {
		id: string;
		status: 'queued' | 'running' | 'completed' | 'failed' | 'videoless';
		videoUrl?: string;
		reason?: string;
		isModeration?: true;
		usage?: { credits?: number; usd?: number };
	};
}

const UUID = '60ac7c34-3224-4b14-8e7d-0aa0db708325';
const LINK = 'https://cdn.example.com/videos%2F2026/clip.mp4?token=a%2Fb';

const onAimlApi = (
	what: string,
	body: object | string,
	says: RecordedReport['says'],
	headers?: Record<string, string>,
): RecordedReport => {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	return { provider: 'aimlApi', what, text, says, headers };
};

const onMuleRouter = (
	what: string,
	body: object | string,
	says: RecordedReport['says'],
): RecordedReport => ({
	provider: 'muleRouter',
	what,
	text: typeof body === 'string' ? body : JSON.stringify(body),
	says,
});

const aimlApiVideo = (video: unknown, more: object = {}) => ({
	id: UUID,
	status: 'completed',
	video,
	...more,
});
const done = { id: UUID, status: 'completed', videoUrl: LINK } as const;
const videoless = { id: UUID, status: 'videoless' } as const;
const failedFor = (reason: string) => ({ id: UUID, status: 'failed', reason }) as const;
const moderatedFor = (reason: string) => ({ ...failedFor(reason), isModeration: true }) as const;
const aimlApiError = (error: unknown) => ({ id: UUID, status: 'error', video: null, error });
const task = (status: string | undefined, more: object = {}) => ({ id: UUID, status, ...more });
const muleRouterVideo = (more: object) => ({ task_info: task('completed'), ...more });

export const RECORDED_REPORTS: RecordedReport[] = [
	// Ids
	onAimlApi(
		'an id of a uuid and the model',
		{ id: `${UUID}:alibaba/wan-2-6-t2v`, status: 'queued' },
		{ id: `${UUID}:alibaba/wan-2-6-t2v`, status: 'queued' },
	),
	onAimlApi(
		'an id as generation_id',
		{ generation_id: UUID, status: 'queued' },
		{ id: UUID, status: 'queued' },
	),
	onAimlApi(
		'an empty id beside a generation_id',
		{ id: '', generation_id: UUID, status: 'queued' },
		{ id: UUID, status: 'queued' },
	),
	onAimlApi(
		'a null id beside a generation_id',
		{ id: null, generation_id: UUID, status: 'queued' },
		{ id: UUID, status: 'queued' },
	),
	onAimlApi(
		'a short id that starts with a dash',
		{ id: '-Qx7f_2', status: 'queued' },
		{ id: '-Qx7f_2', status: 'queued' },
	),
	onAimlApi(
		'an id that is a number',
		{ id: 4711, status: 'queued' },
		{ id: '4711', status: 'queued' },
	),
	onAimlApi('an id that is 0', { id: 0, status: 'queued' }, { id: '0', status: 'queued' }),
	onAimlApi('an id of 64 bits', '{"id": 9223372036854775807, "status": "queued"}', {
		id: '9223372036854775807',
		status: 'queued',
	}),
	onAimlApi(
		'an id of 64 bits as generation_id, with texts that look alike',
		'{"note":"\\"id\\": 9223372036854775807","generation_id":9223372036854775807,"ratio":0.12345678901234567890,"status":"queued"}',
		{ id: '9223372036854775807', status: 'queued' },
	),
	onMuleRouter('an id of 64 bits', '{"task_info":{"id":1234567890123456789,"status":"pending"}}', {
		id: '1234567890123456789',
		status: 'queued',
	}),
	onMuleRouter('no status', { task_info: task(undefined) }, { id: UUID, status: 'queued' }),

	// Words for an end and for none
	...['queued', 'waiting', 'pending', 'QUEUED'].map((word) =>
		onAimlApi(`"${word}"`, { id: UUID, status: word }, { id: UUID, status: 'queued' }),
	),
	...['generating', 'active', 'Generating', 'dreaming', 'constructor'].map((word) =>
		onAimlApi(`"${word}"`, { id: UUID, status: word }, { id: UUID, status: 'running' }),
	),
	...['completed', 'Completed', 'succeeded', 'SUCCEEDED'].map((word) =>
		onAimlApi(`"${word}"`, { id: UUID, status: word, video: { url: LINK } }, done),
	),
	...['error', 'Error', 'failed', 'FAILED'].map((word) =>
		onAimlApi(`"${word}"`, { id: UUID, status: word }, failedFor('the provider gave no reason')),
	),
	...['pending', 'queued'].map((word) =>
		onMuleRouter(`"${word}"`, { task_info: task(word) }, { id: UUID, status: 'queued' }),
	),
	...['running', 'processing', 'retrying', 'Running'].map((word) =>
		onMuleRouter(`"${word}"`, { task_info: task(word) }, { id: UUID, status: 'running' }),
	),
	...['completed', 'succeeded', 'Completed', 'SUCCEEDED'].map((word) =>
		onMuleRouter(`"${word}"`, { task_info: task(word), videos: [LINK] }, done),
	),
	...['canceled', 'cancelled', 'Cancelled'].flatMap((word) => [
		onMuleRouter(
			`"${word}"`,
			{ task_info: task(word) },
			failedFor('it was canceled at the provider'),
		),
		onAimlApi(
			`"${word}" with a reason`,
			{ id: UUID, status: word, error: 'Stopped by the user' },
			failedFor('it was canceled: Stopped by the user'),
		),
	]),

	// Videos
	onAimlApi(
		'a video with all about it',
		aimlApiVideo({ url: LINK, file_size: 1, duration: 5 }),
		done,
	),
	onAimlApi('a list of videos', aimlApiVideo([{ url: LINK, content_type: 'video/mp4' }]), done),
	onAimlApi('a list whose first video has no link', aimlApiVideo([null, {}, { url: LINK }]), done),
	onAimlApi('a video that is a link', aimlApiVideo(LINK), done),
	onAimlApi(
		'an error beside the video',
		aimlApiVideo({ url: LINK }, { error: { name: 'Warning', message: 'Seed ignored' } }),
		done,
	),
	...[null, [], {}, 'soon', { url: null }, { url: 'pending' }, { url: 'file:///etc/passwd' }].map(
		(video) => onAimlApi(`no video: ${JSON.stringify(video)}`, aimlApiVideo(video), videoless),
	),
	onMuleRouter('a list of links', muleRouterVideo({ videos: [LINK] }), done),
	onMuleRouter('a list of videos', muleRouterVideo({ videos: [{ url: LINK }] }), done),
	onMuleRouter('one link', muleRouterVideo({ videos: LINK }), done),
	onMuleRouter('output.url', muleRouterVideo({ output: { url: LINK } }), done),
	onMuleRouter('output.video_url', muleRouterVideo({ output: { video_url: LINK } }), done),
	onMuleRouter('video_url', muleRouterVideo({ video_url: LINK }), done),
	onMuleRouter('no links, but video_url', muleRouterVideo({ videos: [], video_url: LINK }), done),
	onMuleRouter(
		'an error beside the videos',
		{ task_info: task('completed', { error: { code: 1, title: 'Retried' } }), videos: [LINK] },
		done,
	),
	...[[], [''], null, 'soon', [{ url: 'none' }]].map((videos) =>
		onMuleRouter(`no video: ${JSON.stringify(videos)}`, muleRouterVideo({ videos }), videoless),
	),

	// Reasons
	onAimlApi(
		'a reason with a name',
		aimlApiError({ name: 'InternalError', message: 'Out of memory' }),
		failedFor('Out of memory'),
	),
	onAimlApi('a reason that is a text', aimlApiError('Out of memory'), failedFor('Out of memory')),
	onAimlApi(
		'a reason for each field',
		aimlApiError({
			detail: [
				{ loc: ['body', 'image_url'], msg: 'The image could not be read', type: 'value_error' },
				{ loc: ['body', 'seed'], msg: 'Too large', type: 'value_error' },
			],
		}),
		failedFor('image_url: The image could not be read; seed: Too large'),
	),
	onAimlApi('no reason', aimlApiError(null), failedFor('the provider gave no reason')),
	onAimlApi(
		'a reason that is the content',
		aimlApiError({ name: 'DataInspectionFailed', message: 'Refused.' }),
		moderatedFor('Refused.'),
	),
	onAimlApi(
		'a reason that is the content, in words',
		aimlApiError('Output video may contain sensitive content'),
		moderatedFor('Output video may contain sensitive content'),
	),
	onAimlApi(
		'a reason in which case is sensitive',
		aimlApiError('Model ids are case-sensitive'),
		failedFor('Model ids are case-sensitive'),
	),
	onMuleRouter(
		'a reason of the task',
		{ task_info: task('failed', { error: { code: 5000, title: 'Failed', detail: 'No GPU' } }) },
		failedFor('No GPU'),
	),
	onMuleRouter(
		'a reason at the top',
		{ task_info: task('failed'), error: { error_code: 5000, title: 'Failed', detail: 'No GPU' } },
		failedFor('No GPU'),
	),
	onMuleRouter(
		'a reason that is a text',
		{ task_info: task('failed', { error: 'No GPU' }) },
		failedFor('No GPU'),
	),
	onMuleRouter(
		'no reason',
		{ task_info: task('failed', { error: {} }) },
		failedFor('the provider gave no reason'),
	),
	onMuleRouter(
		'a reason that is the content',
		{
			task_info: task('failed', { error: { code: 4510, title: 'Content Policy', detail: 'No.' } }),
		},
		moderatedFor('No.'),
	),

	// What it cost
	onAimlApi(
		'its cost in meta',
		{ id: UUID, status: 'queued', meta: { usage: { credits_used: 1_575_000, usd_spent: 0.7875 } } },
		{ id: UUID, status: 'queued', usage: { credits: 1_575_000, usd: 0.7875 } },
	),
	onAimlApi(
		'its cost in meta as texts, with more than is known',
		{ id: UUID, status: 'queued', meta: { usage: { credits_used: '5', usd_spent: null, x: [] } } },
		{ id: UUID, status: 'queued', usage: { credits: 5 } },
	),
	onAimlApi(
		'its cost in headers',
		{ id: UUID, status: 'queued', meta: null },
		{ id: UUID, status: 'queued', usage: { credits: 1_575_000, usd: 0.7875 } },
		{ 'x-aimlapi-credits-used': '1575000', 'x-aimlapi-usd-spent': '0.7875' },
	),
	onAimlApi(
		'its cost half in meta, half in headers',
		{ id: UUID, status: 'queued', meta: { usage: { tokens_used: 7 } } },
		{ id: UUID, status: 'queued', usage: { credits: 7, usd: 0.5 } },
		{ 'x-aimlapi-credits-used': '1', 'x-aimlapi-usd-spent': '0.5' },
	),
];

/** An answer that says no, and what a user is told. */
export interface RecordedRefusal {
	provider: string;
	status: number;
	body: object | string;
	kind: ProblemKind;
	message: string;
	/** In the description. */
	says?: string;
	/** Of a generation that the refusal itself carries. */
	id?: string;
}

const refusedBy =
	(provider: string) =>
	(
		status: number,
		body: object | string,
		kind: ProblemKind,
		message: string,
		more: Pick<RecordedRefusal, 'says' | 'id'> = {},
	): RecordedRefusal => ({ provider, status, body, kind, message, ...more });
const byAimlApi = refusedBy('aimlApi');
const byMuleRouter = refusedBy('muleRouter');

const AIML_API_IS_OUT = 'The AI/ML API account has no credits left';
const MULE_ROUTER_IS_OUT = 'The MuleRouter account has no credits left';
const MESSAGE = 'Body validation error: duration must be 5';

export const RECORDED_REFUSALS: RecordedRefusal[] = [
	byAimlApi(
		400,
		{ message: MESSAGE, statusCode: '400', requestId: 'a' },
		'refused',
		`AI/ML API refused the request: ${MESSAGE}`,
	),
	byAimlApi(
		400,
		{ message: ['prompt is required', 'model is unknown'], statusCode: 400 },
		'refused',
		'AI/ML API refused the request: prompt is required; model is unknown',
	),
	byAimlApi(
		400,
		{
			title: 'Bad Request',
			status: 400,
			message: 'Bad Request',
			error: { name: 'E', message: MESSAGE },
		},
		'refused',
		`AI/ML API refused the request: ${MESSAGE}`,
	),
	byAimlApi(
		400,
		{ error: { message: MESSAGE } },
		'refused',
		`AI/ML API refused the request: ${MESSAGE}`,
	),
	byAimlApi(
		400,
		'upstream says no\n',
		'refused',
		'AI/ML API refused the request: upstream says no',
	),
	byAimlApi(400, '', 'refused', 'AI/ML API refused the request (HTTP 400)'),
	byAimlApi(
		401,
		{ message: 'Unauthorized', statusCode: 401 },
		'credential',
		'AI/ML API rejected the API key',
		{ says: 'AI/ML API says: Unauthorized.' },
	),
	byAimlApi(
		403,
		{
			title: 'Forbidden',
			status: 403,
			message: 'Forbidden',
			error: { name: 'Error', message: 'Denied', data: { kind: 'err_insufficent_credits' } },
		},
		'noCredits',
		AIML_API_IS_OUT,
		{ says: 'AI/ML API says: Denied.' },
	),
	byAimlApi(
		403,
		{ error: { name: 'OutOfFundsException', message: '' }, statusCode: 403 },
		'noCredits',
		AIML_API_IS_OUT,
	),
	byAimlApi(
		403,
		{ message: "You've run out of credits. Please top up your balance or update your plan" },
		'noCredits',
		AIML_API_IS_OUT,
	),
	byAimlApi(403, { message: 'Check your billing' }, 'noCredits', AIML_API_IS_OUT),
	byAimlApi(
		403,
		{ message: 'You have no subscription' },
		'noCredits',
		'The AI/ML API account has no plan that covers this',
		{ says: 'AI/ML API says: You have no subscription.' },
	),
	byAimlApi(
		403,
		{ message: 'Model is disabled for your region' },
		'credential',
		'AI/ML API does not allow this API key to do that',
		{ says: 'AI/ML API says: Model is disabled for your region.' },
	),
	byAimlApi(402, { message: 'Payment Required' }, 'noCredits', AIML_API_IS_OUT),
	byAimlApi(400, { message: 'Insufficient funds' }, 'noCredits', AIML_API_IS_OUT),
	byAimlApi(
		400,
		{ error: { name: 'ContentPolicyViolation', message: 'The prompt was refused' } },
		'moderation',
		'AI/ML API turned the content away: The prompt was refused',
	),
	byAimlApi(
		429,
		{ message: 'Too Many Requests' },
		'rateLimited',
		'AI/ML API accepts no more requests for now',
		{ says: 'AI/ML API says: Too Many Requests.' },
	),
	byAimlApi(
		429,
		{ message: 'Free-tier limit of 10 requests for the hour is reached' },
		'rateLimited',
		'AI/ML API accepts no more of this account for now: Free-tier limit of 10 requests for the hour is reached',
	),
	byAimlApi(
		429,
		{ message: 'Too many requests', error: { name: 'OutOfFundsException' } },
		'noCredits',
		AIML_API_IS_OUT,
	),

	byMuleRouter(
		402,
		{ status: 402, title: 'Payment Required', detail: 'Needs 50 credits, 3 are available' },
		'noCredits',
		MULE_ROUTER_IS_OUT,
		{ says: 'MuleRouter says: Needs 50 credits, 3 are available.' },
	),
	byMuleRouter(
		402,
		{ message: 'This model needs a subscription' },
		'noCredits',
		'The MuleRouter account has no plan that covers this',
	),
	byMuleRouter(403, { error: 'Insufficient balance' }, 'noCredits', MULE_ROUTER_IS_OUT),
	byMuleRouter(
		403,
		{ error: { code: 'forbidden', message: 'Model not enabled' } },
		'credential',
		'MuleRouter does not allow this API key to do that',
		{ says: 'MuleRouter says: Model not enabled.' },
	),
	byMuleRouter(
		400,
		{ detail: 'size is bad' },
		'refused',
		'MuleRouter refused the request: size is bad',
	),
	byMuleRouter(
		422,
		{ detail: [{ loc: ['body', 'size'], msg: 'Input should be one of …', type: 'literal_error' }] },
		'refused',
		'MuleRouter refused the request: size: Input should be one of …',
	),
	byMuleRouter(409, { message: 'In use' }, 'refused', 'MuleRouter refused the request: In use'),
	byMuleRouter(
		423,
		{ error: 'Locked for now' },
		'refused',
		'MuleRouter refused the request: Locked for now',
	),
	byMuleRouter(
		400,
		{ error: { code: 'invalid_size', message: '' } },
		'refused',
		'MuleRouter refused the request: invalid_size',
	),
	byMuleRouter(
		400,
		'no healthy upstream',
		'refused',
		'MuleRouter refused the request: no healthy upstream',
	),
	byMuleRouter(
		429,
		{ detail: 'Daily spend limit of $10 reached' },
		'rateLimited',
		'MuleRouter accepts no more of this account for now: Daily spend limit of $10 reached',
	),
	byMuleRouter(
		429,
		{ detail: 'Rate limit exceeded' },
		'rateLimited',
		'MuleRouter accepts no more requests for now',
	),
	byMuleRouter(
		451,
		{ title: 'Unavailable', detail: 'Refused.' },
		'moderation',
		'MuleRouter turned the content away: Refused.',
	),
	byMuleRouter(451, '', 'moderation', 'MuleRouter turned the content away (HTTP 451)'),
	byMuleRouter(502, {}, 'unreachable', 'MuleRouter is not working at the moment (HTTP 502)'),
	byMuleRouter(
		400,
		{
			task_info: {
				id: UUID,
				status: 'failed',
				error: { code: 4000, title: 'Bad Request', detail: 'The image is too small' },
			},
		},
		'generationFailed',
		'The generation failed: The image is too small',
		{ id: UUID, says: 'do not charge' },
	),
	byMuleRouter(
		400,
		{ task_info: { id: UUID, status: 'failed', error: { code: 4510, title: 'Content Policy' } } },
		'moderation',
		'The generation failed: Content Policy',
		{ id: UUID, says: 'do not charge' },
	),
];
