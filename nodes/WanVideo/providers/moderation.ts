import { signsIn } from './words';

/** In the words of `signsIn`. "Case-sensitive" is something else. */
const MODERATION =
	/content (polic|filter|moderat|check|violat|safety)|moderat(ion|ed|or)|data ?inspection|sensitive (content|data|word|image|information|topic|material)|(content|prompt|image|text|video|input) (\w+ ){0,3}sensitive(?! to case)|inappropriate|nsfw|flagged|prohibited content|safety (filter|check|system|polic)/;

/** Whether a reason, in any shape, says that the content was turned away. */
export function isModeration(reason: unknown): boolean {
	return MODERATION.test(signsIn(reason));
}
