// Loaded into the n8n that is measured: what earlier work left behind is not to count for what comes next.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as (how: { type: 'major'; flavor: 'last-resort' }) => void;

process.on('SIGUSR2', () => {
	// A plain collection keeps hundreds of megabytes of n8n's start for later use, in which a peak would hide.
	collect({ type: 'major', flavor: 'last-resort' });
});
