// Runs the handler of a function in a process of its own, as Lambda's runtime does: started by functions.ts, with the module and the handler's name.
const [module, name] = process.argv.slice(2);
const { [name]: handler } = await import(module);

process.on('message', async ({ call, event }) => {
  try {
    process.send({ call, result: await handler(event) });
  } catch (error) {
    process.send({ call, error: { name: error.name, message: error.message } });
  }
});
process.on('disconnect', () => process.exit());
process.send({ started: true });
