/** Source: https://docs.aimlapi.com/quickstart/setting-up */
export const BASE_URL = 'https://api.aimlapi.com';
