import { isHttpUrl } from '../../models/httpUrl';
import { asText } from '../../models/text';
import type { UploadApi } from '../ProviderApi';
import { fieldsOf } from '../reading';
import { wordsOf } from './refusals';

// Source: https://www.alibabacloud.com/help/en/model-studio/get-temporary-file-url, and for what the storage answers
// https://www.alibabacloud.com/help/en/oss/developer-reference/postobject

const SCHEME = 'oss://';

/** The header of a request that has a link to the temporary storage. */
export const RESOLVE_STORED = { 'X-DashScope-OssResourceResolve': 'enable' };

/** Whether a value of a request is a link to the temporary storage. */
export function isStored(value: unknown): boolean {
	return typeof value === 'string' && value.startsWith(SCHEME);
}

/** The temporary storage: a file is there for the model that it was uploaded for. */
export const uploads: UploadApi = {
	lifetime: 48 * 60 * 60_000,

	ask: (_file, model) => ({
		method: 'GET',
		path: '/api/v1/uploads',
		query: { action: 'getPolicy', model },
	}),

	readTarget(answer, file) {
		const data = fieldsOf(fieldsOf(answer).data);
		const url = asText(data.upload_host);
		const folder = asText(data.upload_dir);
		const [signature, policy] = [asText(data.signature), asText(data.policy)];
		if (!isHttpUrl(url) || [folder, signature, policy].includes('')) return undefined;
		const key = `${folder}/${file.name}`;
		return {
			method: 'POST',
			to: { url },
			form: {
				fileField: 'file',
				fields: {
					OSSAccessKeyId: asText(data.oss_access_key_id),
					Signature: signature,
					policy,
					'x-oss-object-acl': asText(data.x_oss_object_acl),
					'x-oss-forbid-overwrite': asText(data.x_oss_forbid_overwrite),
					key,
					success_action_status: '200',
				},
			},
			link: SCHEME + key,
		};
	},

	// In XML, as all of the object store's answers.
	readRefusal(text) {
		const [, message] = /<Message>([^<]+)<\/Message>/.exec(text) ?? [];
		const [, code] = /<Code>([^<]+)<\/Code>/.exec(text) ?? [];
		return wordsOf({ code, message });
	},
};
