using System.Security.Cryptography.X509Certificates;
using Uhit.Client;
// <run>
using Uhit.Client.Simulator;
using Uhit.Client.Wire;

// </run>
internal static class Simulators
{
    public static async Task RunAsync(Uri receiverUrl, X509Certificate2 cnpCertificate, X509Certificate2 root, RequestId requestId)
    {
        // <run>
        var options = new UhitSimulatorOptions
        {
            CallbackUrl = receiverUrl,                       // where your receiver is
            Certificate = cnpCertificate,                    // with its key; ThrowawayCertificates makes one
            WireFormat = SimulatedWireFormat.Reference,
            Seed = 42,
            Scenario = SimulatorScenarios.Find("duplicates")!,
        };
        options.TrustedClientRoots.Add(root);                // of the certificate that your client shows
        options.TrustedServerRoots.Add(root);                // of the certificate that your receiver shows
        await using var simulator = await UhitSimulator.StartAsync(options);

        // … point the client at simulator.InquiryUrl, submit …

        await simulator.WaitForCompletionAsync(requestId);   // no sleeping
        var report = simulator.GetReport();                  // sums per line, to compare with what arrived
        // </run>
        Console.WriteLine(report.Lines.Count);
    }
}
