import type { IBinaryData, IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { isMarkup, isMp4 } from '../media/fileType';
import { asText } from '../models/text';
import { Problem } from '../problem';
import { NetworkFailure } from '../providers/NetworkFailure';
import type { CompletedGeneration, Reference } from '../providers/ProviderApi';
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
/** Bytes that tell a video from something else. */
const HEAD_LENGTH = 12;
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

interface StreamClass {
	readonly from: (chunks: AsyncIterable<Buffer>, options: { objectMode: boolean }) => VideoStream;
}

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
 *
 * @throws Problem `download` with the id when there is no getting it
 */
export async function download(
	session: Session,
	helpers: Helpers,
	reference: Reference,
	generation: CompletedGeneration,
): Promise<IBinaryData> {
	let url = generation.videoUrl;
	for (let attempt = 1; ; attempt++) {
		const result = await tryDownload(session, helpers, url, fileName(reference));
		session.signal.throwIfAborted();
		if ('data' in result) return result;
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
	name: string,
): Promise<IBinaryData | Failure> {
	try {
		const answer = (await helpers.httpRequest({
			url,
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
		const type = asText(answer.headers['content-type']);
		const mimeType = type.startsWith('video/') ? type.replace(/;.*/, '').trim() : 'video/mp4';
		const video = checked(answer.body, expectedLength(answer.headers), type, clock);
		return await helpers.prepareBinaryData(video, name, mimeType);
	} catch (error) {
		return { message: NetworkFailure.from(error).message, isExpired: false };
	}
}

/** The same stream, which fails when it is no video, ends early or comes to a standstill. */
function checked(
	source: VideoStream,
	expected: number | undefined,
	contentType: string,
	clock: Clock,
): VideoStream {
	let received = 0;
	const ended = new AbortController();
	// Also when it breaks off: the generator below is not always resumed then.
	source.once('close', () => {
		ended.abort();
	});
	void endOnStandstill(source, () => received, clock, ended.signal);

	async function* checkedChunks(): AsyncGenerator<Buffer> {
		try {
			let head = Buffer.alloc(0);
			for await (const chunk of source as AsyncIterable<Buffer>) {
				received += chunk.length;
				if (head.length < HEAD_LENGTH) {
					head = Buffer.concat([head, chunk]);
					if (head.length < HEAD_LENGTH) continue;
					assertVideo(head, contentType);
					yield head;
				} else if (received <= SMALL_VIDEO) {
					yield chunk;
				} else {
					yield* pieces(chunk);
				}
			}
			if (received === 0) throw new Error('the file is empty');
			if (head.length < HEAD_LENGTH) assertVideo(head, contentType);
			if (expected !== undefined && received !== expected) {
				throw new Error(`it broke off after ${received} of ${expected} bytes`);
			}
		} finally {
			ended.abort();
		}
	}
	// n8n prepares its folder before it reads. An error until then is told to whoever reads first; without
	// a listener it would end n8n.
	source.on('error', () => undefined);
	// Node's streams can't be imported here, but every one of them brings this static method along.
	const { from } = source.constructor as unknown as StreamClass;
	return from(checkedChunks(), { objectMode: false });
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

function assertVideo(head: Buffer, contentType: string): void {
	if (isMp4(head)) return;
	const isOtherVideo = /^video\/(?!mp4)/.test(contentType) && !isMarkup(head.toString('latin1'));
	if (!isOtherVideo) {
		throw new Error(
			`the link leads to something else (${contentType || 'of unknown type'}), not to a video`,
		);
	}
}

/** Bytes of the whole video, unless the transfer is compressed: then the header counts the compressed ones. */
function expectedLength(headers: IDataObject): number | undefined {
	const length = headers['content-length'];
	if (length === undefined || headers['content-encoding'] !== undefined) return undefined;
	return Number(length);
}

/** Made of the id, which tells the files of a batch apart. */
function fileName({ id }: Reference): string {
	const words = id.match(/[A-Za-z0-9.-]+/g) ?? ['video'];
	return `${words.join('_')}.mp4`;
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
