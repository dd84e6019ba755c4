/** Longer than any test may take. */
const LONGEST_MS = 120_000;

/** Waits until something is so. The test's timeout ends it; what it leaves behind ends soon after. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
	const begun = performance.now();
	while (!(await isSo())) {
		if (performance.now() - begun > LONGEST_MS) throw new Error('Waited in vain');
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
}
