import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import type { Studio } from '../video/studio';
import type { MediaFile } from '../video/videoSpec';

/** Whose an upload is, and the only model that it may be given to. */
export interface UploadTerms {
	owner: string;
	model: string;
}

/** A leave to upload, as an object store wants it back with every file. */
export interface Grant extends UploadTerms {
	/** What the names of the files must begin with. */
	folder: string;
	/** JSON in Base64. */
	policy: string;
	signature: string;
	accessKeyId: string;
	/** ms since 1970 */
	expiresAt: number;
}

interface Upload extends UploadTerms {
	file: MediaFile;
	/** ms since 1970 */
	expiresAt: number;
}

/** For how long a grant may be used, in seconds. */
export const GRANT_SECONDS = 300;
/** The service allows 1 GB; the sandbox holds a file in memory while it reads it. */
export const LARGEST_UPLOAD_MB = 100;
/** Source: https://www.alibabacloud.com/help/en/model-studio/get-temporary-file-url */
const FILE_HOURS = 48;

/** Files that clients have put somewhere for a while, to be named by `oss://<key>` in what they create. */
export class Uploads {
	private readonly grants = new Map<string, Grant>();
	private readonly byKey = new Map<string, Upload>();
	private readonly secret = randomBytes(20);

	constructor(private readonly studio: Pick<Studio, 'store'>) {}

	/** Allows its holder to upload for a few minutes. */
	grant(terms: UploadTerms): Grant {
		const expiresAt = Date.now() + GRANT_SECONDS * 1000;
		const day = new Date().toISOString().slice(0, 10);
		const folder = `dashscope-instant/${randomBytes(16).toString('hex')}/${day}/${randomUUID()}`;
		const conditions = [
			['content-length-range', 0, LARGEST_UPLOAD_MB * 2 ** 20],
			['starts-with', '$key', folder],
			{ 'x-oss-object-acl': 'private' },
			{ 'x-oss-forbid-overwrite': 'true' },
		];
		const expiration = new Date(expiresAt).toISOString();
		const policy = Buffer.from(JSON.stringify({ expiration, conditions })).toString('base64');
		const signature = createHmac('sha1', this.secret).update(policy).digest('base64');
		const accessKeyId = `LTAI${randomBytes(10).toString('hex')}`;
		const grant = { ...terms, folder, policy, signature, accessKeyId, expiresAt };
		this.grants.set(policy, grant);
		return grant;
	}

	/** The grant a policy belongs to; expired ones, too. */
	grantOf(policy: string): Grant | undefined {
		return this.grants.get(policy);
	}

	/** Whether there is a file of this name. */
	has(key: string): boolean {
		return this.byKey.has(key);
	}

	/** Keeps a file on the terms of its grant. */
	async keep(key: string, bytes: Buffer, { owner, model }: UploadTerms): Promise<void> {
		const file = await this.studio.store(bytes);
		const expiresAt = Date.now() + FILE_HOURS * 3_600_000;
		this.byKey.set(key, { owner, model, file, expiresAt });
	}

	/** Whether an `oss://` link leads to a file that may be used on these terms. */
	mayBeUsed(link: string, { owner, model }: UploadTerms): boolean {
		const upload = this.find(link);
		return upload?.owner === owner && upload.model === model;
	}

	/** The bytes behind an `oss://` link; `undefined` for anything else, and for what is not there any more. */
	async read(link: string): Promise<Buffer | undefined> {
		const upload = this.find(link);
		return upload && (await readFile(upload.file.path));
	}

	/** Makes every file and grant unknown. */
	forget(): void {
		this.grants.clear();
		this.byKey.clear();
	}

	private find(link: string): Upload | undefined {
		const upload = link.startsWith('oss://') ? this.byKey.get(link.slice(6)) : undefined;
		return upload && Date.now() < upload.expiresAt ? upload : undefined;
	}
}
