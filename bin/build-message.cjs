/** The message of an error; of a bundle that esbuild refuses a line for each fault: `environments/dev.ts: line 3, column 13: Unexpected "="`. */
function messageOf(error) {
  if (!error?.errors?.length) return error instanceof Error ? error.message : `${JSON.stringify(error)} was thrown`;
  return error.errors
    .map(({ text, location }) => {
      if (!location) return text;
      const { file, line, column } = location;
      return `${file}: line ${line}, column ${column + 1}: ${text}`;
    })
    .join('\n');
}

module.exports = { messageOf };
