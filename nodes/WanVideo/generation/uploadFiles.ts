import { Attachment } from '../models/Attachment';
import { mapValues } from '../models/fieldPaths';
import { Problem } from '../problem';
import type { ApiAnswer } from '../providers/Connection';
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
			async () => await upload(session, uploads, value, order.model),
		);
	});
	return { ...order, fields };
}

async function upload(
	session: Session,
	api: UploadApi,
	file: Attachment,
	model: string,
): Promise<string> {
	const { connection, signal } = session;
	const leave = await repeatSafely(
		session,
		async () => await connection.send(api.ask(file, model), ASK_TIMEOUT, signal),
	);
	if (leave instanceof NetworkFailure) throw unreachable(connection, leave, NOTHING_CREATED);
	if (!isGood(leave)) throw refusal(connection, leave);
	const target = targetIn(session, api, leave, file);
	const answer = await repeatSafely(
		session,
		async () => await connection.upload(target, file, UPLOAD_TIMEOUT, signal),
	);
	if (answer instanceof NetworkFailure) throw notUploaded(session, answer.message);
	// An earlier try may have got there, though its answer did not get here.
	if (!isGood(answer) && answer.status !== target.statusOfTaken) {
		const words = api.readRefusal(answer.text);
		throw notUploaded(session, `its host answered HTTP ${answer.status}`, answer, words);
	}
	return target.link;
}

function targetIn(
	{ connection }: Session,
	api: UploadApi,
	answer: ApiAnswer,
	file: Attachment,
): UploadTarget {
	const target = api.readTarget(answer.json, file);
	if (target) return target;
	throw new Problem(
		'refused',
		`${connection.providerName} did not say where to upload the file to`,
		{ description: NOTHING_CREATED, httpStatus: answer.status },
	);
}

function notUploaded(
	{ connection }: Session,
	why: string,
	answer?: ApiAnswer,
	words = answer && providerWords(connection, answer),
): Problem {
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
