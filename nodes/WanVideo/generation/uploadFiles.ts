import { Attachment } from '../models/Attachment';
import { mapValues } from '../models/fieldPaths';
import { Problem } from '../problem';
import type { ApiAnswer } from '../providers/Connection';
import { NetworkFailure } from '../providers/NetworkFailure';
import type { Order, UploadApi } from '../providers/ProviderApi';
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
 * The order with links in the place of its files: each is uploaded once in an execution, however many items and tries
 * have it.
 *
 * @throws Problem that says what came in the way; nothing was created
 */
export async function uploadFiles(session: Session, order: Order): Promise<Order> {
	const { connection, kept } = session;
	const { uploads } = connection.api;
	if (!uploads) return order;
	const fields = await mapValues(order.fields, async (value) => {
		if (!(value instanceof Attachment)) return value;
		const key = ['upload', connection.provider.name, connection.account, connection.baseUrl];
		return await kept.once(
			[...key, order.model, value.digest, value.type],
			uploads.lifetime * USABLE,
			async () => await upload(session, uploads, value, order),
		);
	});
	return { ...order, fields };
}

async function upload(
	session: Session,
	api: UploadApi,
	file: Attachment,
	order: Order,
): Promise<string> {
	const { connection, signal } = session;
	const leave = await askForLeave(session, api, file, order);
	const target = api.readTarget(leave?.json, file);
	if (!target) throw unread(session, leave, 'did not say where to upload the file to');
	const answer = await repeatSafely(
		session,
		async () => await connection.upload(target, file, UPLOAD_TIMEOUT, signal),
	);
	if (answer instanceof NetworkFailure) throw notUploaded(session, answer.message);
	if (!isGood(answer)) {
		throw 'path' in target.to
			? refusal(connection, answer, undefined, order)
			: notUploaded(session, `its host answered HTTP ${answer.status}`, answer);
	}
	const link = typeof target.link === 'string' ? target.link : target.link(answer.json);
	if (link === undefined) throw unread(session, answer, 'gave no link to the uploaded file');
	return link;
}

async function askForLeave(
	session: Session,
	api: UploadApi,
	file: Attachment,
	order: Order,
): Promise<ApiAnswer | undefined> {
	const { connection, signal } = session;
	const request = api.ask?.(file, order.model);
	if (!request) return undefined;
	const leave = await repeatSafely(
		session,
		async () => await connection.send(request, ASK_TIMEOUT, signal),
	);
	if (leave instanceof NetworkFailure) throw unreachable(connection, leave, NOTHING_CREATED);
	if (!isGood(leave)) throw refusal(connection, leave, undefined, order);
	return leave;
}

function unread({ connection }: Session, answer: ApiAnswer | undefined, what: string): Problem {
	return new Problem('refused', `${connection.providerName} ${what}`, {
		description: NOTHING_CREATED,
		httpStatus: answer?.status,
	});
}

function notUploaded({ connection }: Session, why: string, answer?: ApiAnswer): Problem {
	const words = answer && providerWords(connection, answer);
	return new Problem(
		'unreachable',
		`The file could not be uploaded to ${connection.providerName}: ${why}`,
		{
			description: [
				`${NOTHING_CREATED} Run it again later, or give the file as a link.`,
				words && quote(connection, words),
			]
				.filter(Boolean)
				.join(' '),
			httpStatus: answer?.status,
		},
	);
}

const isGood = ({ status }: ApiAnswer) => status >= 200 && status < 300;
