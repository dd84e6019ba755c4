import type { Input } from './input';

/** A rule that was broken, and the field it is about. */
export interface BrokenRule {
	/** Nothing when it is about more than one. */
	field?: keyof Input;
	message: string;
}

/** Which rule on fields together an input breaks, that its schema cannot tell. */
export function brokenRule(endpoint: string, input: Input): BrokenRule | undefined {
	if (/^alibaba\/wan-3\.0.*\/reference-to-video$/.test(endpoint)) return brokenByDocuments(input);
	switch (endpoint) {
		case 'fal-ai/wan/v2.7/image-to-video':
			return brokenByBeginning(input);
		case 'wan/v2.6/reference-to-video/flash':
			return brokenByReferences(input);
		case 'fal-ai/wan-vace-14b':
		case 'fal-ai/wan-vace-1-3b':
			return brokenByTask(input);
		default:
			return undefined;
	}
}

function brokenByDocuments({ file_url, web_url, enable_thinking }: Input): BrokenRule | undefined {
	if (enable_thinking) return undefined;
	if (file_url === undefined && web_url === undefined) return undefined;
	const field = file_url === undefined ? 'web_url' : 'file_url';
	return { field, message: `${field} requires enable_thinking` };
}

function brokenByBeginning({ image_url, video_url }: Input): BrokenRule | undefined {
	if (image_url !== undefined && video_url !== undefined) {
		return { field: 'video_url', message: 'video_url cannot be combined with image_url' };
	}
	if (image_url === undefined && video_url === undefined) {
		return { message: 'either image_url or video_url is required' };
	}
	return undefined;
}

function brokenByReferences({ image_urls = [], video_urls = [] }: Input): BrokenRule | undefined {
	const count = image_urls.length + video_urls.length;
	return count > 5 ? { message: 'total references cannot exceed 5' } : undefined;
}

/** A task that changes a video needs one. Depth is the default, and without a video it asks for nothing. */
function brokenByTask({ task = 'depth', video_url }: Input): BrokenRule | undefined {
	if (task === 'depth' || video_url !== undefined) return undefined;
	return { field: 'video_url', message: `video_url is required for ${task}` };
}
