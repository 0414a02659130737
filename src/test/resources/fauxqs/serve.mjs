// node --import ./without-sqlite.mjs serve.mjs PORT MODULE
// Serves fauxqs, whose app is the file at the URL MODULE, on 127.0.0.1 alone.
const [port, module] = process.argv.slice(2);
const { buildApp } = await import(module);
const app = buildApp({ logger: false, host: '127.0.0.1' });
await app.listen({ port: Number(port), host: '127.0.0.1' });
