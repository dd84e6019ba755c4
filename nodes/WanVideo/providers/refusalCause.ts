import type { ApiAnswer } from './Connection';
import { isModeration } from './moderation';
import type { ProviderApi, RefusalCause } from './ProviderApi';
import { signsIn } from './words';

// All in the words of `signsIn`. One provider spells it "insufficent".
const NO_CREDITS =
	/insuff?ic\w* (credit|balance|fund)|(credit|balance|fund)s? (is|are|was|were) (insuff|exhaust|deplet|too low|used up)|out ?of ?(credit|fund|balance)|not enough (credit|balance|fund)|no (more |remaining )?(credit|balance|fund)s?\b(?! card)|\btop(ping|ped)? ?up\b|add (more )?(credit|fund)|low balance|arrear/;
const MONEY = /\b(credit|balance|fund|billing|payment)s?\b/;
const PLAN = /subscri|\bplans?\b|upgrade|free tier/;
const QUOTA =
	/quota|spend|free tier|\b(hour|day|month|hourly|daily|weekly|monthly)\b|limit (is|was|has been) (reached|exhausted)/;

/** What passes while one waits, whatever else is said of hours and limits. */
const RATE =
	/\b(rate|concurren\w*|simultaneous\w*)\b|(retry|try again) (in|after)|per (second|minute)/;

/**
 * Tells the noes apart. The words tell more than the status does: a 403 is mostly "out of credits" with one
 * provider, but it also stands for a missing subscription, and for what the key may not do.
 */
export function refusalCause(
	api: ProviderApi,
	{ status, json, text, isWebPage }: ApiAnswer,
): RefusalCause {
	const told = api.causeOf?.(json, status);
	if (told) return told;
	const reason = json === undefined && !isWebPage ? text : json;
	const signs = signsIn(reason);
	if (status >= 300 && status < 400) return 'redirect';
	if (status === 407) return 'proxy';
	if (status >= 500) return 'notWorking';
	if (isWebPage && status !== 429) return 'webPage';
	if (status === 401) return 'key';
	if (status === 404) return 'notFound';
	if (NO_CREDITS.test(signs)) return 'noCredits';
	switch (status) {
		case 402:
			return PLAN.test(signs) && !MONEY.test(signs) ? 'noPlan' : 'noCredits';
		case 403:
			if (isModeration(reason)) return 'moderation';
			if (PLAN.test(signs)) return 'noPlan';
			return MONEY.test(signs) ? 'noCredits' : 'notAllowed';
		case 429:
			return QUOTA.test(signs) && !RATE.test(signs) ? 'quota' : 'rate';
		case 451:
			return 'moderation';
		default:
			return isModeration(reason) ? 'moderation' : 'other';
	}
}
