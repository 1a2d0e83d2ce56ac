import { buildBundle } from '@souk/policies/build/build-bundle.ts';
import { requireOpa } from '@souk/policies/build/opa.ts';
import { mkdirSync, writeFileSync, rmSync } from 'node:fs';
const dir = process.argv[2];
const t=performance.now();
const b = await buildBundle(dir, await requireOpa(process.env), (s)=>console.log(s));
rmSync(dir+'/bundle',{recursive:true,force:true}); mkdirSync(dir+'/bundle');
for (const [n,c] of b) writeFileSync(dir+'/bundle/'+n,c);
console.log((performance.now()-t).toFixed(0));
