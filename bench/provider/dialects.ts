/** A request as far as a dialect looks at it. */
export interface Asked {
	method: string;
	url: URL;
}

/** What is known of a generation when it is told about. */
export interface Told {
	id: string;
	/** Where its video is; undefined until it is ready. */
	videoUrl: string | undefined;
}

/** How one API writes what the local provider has to say. */
export interface Dialect {
	/** The create's HTTP status. */
	createdStatus: number;
	/** The id a look asks for; undefined if the request is none of this API's looks. */
	lookedAt: (asked: Asked) => string | undefined;
	isCreate: (asked: Asked) => boolean;
	/** The body of an answer to a create or a look. */
	tell: (told: Told) => object;
}

const aimlApiPath = '/v2/video/generations';
const muleRouterPath = /^\/vendors\/alibaba\/v1\/[^/]+\/generation(?:\/([^/]+))?$/;
const dashScopeCreate = '/api/v1/services/aigc/video-generation/video-synthesis';
const dashScopeTask = /^\/api\/v1\/tasks\/([^/]+)$/;

/** The APIs that the compared ways speak: those of this package, and the one of n8n's built-in node. */
export const dialects: readonly Dialect[] = [
	// AI/ML API
	{
		createdStatus: 201,
		isCreate: ({ method, url }) => method === 'POST' && url.pathname === aimlApiPath,
		lookedAt: ({ method, url }) =>
			method === 'GET' && url.pathname === aimlApiPath
				? (url.searchParams.get('generation_id') ?? undefined)
				: undefined,
		tell: ({ id, videoUrl }) => ({
			id,
			status: videoUrl ? 'completed' : 'generating',
			video: videoUrl ? { url: videoUrl } : null,
			error: null,
			meta: videoUrl ? { usage: { credits_used: 1_050_000, usd_spent: 0.525 } } : null,
		}),
	},
	// MuleRouter
	{
		createdStatus: 202,
		isCreate: ({ method, url }) => method === 'POST' && muleRouterPath.test(url.pathname),
		lookedAt: ({ method, url }) =>
			method === 'GET' ? muleRouterPath.exec(url.pathname)?.[1] : undefined,
		tell: ({ id, videoUrl }) => ({
			task_info: { id, status: videoUrl ? 'completed' : 'processing' },
			...(videoUrl && { videos: [videoUrl] }),
		}),
	},
	// DashScope, Alibaba's own
	{
		createdStatus: 200,
		isCreate: ({ method, url }) => method === 'POST' && url.pathname === dashScopeCreate,
		lookedAt: ({ method, url }) =>
			method === 'GET' ? dashScopeTask.exec(url.pathname)?.[1] : undefined,
		tell: ({ id, videoUrl }) => ({
			request_id: id,
			output: {
				task_id: id,
				task_status: videoUrl ? 'SUCCEEDED' : 'RUNNING',
				...(videoUrl && { video_url: videoUrl }),
			},
		}),
	},
];
