/**
 * The script of a heartbeat, as CommonJS: it asks for `CANARY_URL`, and fails for any answer that is not 2xx. A redirect is none: what it leads to would be asked
 * instead. It has no package, and no browser: X-Ray traces what Node.js asks by HTTPS (CloudWatch user guide, Canaries and X-Ray tracing).
 */
export const heartbeat = `'use strict';
const https = require('node:https');
const { env } = require('node:process');

exports.handler = () =>
  new Promise((resolve, reject) => {
    const url = env.CANARY_URL;
    const request = https.get(url, { headers: { 'user-agent': 'canary' } }, (answer) => {
      answer.on('error', reject);
      answer.on('end', () => {
        const { statusCode } = answer;
        if (statusCode >= 200 && statusCode < 300) resolve(url + ' answers ' + statusCode);
        else reject(new Error(url + ' answers ' + statusCode));
      });
      answer.resume();
    });
    request.on('error', reject);
  });
`;
