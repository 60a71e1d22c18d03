// CNP's inquiry service made with node-soap from the WSDL. Takes any inquiry, and says on standard output what it understood.
// Arguments: the WSDL file; a PEM with certificate and key; a PEM with the trusted root.
// Prints { listening: port } first, then one JSON object per request. Ends when its standard input ends.
'use strict';
const fs = require('fs');
const https = require('https');
const soap = require('soap');

const [wsdlFile, certificateFile, rootFile] = process.argv.slice(2);
const pem = fs.readFileSync(certificateFile);
const server = https.createServer(
  { key: pem, cert: pem, ca: fs.readFileSync(rootFile), requestCert: true, rejectUnauthorized: true },
  (request, response) => { response.statusCode = 404; response.end(); });

const service = {
  UsageHistoryInquiryService: {
    UsageHistoryInquirySoap11: {
      RequestHistoricalUsage(args, callback, headers, request) {
        console.log(JSON.stringify({
          request: args,
          soapAction: request.headers.soapaction,
          expect: request.headers.expect ?? null,
          subject: request.socket.getPeerCertificate().subject,
        }));
        return {
          Acknowledgement: {
            RequestId: args.Header.RequestId,
            MessageId: args.Header.MessageId,
            TransactionId: 'NODE-1',
            ReceivedAt: new Date().toISOString(),
            Status: 'Accepted',
          },
        };
      },
    },
  },
};

soap.listen(server, { path: '/uhit/inquiry', services: service, uri: wsdlFile, xml: fs.readFileSync(wsdlFile, 'utf8'), callback: (error) => {
  if (error) { console.error(error); process.exit(1); }
} });
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ listening: server.address().port })));
process.stdin.on('end', () => process.exit(0)).resume();
