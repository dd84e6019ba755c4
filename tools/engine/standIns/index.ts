import type { INodeType } from 'n8n-workflow';

import { ConvertToFile } from './convertToFile';
import { Form, FormTrigger } from './form';
import { ManualTrigger } from './manualTrigger';
import { NoOp } from './noOp';
import { EditFields } from './set';
import { LoopOverItems } from './splitInBatches';
import { SplitOut } from './splitOut';
import { StickyNote } from './stickyNote';

/**
 * Stand-ins for the few nodes of n8n the example workflows and the tests use. n8n-nodes-base itself is not a dependency
 * (it brings 180 MB and hundreds of packages), so these know just the parameters used here and behave like the real
 * ones for them.
 */
export const standIns: ReadonlyMap<string, INodeType> = new Map<string, INodeType>([
	['n8n-nodes-base.manualTrigger', new ManualTrigger()],
	['n8n-nodes-base.formTrigger', new FormTrigger()],
	['n8n-nodes-base.form', new Form()],
	['n8n-nodes-base.set', new EditFields()],
	['n8n-nodes-base.convertToFile', new ConvertToFile()],
	['n8n-nodes-base.splitInBatches', new LoopOverItems()],
	['n8n-nodes-base.splitOut', new SplitOut()],
	['n8n-nodes-base.noOp', new NoOp()],
	['n8n-nodes-base.stickyNote', new StickyNote()],
]);
