import { whatIsMissing } from './requirements';

// Run before anything else is done, so that what is missing is said at once.
const missing = whatIsMissing();
if (missing !== undefined) {
	console.error(missing);
	process.exitCode = 1;
}
