import { inlineBytes, isStored } from './mediaSource';
import { UnreachableMedia } from './unusableMedia';

const LARGEST_MEDIA_BYTES = 100 * 2 ** 20;
const PATIENCE_MS = 30_000;

/**
 * The bytes of a picture, video or sound, however the client gave it.
 *
 * @param source a link, a data URI or plain Base64
 * @throws UnreachableMedia when a link cannot be fetched within 30 s or leads to more than 100 MB
 */
export async function fetchMedia(source: string, signal: AbortSignal): Promise<Buffer> {
	if (isStored(source)) throw new UnreachableMedia(`There is no file ${source} any more.`);
	return inlineBytes(source) ?? (await download(source, signal));
}

async function download(link: string, signal: AbortSignal): Promise<Buffer> {
	try {
		const response = await fetch(link, {
			signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
		});
		if (!response.ok || !response.body) throw new Error(`it answers ${response.status}`);

		const chunks: Uint8Array[] = [];
		let bytes = 0;
		for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
			bytes += chunk.length;
			if (bytes > LARGEST_MEDIA_BYTES) throw new Error('it is larger than 100 MB');
			chunks.push(chunk);
		}
		return Buffer.concat(chunks);
	} catch (error) {
		throw new UnreachableMedia(`Cannot fetch ${link}: ${reasonOf(error)}.`, { cause: error });
	}
}

/** fetch() itself says only "fetch failed"; the reason is in the cause. */
function reasonOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	return error.cause instanceof Error ? error.cause.message : error.message;
}
