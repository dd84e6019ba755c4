// These run in the browser, whose types are not known here, each on its own: nothing outside of a function is there.

/** What is used of the browser's globals. */
interface Browser {
	document: {
		addEventListener(type: 'click', listener: () => void, options: { capture: true }): void;
		querySelector(selector: string): {
			querySelectorAll(selector: string): Iterable<{
				offsetParent: unknown;
				innerText: string;
			}>;
		} | null;
	};
	requestAnimationFrame(callback: () => void): void;
	/** Kept between the two functions that time a choice. */
	timing?: Promise<number>;
}

/**
 * Begins to look for fields, frame by frame.
 *
 * @param fields their labels, from the top
 */
export function startTiming(fields: string[]): void {
	const browser = globalThis as unknown as Browser;
	let clicked = Infinity;
	browser.document.addEventListener('click', () => (clicked = performance.now()), {
		capture: true,
	});
	const shown = () => {
		const labels = browser.document
			.querySelector('[data-test-id="node-parameters"]')
			?.querySelectorAll('[data-test-id="input-label"]');
		return [...(labels ?? [])]
			.filter(({ offsetParent }) => offsetParent !== null)
			.map(({ innerText }) => innerText.split('\n')[0]?.trim());
	};
	browser.timing = new Promise((resolve) => {
		const look = () => {
			browser.requestAnimationFrame(() => {
				if (shown().join('\n') !== fields.join('\n')) look();
				// What this frame holds is painted by the next.
				else
					browser.requestAnimationFrame(() => {
						resolve(performance.now() - clicked);
					});
			});
		};
		look();
	});
}

/** @returns milliseconds from the last click until the fields were there, painted */
export async function endTiming(): Promise<number> {
	const { timing } = globalThis as unknown as Browser;
	return (await timing) ?? NaN;
}
