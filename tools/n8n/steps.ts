import ora from 'ora';
import { duration } from './duration';

/** How often to tell the progress where it can't be told in place, in milliseconds. */
const LINE_INTERVAL = 30_000;

/**
 * Shows a step of the work on the terminal while it lasts, and how it went once it is over.
 *
 * @param task called with what replaces the note behind the title, for progress
 */
export async function step<Result>(
	title: string,
	task: (note: (text: string) => void) => Promise<Result>,
): Promise<Result> {
	const begin = Date.now();
	const spinner = ora({
		text: `${title} …`,
		// ora would read the keyboard, and Ctrl-C with it.
		discardStdin: false,
		// A terminal of no width, as some virtual ones are at first, would keep ora busy for ever.
		...(process.stderr.columns === 0 && { isEnabled: false }),
	}).start();
	let lastLine = begin;
	try {
		const result = await task((text) => {
			const line = `${title} … ${text} (${elapsed(begin)})`;
			spinner.text = line;
			// Where nothing can be overwritten, as in a file, a line now and then.
			if (spinner.isEnabled || Date.now() - lastLine < LINE_INTERVAL) return;
			lastLine = Date.now();
			console.error(`  ${line}`);
		});
		spinner.succeed(`${title} (${elapsed(begin)})`);
		return result;
	} catch (error) {
		spinner.fail();
		throw error;
	}
}

function elapsed(begin: number): string {
	return duration((Date.now() - begin) / 1000);
}
