import { randomBytes } from 'node:crypto';

import type { Answer, Call } from '../../exchange';
import type { FormFile } from '../../files/form';
import type { OpenFile, OpenFiles } from '../../files/openFiles';
import { answer, invalid } from './answers';
import { notFound } from './refusals';

interface KeptFile {
	id: string;
	file: OpenFile;
	metadata: unknown;
}

/** For how long a file is there is not told; here it is a day. */
const FILE_HOURS = 24;

const PATH = '/v1/files';

/**
 * The files that clients have sent to be named in what they create.
 *
 * Source: https://replicate.com/docs/reference/http#files.create
 */
export class Files {
	private readonly byId = new Map<string, KeptFile>();

	constructor(private readonly openFiles: OpenFiles) {}

	async create({ form = [], origin }: Call): Promise<Answer> {
		const part = (name: string) => form.find(([own]) => own === name)?.[1];
		const content = part('content');
		if (content === undefined || typeof content === 'string') {
			return invalid([{ type: 'required', field: 'content', description: 'content is required' }]);
		}
		const [filename, type] = [await textOf(part('filename')), await textOf(part('type'))];
		const bytes = Buffer.from(await content.arrayBuffer());
		const file = await this.openFiles.keep(
			filename ?? content.name,
			type ?? (content.type || 'application/octet-stream'),
			bytes,
		);
		const metadata = readJson((await textOf(part('metadata'))) ?? '{}');
		const kept = { id: randomBytes(20).toString('base64url'), file, metadata };
		this.byId.set(kept.id, kept);
		return answer(201, describe(kept, origin));
	}

	list({ origin }: Call): Answer {
		const known = [...this.byId.keys()].flatMap((id) => this.find(id) ?? []);
		const results = known.reverse().map((kept) => describe(kept, origin));
		return answer(200, { next: null, previous: null, results });
	}

	fetch(id: string, { origin }: Call): Answer {
		const kept = this.find(id);
		return kept ? answer(200, describe(kept, origin)) : notFound();
	}

	remove(id: string): Answer {
		const kept = this.find(id);
		if (!kept) return notFound();
		this.byId.delete(id);
		this.openFiles.remove(kept.file);
		return answer(204, null);
	}

	/** Where the bytes are that a link stands for; other links are what they are. */
	resolve(link: string, origin: string): string {
		const start = `${origin}${PATH}/`;
		const kept = link.startsWith(start) ? this.find(link.slice(start.length)) : undefined;
		return kept ? origin + kept.file.path : link;
	}

	private find(id: string): KeptFile | undefined {
		const kept = this.byId.get(id);
		// The sandbox may have been told to forget it.
		if (!kept || this.openFiles.find(kept.file.path) !== kept.file) return undefined;
		return Date.now() < expiryOf(kept.file).getTime() ? kept : undefined;
	}
}

function describe({ id, file, metadata }: KeptFile, origin: string) {
	return {
		id,
		name: file.name,
		content_type: file.type,
		size: file.size,
		checksums: { sha256: file.digest },
		metadata,
		created_at: file.createdAt.toISOString(),
		expires_at: expiryOf(file).toISOString(),
		urls: { get: `${origin}${PATH}/${id}` },
	};
}

function expiryOf({ createdAt }: OpenFile): Date {
	return new Date(createdAt.getTime() + FILE_HOURS * 3_600_000);
}

/** A field may be sent as a file, as the client's metadata are. */
async function textOf(part: string | FormFile | undefined): Promise<string | undefined> {
	if (part === undefined || typeof part === 'string') return part;
	return Buffer.from(await part.arrayBuffer()).toString();
}

function readJson(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return {};
	}
}
