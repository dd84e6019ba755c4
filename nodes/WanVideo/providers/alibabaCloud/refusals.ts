import { asText } from '../../models/text';
import type { RefusalCause } from '../ProviderApi';
import { fieldsOf } from '../reading';
import { shorten, wordsIn } from '../words';

// Source: https://www.alibabacloud.com/help/en/model-studio/error-code, of which docs.qwencloud.com has a copy with
// other spellings.

/** By codes in lower case, without what separates their words. */
const CAUSES: Partial<Record<string, RefusalCause>> = {
	invalidapikey: 'key',
	notauthorized: 'key',
	arrearage: 'noCredits',
	commoditynotpurchased: 'noCredits',
	prepaidbilloverdue: 'noCredits',
	postpaidbilloverdue: 'noCredits',
	'allocationquota.freetieronly': 'noPlan',
	'accessdenied.unpurchased': 'noPlan',
	'model.accessdenied': 'notAllowed',
	'workspace.accessdenied': 'notAllowed',
	'app.accessdenied': 'notAllowed',
	throttling: 'rate',
	'throttling.ratequota': 'rate',
	'throttling.burstrate': 'rate',
	'throttling.allocationquota': 'rate',
	insufficientquota: 'rate',
	limitrequests: 'rate',
	limitburstrate: 'rate',
	modelnotfound: 'notFound',
	workspacenotfound: 'notFound',
	// A file that can't be fetched for it: nothing was found wrong with its content.
	'invalidparameter.datainspection': 'other',
	datainspectionfailed: 'moderation',
	ipinfringementsuspect: 'moderation',
};

/** What a free quota is called when it is used up; waiting does not renew it. */
const FREE_QUOTA = /\bfree\b.*\b(quota|tier)\b/i;

/** Why an answer says no, as far as its code tells. */
export function causeOf(answer: unknown, status: number): RefusalCause | undefined {
	if (status < 400 || status >= 500) return undefined;
	const { code, message } = partsOf(answer);
	if (/^(400|403|429)$/.test(String(status)) && FREE_QUOTA.test(message)) return 'noPlan';
	if (/^model not exist/i.test(message)) return 'notFound';
	return causeNamed(code);
}

/** Whether a task has failed because of its content; undefined where its code does not tell. */
export function isModeration(code: unknown): boolean | undefined {
	const cause = causeNamed(asText(code));
	return cause && cause === 'moderation';
}

/** What an answer or a task says, with its code: the service's pages explain these. */
export function wordsOf(answer: unknown): string | undefined {
	const { code, message } = partsOf(answer);
	const words = shorten(message) ?? wordsIn(answer);
	if (!words || code === '' || words.includes(code)) return words;
	return `${words.replace(/[.\s]+$/, '')} (${code})`;
}

/** Its own answers have them as they are; those in the manner of OpenAI, in `error`. */
function partsOf(answer: unknown): { code: string; message: string } {
	const fields = fieldsOf(answer);
	const { code, message } = fields.error === undefined ? fields : fieldsOf(fields.error);
	return { code: asText(code), message: asText(message) };
}

function causeNamed(code: string): RefusalCause | undefined {
	const plain = code.toLowerCase().replace(/[\s_-]+/g, '');
	return Object.hasOwn(CAUSES, plain) ? CAUSES[plain] : undefined;
}
