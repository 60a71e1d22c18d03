// <export>
using Uhit.Client;
using Uhit.Client.Export;

// </export>
internal static class Exporting
{
    public static async Task RunAsync(IUsageHistoryClient client, RequestId id, CancellationToken token)
    {
        // <export>
        var file = File.Create("usage.csv");
        await using (file)
        {
            var report = await new CsvExport { From = new(2025, 1, 1) }.WriteAsync(client.ReadUsageAsync(id, token), file, token);
            foreach (var skip in report.Skipped)
            {
                Console.WriteLine($"{skip.Reason}: {skip.Readings} readings of {skip.Count} ESI IDs");
            }
        }
        // </export>
    }
}
