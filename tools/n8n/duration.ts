/** A number of seconds for people: `0.8 s`, `12 s`, `4 min 5 s`. */
export function duration(seconds: number): string {
	if (seconds < 9.95) return `${Math.round(seconds * 10) / 10} s`;
	const whole = Math.round(seconds);
	if (whole < 60) return `${whole} s`;
	return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
