/** A file of "five seconds" ends with a frame or a packet that stands over. */
const TOLERANCE_SECONDS = 0.1;

/** Whether something is longer than its limit, both in seconds. */
export function isLongerThan(seconds: number, limit: number): boolean {
	return seconds > limit + TOLERANCE_SECONDS;
}

/** Whether something is shorter than its limit, both in seconds. */
export function isShorterThan(seconds: number, limit: number): boolean {
	return seconds < limit - TOLERANCE_SECONDS;
}

/** Bytes as people read them: `10 MB`. */
export function megabytes(bytes: number): string {
	return `${Math.floor(bytes / 2 ** 20)} MB`;
}
