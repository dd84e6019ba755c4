/** The sites that the same API runs on, with separate accounts, by the values that credentials store. */
export const SITES: Record<string, string> = {
	muleRouter: 'https://api.mulerouter.ai',
	muleRun: 'https://api.mulerun.com',
};
