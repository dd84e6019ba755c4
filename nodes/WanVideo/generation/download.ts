import type { IBinaryData, IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { streamLike } from '../models/byteStream';
import { asText } from '../models/text';
import { Problem } from '../problem';
import { NetworkFailure } from '../providers/NetworkFailure';
import type { CompletedGeneration, Reference } from '../providers/ProviderApi';
import { HEAD_LENGTH, type VideoType, videoType } from '../video/videoType';
import { backoff, retryAfterSeconds } from './backoff';
import type { Clock } from './clock';
import type { Session } from './Session';
import { lookUp } from './waitForEnd';

const ATTEMPTS = 6;
/** Seconds. A host that asks for a longer break is not waited for: a retry gets the video later. */
const LONGEST_PAUSE = 60;
/** Milliseconds without an answer, or without a further byte of the video. */
const STALL_TIMEOUT = 60_000;
/** What hosts answer for a link that has expired. */
const EXPIRED = new Set([401, 403, 404, 410]);
/** Bytes up to which a video is handed on as it comes: that is fastest, and a short clip ends here. */
const SMALL_VIDEO = 4 * 1024 * 1024;
/**
 * Bytes that are handed on at a time after that. V8 collects what is done with by how much its own heap has grown,
 * and that hardly notices a network's buffer of 64 KB: of these, tens of megabytes lie about. Smaller pieces, being
 * more, have it collect in time: for a video of 300 MB that halves the growth of n8n's memory (docs/benchmarks.md).
 */
const PIECE_LENGTH = 16 * 1024;

type Helpers = IExecuteFunctions['helpers'];
type VideoStream = Exclude<Parameters<Helpers['prepareBinaryData']>[0], Buffer>;

/** A download that did not succeed, but may if repeated. */
interface Failure {
	message: string;
	isExpired: boolean;
	/** Seconds, if the host asked for a break. */
	retryAfter?: number;
}

/**
 * Streams the video into n8n's binary storage: memory does not grow with it. A broken download is
 * repeated, and an expired link renewed by fetching the generation again. The link's host gets no key.
 * What an earlier try in this execution has stored is not downloaded again.
 *
 * @throws Problem `download` with the id when there is no getting it
 */
export async function download(
	session: Session,
	helpers: Helpers,
	reference: Reference,
	generation: CompletedGeneration,
): Promise<IBinaryData> {
	const stored = session.videos.get(reference.id);
	if (stored) return { ...stored };
	let url = generation.videoUrl;
	for (let attempt = 1; ; attempt++) {
		const result = await tryDownload(session, helpers, url, reference);
		session.signal.throwIfAborted();
		if ('data' in result) {
			session.videos.set(reference.id, result);
			return { ...result };
		}
		const pause = backoff(attempt, result.retryAfter, Math.random());
		if (attempt >= ATTEMPTS || pause > LONGEST_PAUSE) throw failed(reference, result);
		await session.clock.pause(pause * 1000, session.signal);
		if (result.isExpired) {
			const renewed = await lookUp(session, reference);
			if (renewed.status === 'completed') url = renewed.videoUrl;
		}
	}
}

async function tryDownload(
	{ clock, signal }: Session,
	helpers: Helpers,
	url: string,
	reference: Reference,
): Promise<IBinaryData | Failure> {
	try {
		const answer = (await helpers.httpRequest({
			url,
			// A video can't be made smaller, and a compressed one would hide how long it is to be.
			headers: { 'accept-encoding': 'identity' },
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			timeout: STALL_TIMEOUT,
			abortSignal: signal,
		})) as { statusCode: number; headers: IDataObject; body: VideoStream };
		if (answer.statusCode !== 200) {
			answer.body.destroy();
			return {
				message: `its host answered HTTP ${answer.statusCode}`,
				isExpired: EXPIRED.has(answer.statusCode),
				retryAfter: retryAfterSeconds(asText(answer.headers['retry-after']), clock.now()),
			};
		}
		const video = await checked(answer.body, asText(answer.headers['content-type']), clock);
		const name = fileName(reference, video.type);
		return await helpers.prepareBinaryData(video.stream, name, video.type.mimeType);
	} catch (error) {
		return { message: NetworkFailure.from(error).message, isExpired: false };
	}
}

/**
 * The same stream, which fails when it ends early or comes to a standstill; and what it is.
 *
 * @throws when it is no video
 */
async function checked(
	source: VideoStream,
	contentType: string,
	clock: Clock,
): Promise<{ stream: VideoStream; type: VideoType }> {
	const expected = expectedLength(source);
	let received = 0;
	const ended = new AbortController();
	// Also when it breaks off: the generator below is not always resumed then.
	source.once('close', () => {
		ended.abort();
	});
	// n8n prepares its folder before it reads. An error until then is told to whoever reads first; without
	// a listener it would end n8n.
	source.on('error', () => undefined);
	void endOnStandstill(source, () => received, clock, ended.signal);

	const chunks = (source as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
	const next = async (): Promise<Buffer | undefined> => {
		const result = await chunks.next();
		if (result.done) return undefined;
		received += result.value.length;
		return result.value;
	};

	const head = await firstBytes(next);
	const type = videoType(head, contentType);
	if (!type) {
		source.destroy();
		throw new Error(
			`the link leads to something else (${contentType || 'of unknown type'}), not to a video`,
		);
	}

	async function* checkedChunks(): AsyncGenerator<Buffer> {
		try {
			yield head;
			for (let chunk = await next(); chunk; chunk = await next()) {
				if (received <= SMALL_VIDEO) yield chunk;
				else yield* pieces(chunk);
			}
			if (expected !== undefined && received !== expected) {
				throw new Error(`it broke off after ${received} of ${expected} bytes`);
			}
		} finally {
			ended.abort();
			source.destroy();
		}
	}
	return { stream: streamLike(source, checkedChunks()), type };
}

/** @throws when there are none */
async function firstBytes(next: () => Promise<Buffer | undefined>): Promise<Buffer> {
	let head = Buffer.alloc(0);
	while (head.length < HEAD_LENGTH) {
		const chunk = await next();
		if (!chunk) break;
		head = Buffer.concat([head, chunk]);
	}
	if (head.length === 0) throw new Error('the file is empty');
	return head;
}

function* pieces(chunk: Buffer): Generator<Buffer> {
	for (let start = 0; start < chunk.length; start += PIECE_LENGTH) {
		yield chunk.subarray(start, start + PIECE_LENGTH);
	}
}

/**
 * n8n's HTTP client guards the time to an answer; whether it guards the time between two bytes of a
 * stream depends on how it follows redirects.
 */
async function endOnStandstill(
	source: VideoStream,
	received: () => number,
	clock: Clock,
	ended: AbortSignal,
): Promise<void> {
	try {
		for (let before = -1; before !== received();) {
			before = received();
			await clock.pause(STALL_TIMEOUT, ended);
		}
		source.destroy(new Error(`no data came for ${STALL_TIMEOUT / 1000} seconds`));
	} catch {
		// The stream has ended by itself.
	}
}

/**
 * Bytes of the whole video, as far as they can be counted. A stream that n8n's client decompresses is not the response
 * itself any more, and of the response's headers only the raw ones still say that it was compressed.
 */
function expectedLength(source: VideoStream & { rawHeaders?: string[] }): number | undefined {
	const { rawHeaders = [] } = source;
	const headers = new Map<string, string>();
	for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
		headers.set((rawHeaders[index] ?? '').toLowerCase(), rawHeaders[index + 1] ?? '');
	}
	const length = headers.get('content-length');
	const encoding = headers.get('content-encoding') ?? 'identity';
	return length === undefined || encoding !== 'identity' ? undefined : Number(length);
}

/** Made of the id, which tells the files of a batch apart. */
function fileName({ id }: Reference, { extension }: VideoType): string {
	const words = id.match(/[A-Za-z0-9.-]+/g) ?? ['video'];
	return words.join('_') + extension;
}

function failed({ id }: Reference, failure: Failure): Problem {
	const message = failure.isExpired
		? 'The link to the video has expired, and the provider gave no newer one'
		: `The video could not be downloaded: ${failure.message}`;
	return new Problem('download', message, {
		description: `The video exists and is paid for. A retry downloads it without creating it again, and so does the Fetch operation with the ID ${id}, as long as the provider keeps it.`,
		generationId: id,
	});
}
