/**
 * The runtime version of all canaries: Node.js 22 (CloudWatch user guide, Runtime versions using Node.js and Puppeteer). AWS publishes the day that one is deprecated on
 * 60 days ahead by mail, and in the CloudWatch user guide, Runtime versions support policy; a canary of a deprecated one runs on, and cannot be changed.
 */
export const runtimeVersion = 'syn-nodejs-puppeteer-15.0';
