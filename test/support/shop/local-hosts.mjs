// Loaded into the application by NODE_OPTIONS, and by nothing but the tests: there is no name service that knows a host of RDS, or the domain of a user pool.
// `LOCAL_HOSTS=main.abc.eu-west-1.rds.amazonaws.com:5432=41233,…` is where connections to each go, on this machine.
import net from 'node:net';

const here = new Map((process.env.LOCAL_HOSTS ?? '').split(',').map((pair) => pair.split('=')));
const { connect } = net.Socket.prototype;

net.Socket.prototype.connect = function (...args) {
  // As `connect(port, host)`, or with options: alone from TLS, in a list from `net.connect`.
  const [first, second] = Array.isArray(args[0]) ? args[0] : args;
  const isOfOptions = typeof first === 'object' && first !== null;
  const port = here.get(isOfOptions ? `${first.host}:${first.port}` : `${second}:${first}`);
  if (port === undefined) return connect.apply(this, args);
  if (isOfOptions) return connect.call(this, { ...first, host: '127.0.0.1', port: Number(port) }, second);
  return connect.call(this, Number(port), '127.0.0.1', ...args.slice(2));
};
