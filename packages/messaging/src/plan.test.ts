import {it} from 'vitest';
import { createPostgresEventBus } from './index.js';
import { createTestDatabase } from '@techally/database/testing';
import { userDeleted } from './testing/example-messages.js';
import { Client } from 'pg';
it('o', async()=>{
 const d=await createTestDatabase('platform'); const bus=createPostgresEventBus({databaseUrl:d.url,topology:{user:['UserDeleted'],b:['UserRegistered'],c:['OrderCreated']},onError:e=>console.log(e)}); await bus.start();
 const c=new Client(d.url); await c.connect();
 if(process.env.NOVAC) await c.query('ALTER TABLE pgboss.job_common SET (autovacuum_enabled=false)');
 let n=0; const h=async()=>{n++};
 for (const mode of ['empty','after']) {
 let sub=await bus.subscribe({service:'user',type:'UserDeleted',handle:h});
 for(let i=0;i<300;i++) await bus.publish([userDeleted()]);
 await new Promise(r=>setTimeout(r,300)); await sub.close();
 if(mode==='after') await c.query('ANALYZE pgboss.job_common');
 for(let i=0;i<200;i++) await bus.publish(Array.from({length:100},()=>userDeleted()));
 n=0; const st0=(await c.query("select relname, seq_scan, idx_scan, n_dead_tup, n_live_tup from pg_stat_user_tables where relname='job_common'")).rows; const ix0=(await c.query("select indexrelname n, idx_scan::int s, idx_tup_read::int r from pg_stat_user_indexes where relname='job_common' order by 1")).rows; const s=performance.now(); const lim=Number(process.env.N||20000); sub=await bus.subscribe({service:'user',type:'UserDeleted',handle:h});
 while(n<lim) await new Promise(r=>setTimeout(r,5));
 console.log(mode,'drain',(lim/(performance.now()-s)*1000).toFixed(0),'/s'); await new Promise(r=>setTimeout(r,200)); const ix1=(await c.query("select indexrelname n, idx_scan::int s, idx_tup_read::int r, pg_relation_size(indexrelid)/8192 p from pg_stat_user_indexes where relname='job_common' order by 1")).rows; ix1.forEach((x:any,i:number)=>console.log(x.n,'scans',x.s-ix0[i].s,'tuples',x.r-ix0[i].r,'pages',x.p)); console.log(st0); await sub.close(); return;
 }
 await bus.close(); await c.end(); await d.close();
},170000);
