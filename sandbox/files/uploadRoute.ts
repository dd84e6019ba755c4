import type { FastifyInstance } from 'fastify';

import { readForm, type Form } from './form';
import { refuse } from './objectStore';
import { LARGEST_UPLOAD_MB, type Grant, type Uploads } from './uploads';

/** The path files are posted to: what a policy calls the upload host is the sandbox's origin and this. */
export const UPLOAD_PATH = '/uploads';

/** Room for the largest file and the fields beside it. */
export const LARGEST_FORM_BYTES = (LARGEST_UPLOAD_MB + 1) * 2 ** 20;

interface Refusal {
	status: number;
	code: string;
	message: string;
}

/**
 * Takes files as OSS takes forms that carry a policy: without a key of the API, and refusing in XML.
 *
 * Source: https://www.alibabacloud.com/help/en/oss/developer-reference/postobject
 */
export function serveUploads(server: FastifyInstance, uploads: Uploads): void {
	// In a scope of its own: it has its own way to refuse.
	void server.register((scope, _options, done) => {
		scope.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
			const status = error.statusCode ?? 500;
			const code = status === 413 ? 'EntityTooLarge' : 'InternalError';
			return refuse(reply, status === 413 ? 400 : status, code, error.message);
		});
		scope.post(UPLOAD_PATH, async (request, reply) => {
			const form = await readForm(request);
			if (!form) return refuse(reply, 400, 'MalformedPOSTRequest', 'The body is not a form.');
			const { fields, file } = untilFile(form);
			// What is recorded of the request is without the bytes of the file.
			request.body = { ...fields, ...(file && { file: { name: file.name, bytes: file.size } }) };

			const grant = uploads.grantOf(fields.policy ?? '');
			const refusal = refusalOf(fields, file, grant);
			if (refusal) return refuse(reply, refusal.status, refusal.code, refusal.message);
			const { key = '', success_action_status: status } = fields;
			if (uploads.has(key)) {
				const message = 'The object you specified already exists and can not be overwritten.';
				return refuse(reply, 409, 'FileAlreadyExists', message);
			}
			if (file && grant) await uploads.keep(key, Buffer.from(await file.arrayBuffer()), grant);
			return await reply.code(status === '200' ? 200 : 204).send();
		});
		done();
	});
}

/** The fields that stand before the file, and the file; what comes after it is not read. */
function untilFile(form: Form) {
	const fields: Record<string, string> = {};
	for (const [name, value] of form) {
		if (typeof value !== 'string') return { fields, file: value };
		fields[name] = value;
	}
	return { fields, file: undefined };
}

function refusalOf(
	fields: Record<string, string>,
	file: { size: number } | undefined,
	grant: Grant | undefined,
): Refusal | undefined {
	const denied = (reason: string) => {
		return { status: 403, code: 'AccessDenied', message: `Invalid according to Policy: ${reason}` };
	};
	if (!grant) return denied('Policy is missing or unknown.');
	if (fields.Signature !== grant.signature || fields.OSSAccessKeyId !== grant.accessKeyId) {
		const message = 'The request signature we calculated does not match the one you provided.';
		return { status: 403, code: 'SignatureDoesNotMatch', message };
	}
	if (Date.now() >= grant.expiresAt) return denied('Policy expired.');
	const { key = '' } = fields;
	if (!key.startsWith(`${grant.folder}/`)) {
		return denied(`Policy Condition failed: ["starts-with", "$key", "${grant.folder}"]`);
	}
	if (fields['x-oss-object-acl'] !== 'private') {
		return denied('Policy Condition failed: ["eq", "$x-oss-object-acl", "private"]');
	}
	if (fields['x-oss-forbid-overwrite'] !== 'true') {
		return denied('Policy Condition failed: ["eq", "$x-oss-forbid-overwrite", "true"]');
	}
	if (!file) return { status: 400, code: 'InvalidArgument', message: 'The file is missing.' };
	if (file.size > LARGEST_UPLOAD_MB * 2 ** 20) {
		const message = 'Your proposed upload exceeds the maximum allowed size.';
		return { status: 400, code: 'EntityTooLarge', message };
	}
	return undefined;
}
