// Loaded into the application by NODE_OPTIONS, and by nothing but the tests: there is no name service that knows a host of RDS.
// `LOCAL_DATABASE=main.abc.eu-west-1.rds.amazonaws.com:5432=41233` is where connections to it go, on this machine.
import net from 'node:net';

const [, host, port, localPort] = /^(.+):(\d+)=(\d+)$/.exec(process.env.LOCAL_DATABASE ?? '') ?? [];
const { connect } = net.Socket.prototype;

net.Socket.prototype.connect = function (...args) {
  const isDatabase = args[1] === host && String(args[0]) === port;
  return isDatabase ? connect.call(this, Number(localPort), '127.0.0.1', ...args.slice(2)) : connect.apply(this, args);
};
