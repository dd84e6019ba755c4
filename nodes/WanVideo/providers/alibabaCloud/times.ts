import { asText } from '../../models/text';

/** Smaller numbers are seconds since 1970 rather than milliseconds. */
const LARGEST_IN_SECONDS = 1e11;

/**
 * A time as the service writes it, in milliseconds since 1970: `2026-12-31 08:30:00.123`, without a zone, is China's. One
 * with a zone, one without an hour and a number are understood, too.
 *
 * Source: https://www.alibabacloud.com/help/en/model-studio/text-to-video-api-reference, for its tasks' times; that they
 * are China's is what other clients go by.
 *
 * @returns undefined when it is none
 */
export function readTime(value: unknown): number | undefined {
	const text = asText(value).trim();
	const [, day, time = '00:00:00'] =
		/^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d:\d\d(?:\.\d+)?))?$/.exec(text) ?? [];
	if (day !== undefined) return numberIn(Date.parse(`${day}T${time}+08:00`));
	if (!/^\d+$/.test(text)) return numberIn(Date.parse(text));
	const number = Number(text);
	if (number === 0) return undefined;
	return number < LARGEST_IN_SECONDS ? number * 1000 : number;
}

const numberIn = (time: number) => (Number.isNaN(time) ? undefined : time);
