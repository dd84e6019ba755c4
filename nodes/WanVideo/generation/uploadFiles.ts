import { Attachment } from '../models/Attachment';
import { mapValues, valuesIn } from '../models/fieldPaths';
import { Problem } from '../problem';
import { type ApiAnswer, isGood } from '../providers/Connection';
import { NetworkFailure } from '../providers/NetworkFailure';
import type { Order, UploadApi, UploadTarget } from '../providers/ProviderApi';
import { providerWords, quote, refusal, unreachable } from '../providers/refusal';
import { repeatSafely } from './repeatSafely';
import type { Session } from './Session';

/** Milliseconds without an answer. */
const ASK_TIMEOUT = 30_000;
/** Milliseconds without a further byte. */
const UPLOAD_TIMEOUT = 60_000;
/** Of its lifetime, the part in which an upload's link is given to a create: that has to fetch it as well. */
const USABLE = 0.9;
const NOTHING_CREATED = 'Nothing was created.';

/**
 * The order with links in the place of its files: in an execution, each is uploaded once for a model, however many items
 * and tries have it.
 *
 * @param deadline milliseconds by the clock's `elapsed`
 * @throws Problem that says what came in the way; nothing was created
 */
export async function uploadFiles(
	session: Session,
	order: Order,
	deadline: number,
): Promise<Order> {
	const { connection, kept } = session;
	const { uploads } = connection.api;
	if (!uploads) return order;
	const fields = await mapValues(order.fields, async (value) => {
		if (!(value instanceof Attachment)) return value;
		const key = ['upload', connection.provider.name, connection.account, connection.baseUrl];
		return await kept.once(
			[...key, order.model, value.digest, value.type],
			uploads.lifetime * USABLE,
			async () => await upload(session, { api: uploads, file: value, order, deadline }),
		);
	});
	return { ...order, fields };
}

/** After the provider has refused an order: the next try shall not give it the same links again. */
export function forgetUploads({ kept }: Session, { fields }: Order): void {
	for (const value of valuesIn(fields)) if (typeof value === 'string') kept.forget(value);
}

interface Upload {
	api: UploadApi;
	file: Attachment;
	order: Order;
	/** Milliseconds by the clock's `elapsed`. */
	deadline: number;
}

async function upload(session: Session, { api, file, order, deadline }: Upload): Promise<string> {
	const { clock, connection, signal } = session;
	let target: UploadTarget | undefined;
	const answer = await repeatSafely(session, deadline, async () => {
		// Anew for each try: a leave may be good for one file, or for a minute.
		target = undefined;
		const request = api.ask?.(file, order.model);
		const leave = request && (await connection.send(request, ASK_TIMEOUT, signal));
		if (leave instanceof NetworkFailure || (leave && !isGood(leave))) return leave;
		target = api.readTarget(leave?.json, file);
		if (!target) throw unread(session, leave, 'did not say where to upload the file to');
		const limit = Math.max(UPLOAD_TIMEOUT, deadline - clock.elapsed());
		return await connection.upload(target, file, { timeout: UPLOAD_TIMEOUT, limit, signal });
	});
	if (!target || 'path' in target.to) {
		if (answer instanceof NetworkFailure) throw unreachable(connection, answer, NOTHING_CREATED);
		if (!isGood(answer)) throw refusal(connection, answer, undefined, order);
	}
	if (answer instanceof NetworkFailure) throw unreachableHost(session, answer);
	if (!isGood(answer)) throw refusedFile(session, answer, api.readRefusal?.(answer.text));
	const link = typeof target?.link === 'function' ? target.link(answer.json) : target?.link;
	if (link === undefined) throw unread(session, answer, 'gave no link to the uploaded file');
	return link;
}

function unread({ connection }: Session, answer: ApiAnswer | undefined, what: string): Problem {
	return new Problem('refused', `${connection.providerName} ${what}`, {
		description: NOTHING_CREATED,
		httpStatus: answer?.status,
	});
}

function unreachableHost({ connection }: Session, { message, advice }: NetworkFailure): Problem {
	return new Problem(
		'unreachable',
		`The file could not be uploaded to ${connection.providerName}: ${message}`,
		{
			description: `${NOTHING_CREATED} ${advice ?? 'Run it again later, or give the file as a link.'}`,
		},
	);
}

function refusedFile(
	{ connection }: Session,
	answer: ApiAnswer,
	words = providerWords(connection, answer),
): Problem {
	const isDown = answer.status >= 500;
	const advice = isDown
		? 'Run it again later, or give the file as a link.'
		: 'Give the file as a link.';
	return new Problem(
		isDown ? 'unreachable' : 'refused',
		`The file could not be uploaded to ${connection.providerName}: its host answered HTTP ${answer.status}`,
		{
			description: [`${NOTHING_CREATED} ${advice}`, words && quote(connection, words)]
				.filter(Boolean)
				.join(' '),
			httpStatus: answer.status,
		},
	);
}
