// The container's health check: asks the process in this container for /health.
const port = process.env.PORT ?? '4000';
const response = await fetch(`http://127.0.0.1:${port}/health`).catch(() => null);
process.exit(response?.ok === true ? 0 : 1);
