// fauxqs imports node:sqlite for a persistence that is not used here, and Node 20 does not have it yet.
import { register } from 'node:module';

const standIn = 'data:text/javascript,' + encodeURIComponent('export class DatabaseSync {}');
const hooks = `export async function resolve(specifier, context, next) {
  return specifier === 'node:sqlite' ? { shortCircuit: true, url: ${JSON.stringify(standIn)} } : next(specifier, context);
}`;
register('data:text/javascript,' + encodeURIComponent(hooks));
