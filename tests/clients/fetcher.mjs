// Asks a site through fetch-sparql-endpoint, by each method; prints one value of each row, or how many triples came.
// node fetcher.mjs <service> <rows: SELECT ?s> <graph: CONSTRUCT> <truth: ASK>
import { SparqlEndpointFetcher } from 'fetch-sparql-endpoint';

const [service, rows, graph, truth] = process.argv.slice(2);
const collected = async (stream) => {
  const found = [];
  for await (const item of stream) found.push(item);
  return found;
};
const answers = {};
for (const [name, options] of Object.entries({
  GET: { method: 'GET' },
  POST: { method: 'POST' },
  direct: { method: 'POST', directPost: true },
})) {
  const fetcher = new SparqlEndpointFetcher(options);
  answers[name] = {
    rows: (await collected(await fetcher.fetchBindings(service, rows))).map((row) => row.s.value),
    triples: (await collected(await fetcher.fetchTriples(service, graph))).length,
    truth: await fetcher.fetchAsk(service, truth),
  };
}
console.log(JSON.stringify(answers));
