// Calls our receiver with node-soap, from the WSDL that the receiver itself serves.
// Arguments: the receiver's address; a JSON file of calls [{ operation, message }]; a PEM with certificate and key; a PEM with the trusted root;
// JSON of node-soap's options for each call, such as {"forceMTOM":true}, or nothing.
// Prints one JSON object per call: { operation, response } or { operation, fault }.
'use strict';
const fs = require('fs');
const https = require('https');
const axios = require('axios');
const soap = require('soap');

async function main() {
  const [address, callsFile, certificateFile, rootFile, options] = process.argv.slice(2);
  const pem = fs.readFileSync(certificateFile);
  const agent = new https.Agent({ key: pem, cert: pem, ca: fs.readFileSync(rootFile), keepAlive: true });
  const request = axios.create({ httpsAgent: agent, maxBodyLength: Infinity, maxContentLength: Infinity });
  const client = await soap.createClientAsync(`${address}?wsdl`, { request, endpoint: address });
  for (const { operation, message } of JSON.parse(fs.readFileSync(callsFile, 'utf8'))) {
    try {
      const [response] = await client[`${operation}Async`](message, JSON.parse(options || '{}'));
      console.log(JSON.stringify({ operation, response }));
    } catch (error) {
      console.log(JSON.stringify({ operation, fault: error.root ? error.root.Envelope.Body.Fault : String(error.message) }));
    }
  }
  agent.destroy();
}

main().catch((error) => { console.error(error.stack); process.exit(1); });
