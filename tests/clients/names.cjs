// Lets KEY.guard.test resolve, as a wildcard name of a real server would. The libraries that carry
// the key in the host are otherwise used as they are.
const dns = require('node:dns');

const lookup = dns.lookup;
dns.lookup = (name, ...rest) => lookup(name.endsWith('guard.test') ? '127.0.0.1' : name, ...rest);
