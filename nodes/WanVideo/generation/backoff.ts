const SHORTEST = 1;
const LONGEST = 30;

/**
 * How long to wait before repeating a request: as long as the provider asks, but at least a second;
 * otherwise doubling from one second to thirty. Spread by up to a fifth, so that a batch does not come
 * back as one.
 *
 * @param attempt how often it has failed so far, from 1
 * @param retryAfter seconds, from the Retry-After header
 * @param random from 0 to 1
 * @returns seconds
 */
export function backoff(attempt: number, retryAfter: number | undefined, random: number): number {
	const asked =
		retryAfter === undefined
			? Math.min(SHORTEST * 2 ** (attempt - 1), LONGEST)
			: Math.max(retryAfter, SHORTEST);
	return asked * (1 + 0.2 * random);
}

/**
 * The seconds that a Retry-After header asks for; undefined without a usable one. A break of no time,
 * or until a time that has passed by this clock, is none: it would have the provider hammered.
 * Source: RFC 9110, section 10.2.3 (seconds or an HTTP date).
 *
 * @param now milliseconds since the epoch
 */
export function retryAfterSeconds(header: string | undefined, now: number): number | undefined {
	if (header === undefined) return undefined;
	const isCount = /^\s*\d+\s*$/.test(header);
	// Without letters it is no HTTP date, though Date.parse would make one of almost any number.
	const isDate = /[a-z]/i.test(header);
	const seconds = isCount ? Number(header) : isDate ? (Date.parse(header) - now) / 1000 : NaN;
	return seconds > 0 ? seconds : undefined;
}
