import { ensureInstalled, isInstalled } from '../../../tools/n8n/installation';
import { type Interruption, listenForInterruption } from '../../../tools/n8n/interruption';
import { step } from '../../../tools/n8n/steps';
import { n8nLines, pinnedVersion } from '../../../tools/n8n/versions';
import { removeEarlierRuns } from './places';

declare global {
	var interruption: Interruption | undefined;
}

/** Before the first test file: installs what is not installed yet, and sees to a prompt end on Ctrl-C. */
export default async function globalSetup(): Promise<void> {
	const interruption = listenForInterruption();
	globalThis.interruption = interruption;
	const { signal } = interruption;
	await removeEarlierRuns();
	for (const line of n8nLines) {
		if (isInstalled(line)) continue;
		const title = `Installing n8n ${pinnedVersion(line).version}, once: minutes and 2.7 GB`;
		await step(title, async () => ensureInstalled(line, { signal }));
	}
	// Whatever runs by then is ended as this process exits.
	signal.addEventListener('abort', () => process.exit(130));
}
