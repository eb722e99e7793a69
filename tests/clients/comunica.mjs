// Asks a site through Comunica, as a program of a partner would; prints one value of each row, or how many triples came.
// node comunica.mjs <service> <rows: SELECT ?s> <graph: CONSTRUCT> <truth: ASK> <document: address of a thing>
import { QueryEngine } from '@comunica/query-sparql';

const [service, rows, graph, truth, document] = process.argv.slice(2);
const engine = new QueryEngine();
const sources = [{ type: 'sparql', value: service }];
const bindings = await (await engine.queryBindings(rows, { sources })).toArray();
const triples = await (await engine.queryQuads(graph, { sources })).toArray();
// It likes N-Quads best, in which each triple of a thing stands in its named graph.
const whole = { sources: [document], unionDefaultGraph: true };
const read = await (await engine.queryBindings('SELECT DISTINCT ?s ?p ?o { ?s ?p ?o }', whole)).toArray();
console.log(JSON.stringify({
  rows: bindings.map((row) => row.get('s').value),
  triples: triples.length,
  truth: await engine.queryBoolean(truth, { sources }),
  read: read.length,
}));
